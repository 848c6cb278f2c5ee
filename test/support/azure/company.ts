// Sets up a company that reads the sample tenant live with the real program, signed in as a workload identity of its own.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import { runCliAtOnce } from "../ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import type { Ran } from "../run-cli.ts";
import type { Azure } from "./azure.ts";
import { PRODUCTION, READER, SHARED, TENANT } from "./estate/sample/names.ts";

export const TENANT_SCOPES: readonly { readonly scope: string }[] = [
  { scope: `azure/${PRODUCTION}` },
  { scope: `azure/${SHARED}` },
  { scope: `entra/${TENANT}` },
];

/** A segment of a scope: its records, and the bytes of its object. */
export type Segment = { readonly records: readonly ChainRecord[]; readonly bytes: number };

export type Company = {
  /** The working directory. */
  readonly directory: string;
  readonly tidemark: (...args: readonly string[]) => Promise<Ran>;
  /** The newest segment of a scope. */
  readonly newest: (scope: string) => Segment;
};

/** `config`: members beside those of Azure; `env`: variables beside those that lead to the servers. */
export async function azureCompany(
  azure: Azure,
  { config = {}, env = {} }: { readonly config?: object; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Company> {
  const directory = temporaryDirectory();
  const value = {
    company: { legalEntity: "Northlight Health GmbH", system: "Northlight Care Platform" },
    ledger: { origin: "northlight.example/azure" },
    azure: { tenant: TENANT },
    scopes: TENANT_SCOPES,
    ...config,
  };
  writeFileSync(join(directory, "tidemark.config.ts"), `export default ${JSON.stringify(value)};\n`);
  writeFileSync(join(directory, "token"), await azure.assertion());
  const variables = {
    ...azure.env,
    AZURE_TENANT_ID: TENANT,
    AZURE_CLIENT_ID: READER.clientId,
    AZURE_FEDERATED_TOKEN_FILE: join(directory, "token"),
    ...env,
  };
  return {
    directory,
    tidemark: (...args) => runCliAtOnce(args, directory, variables),
    newest(scope) {
      const [provider, id] = scope.split("/");
      const folder = join(directory, ".tidemark/ledger/records", `provider=${provider}`, `scope=${id}`, "gen=0");
      const path = join(folder, readdirSync(folder).toSorted().at(-1) as string);
      const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split("\n");
      return { records: lines.map((line) => JSON.parse(line) as ChainRecord), bytes: statSync(path).size };
    },
  };
}
