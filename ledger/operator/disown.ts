// Records that objects beside the evidence are known and are nobody's: then they stop being stray (FORMAT.md A2).
import { sha256Hex } from "../../evidence-schema/digest.ts";
import { Violation } from "../../evidence-schema/violation.ts";
import { appendActs } from "../acts.ts";
import type { Clock } from "../append.ts";
import { boundedGet } from "../bounded-get.ts";
import { Disowned } from "../disowned.ts";
import type { Ledger } from "../ledger.ts";
import { disownedBy, readActs } from "../read-acts.ts";
import { StoreError, TooLong } from "../store.ts";

/** What was recorded now, and what an act named already. */
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
 * left out, so that repeating it is safe. The caller knows that they are stray: this looks at none. Rejects with StoreError
 * where there are no bytes to be named (a link, a folder, nothing).
 */
export async function disownObjects(
  ledger: Ledger,
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
      throw new StoreError(`${key} has no bytes that could be named, expected a plain object: nothing was recorded`);
    if (before.holds(key, object)) known.push(key);
    else objects.push({ key, object });
  }
  const { reason, principal } = asked;
  if (objects.length > 0)
    await appendActs(ledger, clock, run, [{ type: "disowned", body: { objects, reason, principal } }]);
  return { recorded: objects.map(({ key }) => key), known };
}
