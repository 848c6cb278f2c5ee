// Reads the acts of people and machines from the ledger's own chain, each with the record that holds it.
import { readCanonical, ACTS_SCOPE } from "../evidence-schema/chain.ts";
import { segmentsPrefix } from "../evidence-schema/object-key.ts";
import type { ChainRecord } from "../evidence-schema/record.ts";
import { segmentObjects } from "./chain-layout.ts";
import { gunzipMember } from "./gzip-member.ts";
import { splitLines } from "./split-lines.ts";
import { StoreError, type ReadStore } from "./store.ts";

export type ReadAct = {
  /** Object key of its segment. */
  readonly key: string;
  /** 1-based line in the inflated segment. */
  readonly line: number;
  readonly record: ChainRecord;
};

/** All acts in order, sealed or not. Links are `verify`'s to check: here a line is only read. Rejects with StoreError. */
export async function readActs(store: ReadStore): Promise<readonly ReadAct[]> {
  const acts: ReadAct[] = [];
  for (const { key } of segmentObjects(await store.list(segmentsPrefix(ACTS_SCOPE)))) {
    const bytes = await store.get(key);
    if (bytes === null) throw new StoreError(`${key} is missing`);
    for (const [at, line] of splitLines(gunzipMember(bytes)).entries())
      acts.push({ key, line: at + 1, record: readCanonical(line) as unknown as ChainRecord });
  }
  return acts;
}
