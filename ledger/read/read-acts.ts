// Reads the acts of people and machines from the ledger's own chain, each with the record that holds it.
import { Chain } from "../../evidence-schema/chain/chain.ts";
import { ACTS_SCOPE, segmentsPrefix } from "../../evidence-schema/keys/object-key.ts";
import type { ChainRecord } from "../../evidence-schema/record/record.ts";
import { ChainObjects } from "./chain-objects.ts";
import { NONE_DISOWNED, type DisownedObject } from "./disowned.ts";
import { ReadDocuments } from "./read-documents.ts";
import type { ReadStore } from "../store.ts";

export type ReadAct = {
  /** Object key of its segment. */
  readonly key: string;
  /** 1-based line in the inflated segment. */
  readonly line: number;
  readonly record: ChainRecord;
};

/**
 * All acts of a ledger in order, sealed or not, from gen to gen: what a restart abandons is passed over, and what is no
 * valid continuation ends them. Rejects with StoreError.
 */
export async function readActs(store: ReadStore, ledger: string): Promise<readonly ReadAct[]> {
  const acts: ReadAct[] = [];
  const chain = new Chain(ledger, ACTS_SCOPE);
  const keys = await store.list(segmentsPrefix(ACTS_SCOPE));
  // The acts themselves say what is disowned: of them only what a restart names is left out.
  const objects = new ChainObjects(store, keys, {
    documents: new ReadDocuments(store),
    disowned: () => Promise.resolve(NONE_DISOWNED),
  });
  for (let next = await objects.readable(chain); next !== null; next = await objects.readable(chain)) {
    const { key } = next;
    await objects.read(chain, next, (record, line) => acts.push({ key, line, record }));
  }
  return acts;
}

/** The objects that the acts disown up to a position of their chain, which a seal lists. */
export function disownedBy(
  acts: readonly ReadAct[],
  sealed: { readonly gen: number; readonly seq: number },
): DisownedObject[] {
  return acts.flatMap(({ record }) => {
    const isSealed = record.gen < sealed.gen || (record.gen === sealed.gen && record.seq <= sealed.seq);
    if (record.type !== "disowned" || !isSealed) return [];
    const { objects, reason } = record.body as unknown as {
      readonly objects: readonly { readonly key: string; readonly object: string }[];
      readonly reason: string;
    };
    return objects.map(({ key, object }) => ({ key, object, reason }));
  });
}
