// The sample companies of Azure and Google Cloud beside the emulated organization: all clouds at once, each read by its function.
import type { ConfigInput } from "../../../config/schema.ts";
import { startAzure, type Azure } from "../azure/azure.ts";
import { TENANT_SCOPES } from "../azure/company.ts";
import { sampleEstate as azureEstate } from "../azure/estate/sample/index.ts";
import { READER as APPLICATION, TENANT } from "../azure/estate/sample/names.ts";
import { startProxy } from "../clouds/wire/connect-proxy.ts";
import { sampleEstate } from "../google/estate/sample/index.ts";
import { CUSTOMER, FOLDER, ORGANIZATION, PROVIDER, READER, SECURITY } from "../google/estate/sample/names.ts";
import { startGoogle, type Google } from "../google/google.ts";
import { PROJECT_SCOPES } from "../google/projects.ts";
import { collectorOf, tokenOf } from "./azure-beside.ts";
import { keyOf } from "./callers.ts";
import { buildEstate, type Estate } from "./estate.ts";

/** Projects, what they lie in, and their customer after them. */
export const GOOGLE_SCOPES: readonly string[] = [
  ...PROJECT_SCOPES,
  `gcp/${FOLDER}`,
  `gcp/${ORGANIZATION}`,
  `workspace/${CUSTOMER}`,
];

export type AllClouds = Estate & { readonly azure: Azure; readonly google: Google };

const CLOUDS: Pick<ConfigInput, "azure" | "gcp" | "scopes"> = {
  azure: { tenant: TENANT, client: APPLICATION.clientId },
  gcp: {
    parent: ORGANIZATION,
    discover: true,
    quotaProject: SECURITY.projectId,
    serviceAccount: READER,
    provider: PROVIDER,
    customer: CUSTOMER,
  },
  scopes: [...TENANT_SCOPES, ...GOOGLE_SCOPES.map((scope) => ({ scope }))],
};

export async function buildAllClouds(): Promise<AllClouds> {
  const [ofAzure, ofGoogle] = [collectorOf("collect-azure"), collectorOf("collect-gcp")];
  // One proxy leads to both, so that each function could reach the other's cloud, and is not led astray by its address.
  const proxy = await startProxy();
  const azure = await startAzure({
    aws: ofAzure,
    estate: azureEstate(ofAzure.roleArn),
    settings: { resourceGraphQueries: 10_000 },
    proxy,
  });
  const google = await startGoogle({ aws: ofGoogle, estate: sampleEstate(ofGoogle), proxy });
  const estate = await buildEstate(
    undefined,
    {},
    {
      config: CLOUDS,
      environments: { "collect-azure": withoutSts(azure.env), "collect-gcp": withoutSts(google.env) },
    },
  );
  // Tokens come from the front, which asks the role's policy first; each cloud trusts an issuer of its own here.
  estate.deployment.tokens = (request) => tokenOf(request.accessKey === keyOf("collect-gcp") ? google : azure, request);
  return {
    ...estate,
    azure,
    google,
    async stop() {
      await estate.stop();
      await Promise.all([azure.stop(), google.stop()]);
      await proxy.stop();
    },
  };
}

const withoutSts = ({ AWS_ENDPOINT_URL_STS: _sts, ...env }: Readonly<Record<string, string>>) => env;
