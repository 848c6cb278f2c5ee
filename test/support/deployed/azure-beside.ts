// The sample tenant of Azure beside the emulated organization: its servers, the config that reads it, and its tokens.
import type { ConfigInput } from "../../../config/schema.ts";
import type { FunctionName } from "../../../infra/names.ts";
import { startAzure, type Azure } from "../azure/azure.ts";
import { TENANT_AND_GROUP } from "../azure/company.ts";
import { sampleEstate } from "../azure/estate/sample/index.ts";
import { READER, TENANT } from "../azure/estate/sample/names.ts";
import type { WireAnswer, WireRequest } from "../servers/wire.ts";
import { buildEstate, type Estate } from "./estate.ts";

/** The account that the estate is deployed to. */
const ACCOUNT = "123456789012";

/** The role of a function, as AWS tells other clouds of it. */
export const collectorOf = (name: FunctionName) => ({
  account: ACCOUNT,
  region: "eu-central-1",
  roleArn: `arn:aws:iam::${ACCOUNT}:role/tidemark-${name}`,
  organization: "o-example",
  functionArn: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:tidemark-${name}`,
});

const COLLECTOR = collectorOf("collect-azure");

export type BothClouds = Estate & { readonly azure: Azure };

/** `deployment`: members of the config's deployment beside its place. `config`: other members of the config. */
export async function buildBothClouds(
  deployment: Partial<NonNullable<ConfigInput["deployment"]>> = {},
  config: Partial<ConfigInput> = {},
): Promise<BothClouds> {
  const azure = await startAzure({
    aws: COLLECTOR,
    estate: sampleEstate(COLLECTOR.roleArn),
    settings: { resourceGraphQueries: 10_000 },
  });
  // Tokens come from the front, which asks the role's policy first.
  const { AWS_ENDPOINT_URL_STS: _sts, ...env } = azure.env;
  const estate = await buildEstate(undefined, deployment, {
    config: {
      azure: { tenant: TENANT, client: READER.clientId, discover: true },
      scopes: [...TENANT_AND_GROUP],
      ...config,
    },
    environments: { "collect-azure": env },
  });
  estate.deployment.tokens = (request) => tokenOf(azure, request);
  return {
    ...estate,
    azure,
    async stop() {
      await estate.stop();
      await azure.stop();
    },
  };
}

/** The token that a cloud's servers have AWS give for their caller. */
export async function tokenOf(
  { sts }: { readonly sts: string },
  { body, authorization }: WireRequest,
): Promise<WireAnswer> {
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
  const answer = await fetch(sts, { method: "POST", body, headers });
  return { status: answer.status, headers: { "content-type": "text/xml" }, body: await answer.text() };
}
