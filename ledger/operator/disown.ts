// Records that objects beside the evidence are known and are nobody's: then they stop being stray (FORMAT.md A2).
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { parseObjectKey, segmentsPrefix } from "../../evidence-schema/keys/object-key.ts";
import { Violation } from "../../evidence-schema/violation.ts";
import { appendActs } from "../write/acts.ts";
import type { Clock } from "../write/append.ts";
import { boundedGet } from "../read/bounded-get.ts";
import { Disowned } from "../read/disowned.ts";
import { disownedBy, readActs } from "../read/read-acts.ts";
import { restartIn } from "../read/segment-opening.ts";
import { segmentObjects } from "../read/segment-objects.ts";
import { StoreError, TooLong } from "../store.ts";
import type { WritableLedger } from "../write/writable-ledger.ts";
import type { Ledger } from "../read/ledger.ts";

/** Keys of the objects that were recorded now, and of the objects that an act named already. */
export type DisownedNow = { readonly recorded: readonly string[]; readonly known: readonly string[] };

/**
 * The digest by which an act names an object; null where it has no bytes of its own (a link, a folder, a later version
 * over another object) or more than any object may have.
 */
export async function digestOf({ store }: Ledger, key: string): Promise<string | null> {
  try {
    const bytes = await boundedGet(store, key);
    return bytes === null ? null : sha256Hex(bytes);
  } catch (error) {
    if (error instanceof Violation || error instanceof TooLong) return null;
    throw error;
  }
}

/**
 * Appends one act that names the objects of `keys` with the digests of their bytes; those that an act names already are
 * left out, so that repeating it is safe. The caller knows that they were stray. Rejects with StoreError where there are no
 * bytes to be named (a link, a folder, nothing), and where a restart names one by now. A restart of the same scope that is
 * made and sealed in the moment between this look and the append would make the ledger BROKEN: one operator at a time.
 */
export async function disownObjects(
  ledger: WritableLedger,
  clock: Clock,
  run: string,
  asked: { readonly keys: readonly string[]; readonly reason: string; readonly principal: string },
): Promise<DisownedNow> {
  const all = disownedBy(await readActs(ledger.store, ledger.id), { gen: Number.MAX_SAFE_INTEGER, seq: 0 });
  const before = new Disowned(all);
  const objects: { key: string; object: string }[] = [];
  const known: string[] = [];
  for (const key of [...new Set(asked.keys)].sort()) {
    const object = await digestOf(ledger, key);
    if (object === null)
      throw new StoreError(
        `${key} is missing, a link, a folder or too long, so no act can name its bytes. Nothing was recorded. Name plain objects alone`,
      );
    if (before.holds(key, object)) known.push(key);
    else objects.push({ key, object });
  }
  const { reason, principal } = asked;
  await refuseAbandoned(ledger, objects);
  if (objects.length > 0)
    await appendActs(ledger, clock, run, [{ type: "disowned", body: { objects, reason, principal } }]);
  return { recorded: objects.map(({ key }) => key), known };
}

/** Refuses objects that a restart names: they are abandoned already, and an act that disowns them too would break A2. */
async function refuseAbandoned({ store }: Ledger, objects: readonly { readonly key: string }[]): Promise<void> {
  const scopes = new Set<string>();
  for (const { key } of objects) {
    const parsed = parseObjectKey(key);
    if (parsed?.class === "segment") scopes.add(parsed.scope);
  }
  for (const scope of scopes) {
    for (const { key, gen, firstSeq } of segmentObjects(await store.list(segmentsPrefix(scope)))) {
      if (gen === 0 || firstSeq !== 0) continue;
      const bytes = await boundedGet(store, key);
      const abandoned = bytes === null ? [] : (restartIn(bytes)?.abandoned ?? []);
      const named = abandoned.find((each) => objects.some((object) => object.key === each.key));
      if (named !== undefined)
        throw new StoreError(
          `${named.key} is not stray, because the restart in ${key} abandoned it. Nothing was recorded. Leave this key out`,
        );
    }
  }
}
