// A scope's segments as they lie in the ledger's directory, by position.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { segmentsPrefix } from "../../../evidence-schema/keys/object-key.ts";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import { segmentObjects } from "../../../ledger/read/segment-objects.ts";
import type { TemporaryLedger } from "./temporary-ledger.ts";

export type Segment = {
  readonly key: string;
  readonly run: string;
  readonly trigger: unknown;
  /** Body of the first record. */
  readonly opened: ChainRecord["body"];
  readonly records: readonly ChainRecord[];
};

export function readSegment(home: TemporaryLedger, key: string): Segment {
  const lines = gunzipSync(readFileSync(join(home.root, key)))
    .toString()
    .trimEnd()
    .split("\n");
  const records = lines.map((line) => JSON.parse(line) as ChainRecord);
  const [{ run, body }] = records as [ChainRecord];
  return { key, run, trigger: body["trigger"], opened: body, records };
}

export const readSegments = (home: TemporaryLedger, scope: string): Segment[] =>
  segmentObjects(home.keys(segmentsPrefix(scope))).map(({ key }) => readSegment(home, key));
