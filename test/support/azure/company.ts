// Sets up a company that reads the sample tenant live with the real program, signed in as a workload identity of its own.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { companyOf, type Company } from "../clouds/company.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import type { Azure } from "./azure.ts";
import { GROUP, PRODUCTION, READER, SHARED, TENANT } from "./estate/sample/names.ts";

export const TENANT_SCOPES: readonly { readonly scope: string }[] = [
  { scope: `azure/${PRODUCTION}` },
  { scope: `azure/${SHARED}` },
  { scope: `entra/${TENANT}` },
];

/** With the management group of both subscriptions. */
export const TENANT_AND_GROUP: typeof TENANT_SCOPES = [
  ...TENANT_SCOPES.slice(0, 2),
  { scope: `azure/managementGroups/${GROUP}` },
  ...TENANT_SCOPES.slice(2),
];

/** `config`: members beside those of Azure; `env`: variables beside those that lead to the servers. */
export async function azureCompany(
  azure: Azure,
  { config = {}, env = {} }: { readonly config?: object; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Company> {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, "token"), await azure.assertion());
  const value = {
    ledger: { origin: "northlight.example/azure" },
    azure: { tenant: TENANT },
    scopes: TENANT_SCOPES,
    ...config,
  };
  const variables = {
    ...azure.env,
    AZURE_TENANT_ID: TENANT,
    AZURE_CLIENT_ID: READER.clientId,
    AZURE_FEDERATED_TOKEN_FILE: join(directory, "token"),
    ...env,
  };
  return companyOf(value, variables, directory);
}

export type { Company, Segment } from "../clouds/company.ts";
