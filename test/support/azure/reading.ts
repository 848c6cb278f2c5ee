// Reads a tenant of the test servers with the real reader, as a deployed function does: by a token that AWS signs.
import { AZURE_LANES } from "../../../collectors/azure/actions.ts";
import { ENTRA_LANES } from "../../../collectors/entra/actions.ts";
import { federatedLogin } from "../../../collectors/microsoft/client/login.ts";
import { AZURE_CLOUDS } from "../../../collectors/microsoft/clouds.ts";
import type { RereadingReader } from "../../../collectors/port.ts";
import { openTenant } from "../../../collectors/registry/tenant.ts";
import { workloadToken } from "../../../collectors/tokens/workload-token.ts";
import { readTypes, type Read } from "../clouds/read-types.ts";
import { startAzure, type Azure, type AzureOptions } from "./azure.ts";
import { PRODUCTION, READER, SHARED, TENANT } from "./estate/sample/names.ts";

export const SCOPES = [`azure/${PRODUCTION}`, `azure/${SHARED}`, `entra/${TENANT}`];

/** Starts the servers, and leads this process to them. */
export async function startHere(options: AzureOptions = {}): Promise<Azure> {
  const azure = await startAzure({ ...options, settings: { resourceGraphQueries: 10_000, ...options.settings } });
  const before = { ...process.env };
  Object.assign(process.env, azure.env, { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "example" });
  return {
    ...azure,
    async stop() {
      // Another test file of this process is led to servers of its own.
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      await azure.stop();
    },
  };
}

/** The reader of `scopes`, who signs in as an application of the sample tenant. */
export function readerOf(
  scopes: readonly string[] = SCOPES,
  client: string = READER.clientId,
  enrolled: readonly string[] = scopes,
  clock: () => number = Date.now,
): RereadingReader {
  const login = federatedLogin(client, workloadToken("eu-central-1", Date.now));
  return openTenant({ tenant: TENANT, cloud: AZURE_CLOUDS.AzureCloud, login, scopes, enrolled, clock });
}

const typesOf = (scope: string): string[] => Object.keys(scope.startsWith("entra/") ? ENTRA_LANES : AZURE_LANES);

/** Reads a scope; `types` left out, all types that a source brings. */
export const readScope = (
  reader: RereadingReader,
  scope: string,
  { types = typesOf(scope), deadline }: { readonly types?: readonly string[]; readonly deadline?: number } = {},
): Promise<Read> => readTypes(reader, scope, { types, ...(deadline === undefined ? {} : { deadline }) });

export { detailsOf, hidden, rereadKeys, type Read } from "../clouds/read-types.ts";
