// Keeps the chain of each scope between the runs of one process, so that a load reads what was appended since, and no more.
import { Chain } from "../../evidence-schema/chain/chain.ts";
import { ChainObjects } from "../../ledger/read/chain-objects.ts";
import { ChainReading } from "../../ledger/read/chain-reading.ts";
import { NONE_DISOWNED } from "../../ledger/read/disowned.ts";
import { objectsToRead } from "../../ledger/read/listing/list-segments.ts";
import type { LoadedChain, NewestSeal } from "../../ledger/read/ledger.ts";
import type { SegmentObject } from "../../ledger/read/segment-objects.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import type { WritableLedger } from "../../ledger/write/writable-ledger.ts";

/**
 * The ledger, whose chains are read once: each segment is read back after it was written, by the reader that verifiers use. It
 * is for one process that writes alone, and a chain that does not read as it was written rejects.
 */
export function keepingChains(ledger: WritableLedger): WritableLedger {
  const kept = new Map<string, ChainReading>();

  async function loadChain(
    scope: string,
    newest: NewestSeal | null,
    listed?: readonly SegmentObject[],
  ): Promise<LoadedChain> {
    const sealed = newest?.seal.scopes.find((each) => each.scope === scope) ?? null;
    const keys = (listed ?? (await objectsToRead(ledger.store, scope, sealed))).map(({ key }) => key);
    const reading = kept.get(scope) ?? new ChainReading(new Chain(ledger.id, scope));
    const { documents } = ledger;
    const objects = new ChainObjects(ledger.store, keys, { documents, disowned: () => Promise.resolve(NONE_DISOWNED) });
    for (let next = await objects.next(reading.chain); next !== null; next = await objects.next(reading.chain)) {
      const { read, bytes } = await objects.readUnsealed(reading.chain, next);
      const stored = { ...read, key: next.key, object: sha256Hex(bytes), bytes: bytes.length };
      reading.note(stored);
      reading.unsealed.push(stored);
    }
    kept.set(scope, reading);
    const loaded = reading.loaded();
    return {
      ...loaded,
      // The chain is used up by writing on.
      chain: reading.chain.fork(),
      size: { ...loaded.size },
      unsealed: loaded.unsealed.filter(({ first }) => sealed === null || first > sealed.seq),
      lastObject: keys.at(-1) ?? "",
      broken: null,
    };
  }

  let newest: NewestSeal | null = null;

  /** The log is listed each time, and a seal that was parsed is not parsed again. */
  async function newestSeal(): Promise<NewestSeal | null> {
    if (newest === null || (await ledger.notedLeaves()).newest !== newest.index) newest = await ledger.newestSeal();
    return newest;
  }

  return new Proxy(ledger, {
    get(target, name) {
      if (name === "loadChain") return loadChain;
      if (name === "newestSeal") return newestSeal;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
