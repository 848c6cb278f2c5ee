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
 * The keys of the log as they stand after leaf `end`, the newest with a note. It reads back to the newest leaf that this
 * signer's key signed or that adds it: whoever signed there had looked at all before, so that a log which one key signs
 * costs one note.
 */
export async function keysInForce(store: ReadStore, signer: Signer, end: number): Promise<LogKeys> {
  const own = parseVerifierKey(signer.verifierKey);
  const keys = new LogKeys(trustedBy(signer));
  const changes: KeyLeaf[] = [];
  for await (const { index, leaf } of leavesBack(store, end)) {
    if (leaf?.kind === "key") changes.push(leaf);
    const addsOwn = leaf?.kind === "key" && leaf.add === verifierKeyText(own);
    if (addsOwn || isSignedBy(await store.get(noteKey(index)), own)) break;
  }
  for (const leaf of changes.reverse()) keys.take(leaf);
  return keys;
}

/** Whether a note carries a right signature by the key. What is no note carries none. */
export function isSignedBy(note: Buffer | null, key: VerifierKey): boolean {
  if (note === null) return false;
  try {
    return verifyNote(parseNote(note), [key]).verified.length > 0;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
}
