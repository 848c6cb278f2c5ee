// The real clients against the servers of a test: AWS's for STS, Azure's for all else.
import { GetWebIdentityTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { ResourceGraphClient, type QueryResponse } from "@azure/arm-resourcegraph";
import { getClient, type Client } from "@azure-rest/core-client";
import { ClientAssertionCredential } from "@azure/identity";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { AUDIENCES } from "../../../support/azure/identity/clouds.ts";
import { PRODUCTION, READER, SHARED, TENANT } from "../../../support/azure/estate/sample/names.ts";
import type { Azure } from "../../../support/azure/azure.ts";

const stsOf = ({ sts }: Azure): STSClient =>
  new STSClient({
    endpoint: sts,
    region: "eu-central-1",
    credentials: { accessKeyId: "AKIATEST", secretAccessKey: "secret" },
    maxAttempts: 1,
  });

/** Asks STS for a token, as the collector does. */
export async function assertionFrom(azure: Azure, algorithm = "RS256"): Promise<string> {
  const { WebIdentityToken = "" } = await stsOf(azure).send(
    new GetWebIdentityTokenCommand({
      Audience: ["api://AzureADTokenExchange"],
      SigningAlgorithm: algorithm,
      DurationSeconds: 300,
    }),
  );
  return WebIdentityToken;
}

/** A credential of the application `clientId`, whose assertion is that of STS. */
export const credentialOf = (
  azure: Azure,
  { clientId = READER.clientId, tenant = TENANT, assertion = () => assertionFrom(azure) } = {},
): ClientAssertionCredential =>
  new ClientAssertionCredential(tenant, clientId, assertion, {
    authorityHost: azure.authority,
    disableInstanceDiscovery: true,
    retryOptions: { maxRetries: 0 },
  });

const clientOf = (url: string, audience: string, credential: ClientAssertionCredential): Client =>
  getClient(url, credential, {
    credentials: { scopes: [`${audience}/.default`] },
    retryOptions: { maxRetries: 0 },
    throwOnPolicyErrors: false,
  } as Parameters<typeof getClient>[2]);

export const armOf = (azure: Azure, credential = credentialOf(azure)): Client =>
  clientOf(azure.arm, AUDIENCES.public.arm, credential);

export const graphOf = (azure: Azure, credential = credentialOf(azure)): Client =>
  clientOf(azure.graph, AUDIENCES.public.graph, credential);

export type Body = {
  readonly value?: readonly { readonly [name: string]: unknown }[];
  readonly error?: { readonly code: string; readonly message: string };
  readonly [name: string]: unknown;
};
export type Got = { readonly status: string; readonly body: Body; readonly headers: Readonly<Record<string, string>> };

/** GET of a path with its query. */
export async function get(client: Client, path: string): Promise<Got> {
  const { status, body, headers } = await client.pathUnchecked(path).get();
  return { status, body: body as Body, headers: { ...headers } };
}

/** All elements of a list, page by page by the address that each page gives, and how many pages there were. */
export async function all(
  client: Client,
  path: string,
): Promise<{ readonly value: readonly { readonly [name: string]: unknown }[]; readonly pages: number }> {
  const value: { readonly [name: string]: unknown }[] = [];
  let pages = 0;
  for (let next: string | undefined = path; next !== undefined; pages += 1) {
    const { body } = await get(client, next);
    value.push(...(body.value ?? []));
    next = (body["nextLink"] ?? body["@odata.nextLink"]) as string | undefined;
  }
  return { value, pages };
}

export const resourceGraphOf = (azure: Azure, signIn?: { readonly clientId: string }): ResourceGraphClient =>
  new ResourceGraphClient(credentialOf(azure, signIn), { endpoint: azure.arm, retryOptions: { maxRetries: 0 } });

export type QueryOptions = {
  readonly top?: number;
  readonly skipToken?: string;
  readonly authorizationScopeFilter?: string;
  readonly resultFormat?: string;
};

/** Asks Resource Graph over both subscriptions of the sample estate, or over another scope. */
export const ask = (
  client: ResourceGraphClient,
  query: string,
  options: QueryOptions = {},
  scope: { readonly subscriptions?: string[]; readonly managementGroups?: string[] } = {
    subscriptions: [PRODUCTION, SHARED],
  },
): Promise<QueryResponse> => client.resources({ query, ...scope, options: options as object });

export type Row = Readonly<Record<"id" | "name" | "type" | "subscriptionId" | "resourceGroup", string>> & {
  readonly [name: string]: Json;
};
export const rowsOf = ({ data }: QueryResponse): readonly Row[] => data as readonly Row[];
