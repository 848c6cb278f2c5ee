// Decides which part of the ledger one invocation verifies, so that it ends in time, however large the ledger is.
// A verification can't be stopped in the midst and can't go on where another one ended, so its time has to be known
// before it begins. It is nearly all waiting for objects, each read about once and one after the other (899 reads of 860
// objects, and 0.65 s beside the waiting, for 200 hourly slots of two scopes). So the number of objects decides, and the
// time of one, which is measured on this ledger, in this invocation, by reading some.
import { GENESIS_KEY, parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import { genesis } from "../../evidence-schema/log/log-schema.ts";
import { parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { sampleOf } from "../../ledger/online/sample.ts";
import { listingsOf, MAX_OBJECT, type ReadStore } from "../../ledger/store.ts";
import type { S3ReadStore } from "../../ledger/stores/s3.ts";
import { windowFrom, type Weighed, type Window } from "../../ledger/verify/whole-windows.ts";

/** Objects that are read to measure: seconds of fifteen minutes. */
const MEASURED = 32;
/**
 * The share of the time left for a window's own objects. The rest is for what the window reads beside them, and for a store
 * that becomes slower.
 */
const SHARE = 0.5;
/** Compressed bytes verified in a ms: docs/numbers.md has 12 kB of lines on one core, which were 1.8 kB compressed. */
const BYTES_A_MS = 1000;

/** From when on the ledger is, in ms since 1970; null where its genesis does not say, which the verification then says. */
export async function createdAt(store: ReadStore): Promise<number | null> {
  const bytes = await store.get(GENESIS_KEY);
  if (bytes === null) return null;
  try {
    const { success, data } = genesis.safeParse(JSON.parse(bytes.toString("utf8")));
    return success ? parseTimestamp(data.created) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * The window of a whole verification that begins at `from` (null: the first), and the store with its listing, so that it is
 * not listed twice. `left`: the ms until the invocation has to be done, asked when the listing is. Rejects with StoreError.
 */
export async function nextWindow(
  store: S3ReadStore,
  from: number | null,
  left: () => number,
): Promise<{ readonly window: Window; readonly store: ReadStore }> {
  const keys = await store.list("");
  const listed: ReadStore = {
    place: store.place,
    get: (key) => store.get(key),
    ...listingsOf(() => keys),
  };
  const created = await createdAt(store);
  if (created === null) return { window: { from: null, to: null, next: null }, store: listed };
  const pace = await paceOf(store, left);
  const objects: Weighed[] = [];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [key, { written, size }] of store.seen) {
    objects.push({ written: written ?? 0, cost: pace + size / BYTES_A_MS });
    if (written !== null && parseObjectKey(key)?.class === "note")
      [first, last] = [Math.min(first, written), Math.max(last, written)];
  }
  const sealed = first > last ? null : { first, last };
  objects.sort((a, b) => a.written - b.written);
  return { window: windowFrom(from, { objects, created, sealed, budget: SHARE * left() }), store: listed };
}

/** Ms that one object takes. The verification itself reports an object that is too large for a ledger. */
async function paceOf(store: S3ReadStore, left: () => number): Promise<number> {
  const sample = sampleOf(new Map([...store.seen].filter(([, { size }]) => size <= MAX_OBJECT)), MEASURED);
  const before = left();
  for (const { key } of sample) await store.get(key);
  return (before - left()) / Math.max(sample.length, 1);
}
