// Decides which keys a sealer builds on: those that it trusts, as the key leaves of the log change them (FORMAT.md N6).
import { LogKeys } from "../../evidence-schema/log/log-keys.ts";
import { noteKey } from "../../evidence-schema/keys/object-key.ts";
import { NoteError, parseNote, verifyNote } from "../../evidence-schema/log/signed-note.ts";
import type { KeyLeaf } from "../../evidence-schema/log/log-schema.ts";
import { parseVerifierKey, verifierKeyText, type VerifierKey } from "../../evidence-schema/log/verifier-key.ts";
import { leavesBack } from "../read/log-tail.ts";
import type { Signer, TrustedKeys } from "./signer.ts";
import type { ReadStore } from "../store.ts";

/** The keys that a signer trusts; its own alone where it names none. */
export const trustedBy = ({ trusted, verifierKey }: Signer): TrustedKeys =>
  trusted ?? { logs: [{ key: parseVerifierKey(verifierKey), url: null }], untils: [] };

/**
 * The keys of the log as they stand after leaf `end`, the newest with a note. "own": where the signer's own key signed that
 * note, nothing else is read, since whoever signed there had looked at all before. Otherwise, and for "all", all of the log
 * is read back, unless one key alone is trusted: another key that signed may have been retired long ago.
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
  const isOwn = end >= 0 && isSignedBy(await store.get(noteKey(end)), own);
  const isEnough = trusted.logs.length === 1 || (which === "own" && isOwn);
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

/** Whether a note carries a right signature by the key. Bytes that are no note carry none. */
function isSignedBy(note: Buffer | null, key: VerifierKey): boolean {
  if (note === null) return false;
  try {
    return verifyNote(parseNote(note), [key]).verified.length > 0;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
}
