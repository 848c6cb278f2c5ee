// Which keys a sealer builds on: those that it trusts, as the key leaves of the log change them (FORMAT.md N6).
import { LogKeys } from "../evidence-schema/log-keys.ts";
import { noteKey } from "../evidence-schema/object-key.ts";
import { NoteError, parseNote, verifyNote } from "../evidence-schema/signed-note.ts";
import type { KeyLeaf } from "../evidence-schema/log-schema.ts";
import { parseVerifierKey, verifierKeyText, type VerifierKey } from "../evidence-schema/verifier-key.ts";
import { leavesBack } from "./log-tail.ts";
import type { Signer, TrustedKeys } from "./signer.ts";
import type { ReadStore } from "./store.ts";

/** The keys that a signer trusts; its own alone where it names none. */
export const trustedBy = ({ trusted, verifierKey }: Signer): TrustedKeys =>
  trusted ?? { logs: [{ key: parseVerifierKey(verifierKey), url: null }], untils: [] };

/**
 * The keys of the log as they stand after leaf `end`, the newest with a note. "own": whether the signer's own key is in
 * force is known, and of others what changed since; it reads back to the newest leaf that this key signed or that adds
 * it, since whoever signed there had looked at all before. "all": all of the log is read back, unless one key alone is
 * trusted.
 */
export async function keysInForce(
  store: ReadStore,
  signer: Signer,
  end: number,
  which: "own" | "all",
): Promise<LogKeys> {
  const own = parseVerifierKey(signer.verifierKey);
  const trusted = trustedBy(signer);
  const keys = new LogKeys(trusted);
  const isEnough = which === "own" || trusted.logs.length === 1;
  const changes: KeyLeaf[] = [];
  for await (const { index, leaf } of leavesBack(store, end)) {
    if (leaf?.kind === "key") changes.push(leaf);
    if (!isEnough) continue;
    const addsOwn = leaf?.kind === "key" && leaf.add === verifierKeyText(own);
    if (addsOwn || isSignedBy(await store.get(noteKey(index)), own)) break;
  }
  for (const leaf of changes.reverse()) keys.take(leaf);
  return keys;
}

/** Whether a note carries a right signature by the key. What is no note carries none. */
function isSignedBy(note: Buffer | null, key: VerifierKey): boolean {
  if (note === null) return false;
  try {
    return verifyNote(parseNote(note), [key]).verified.length > 0;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
}
