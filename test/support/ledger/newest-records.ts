// The records of the newest segment of a scope, of a ledger in a directory.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { segmentsPrefix } from "../../../evidence-schema/keys/object-key.ts";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";

/** `ledger`: the directory that has `records`. `scope`: such as `aws/123456789012`. */
export function newestRecords(ledger: string, scope: string): ChainRecord[] {
  const folder = join(ledger, segmentsPrefix(scope), "gen=0");
  const name = readdirSync(folder).toSorted().at(-1) as string;
  const lines = gunzipSync(readFileSync(join(folder, name)))
    .toString()
    .trimEnd()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as ChainRecord);
}

/** What the newest segment of a scope says of owners, for the resource whose key ends so. */
export const outcomesIn = (ledger: string, scope: string, end: string): string[] =>
  newestRecords(ledger, scope)
    .filter(({ type, body }) => type === "observation" && (body["key"] as string).endsWith(end))
    .flatMap(({ body }) => body["findings"] as unknown as { readonly check: string; readonly outcome: string }[])
    .flatMap(({ check, outcome }) => (check === "owner-accounts-have-mfa-and-no-keys" ? [outcome] : []));
