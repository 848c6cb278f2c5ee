// The records of the newest segment of an AWS account, of a ledger in a working directory.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";

export function newestRecords(directory: string, account: string): ChainRecord[] {
  const folder = join(directory, ".tidemark/ledger/records/provider=aws", `scope=${account}`, "gen=0");
  const name = readdirSync(folder).toSorted().at(-1) as string;
  const lines = gunzipSync(readFileSync(join(folder, name)))
    .toString()
    .trimEnd()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as ChainRecord);
}
