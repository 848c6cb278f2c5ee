// Sets up a company in a directory of its own, which reads clouds with the real program.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import { runCliAtOnce } from "../ledger/run-cli-at-once.ts";
import { temporaryDirectory } from "../ledger/temporary-directory.ts";
import type { Ran } from "../run-cli.ts";

/** A segment of a scope: its records, and the bytes of its object. */
export type Segment = { readonly records: readonly ChainRecord[]; readonly bytes: number };

export type Company = {
  /** The working directory. */
  readonly directory: string;
  readonly tidemark: (...args: readonly string[]) => Promise<Ran>;
  /** The newest segment of a scope. */
  readonly newest: (scope: string) => Segment;
};

/** `config`: its members; `env`: variables by which its commands sign in, and that lead to servers. */
export function companyOf(
  config: object,
  env: Readonly<Record<string, string>>,
  directory: string = temporaryDirectory(),
): Company {
  const company = { legalEntity: "Northlight Health GmbH", system: "Northlight Care Platform" };
  writeFileSync(join(directory, "tidemark.config.ts"), `export default ${JSON.stringify({ company, ...config })};\n`);
  return {
    directory,
    tidemark: (...args) => runCliAtOnce(args, directory, env),
    newest(scope) {
      const at = scope.indexOf("/");
      const [provider, id] = [scope.slice(0, at), encodeURIComponent(scope.slice(at + 1))];
      const folder = join(directory, ".tidemark/ledger/records", `provider=${provider}`, `scope=${id}`, "gen=0");
      const path = join(folder, readdirSync(folder).toSorted().at(-1) as string);
      const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split("\n");
      return { records: lines.map((line) => JSON.parse(line) as ChainRecord), bytes: statSync(path).size };
    },
  };
}
