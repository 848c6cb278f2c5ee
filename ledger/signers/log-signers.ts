// Decides which of several keys signs the next leaf, where one program holds them all (a deployment,
// which has them in KMS). The log begins with the first of them; each further one counts once a key leaf adds it.
import { verifyNote, parseNote, NoteError } from "../../evidence-schema/log/signed-note.ts";
import type { KeyLeaf } from "../../evidence-schema/log/log-schema.ts";
import { noteKey } from "../../evidence-schema/keys/object-key.ts";
import { parseVerifierKey } from "../../evidence-schema/log/verifier-key.ts";
import type { Ledger } from "../read/ledger.ts";
import { leavesBack, readLeaf } from "../read/log-tail.ts";
import { oneLine } from "../read/one-line.ts";
import type { Signer } from "./signer.ts";
import { StoreError } from "../store.ts";

/**
 * The newest of `keys` (oldest first) that is in force for the next leaf, and which trusts those that it builds on. It looks
 * at the newest leaf and its note alone: whoever signed there is in force, but for what that leaf itself changes; and since
 * every seal is signed by the newest key, no newer one is in force that neither shows. Rejects with StoreError where none of
 * the keys signed that note.
 */
export async function newestSigner(ledger: Ledger, keys: readonly Signer[]): Promise<Signer> {
  const [first] = keys as [Signer];
  const { newest: end } = await ledger.notedLeaves();
  // With only one key, the sealing itself says whether the key is the log's.
  if (keys.length === 1 || end < 0) return first;
  const last = await signersOf(ledger, end, keys);
  if (last.length === 0)
    throw new StoreError(
      `none of the deployment's ${keys.length} keys signed ${noteKey(end)}. Nothing was sealed. Run tidemark verify`,
    );
  const { leaf } = await readLeaf(ledger.store, end);
  const change = leaf?.kind === "key" ? leaf : null;
  const inForce = keys.filter(
    (key) => (last.includes(key) || key.verifierKey === change?.add) && key.verifierKey !== change?.retire,
  );
  const newest = inForce.at(-1);
  if (newest === undefined)
    throw new StoreError(
      `the deployment holds no key that is in force after leaf ${end} of the log. Set deployment.signingKeys so that the deployment holds every key of the log, and deploy`,
    );
  return trusting(newest, [...new Set([...last, ...inForce])]);
}

/** Keys of one program as the whole log has them, oldest first. */
export type LogSigners = {
  /** The first, and every one that the log has added; some may be retired. */
  readonly known: readonly Signer[];
  readonly inForce: readonly Signer[];
};

/** Reads all of the log, back to its first leaf: for an operator who changes its keys, not for a run. */
export async function logSigners(ledger: Ledger, keys: readonly Signer[]): Promise<LogSigners> {
  const changes: KeyLeaf[] = [];
  for await (const { leaf } of leavesBack(ledger.store, (await ledger.notedLeaves()).newest))
    if (leaf?.kind === "key") changes.push(leaf);
  const [first] = keys as [Signer];
  const known = new Set([first.verifierKey]);
  const inForce = new Set(known);
  for (const { add, retire } of changes.reverse()) {
    if (add !== null) [known, inForce].forEach((each) => each.add(add));
    if (retire !== null) inForce.delete(retire);
  }
  const those = keys.filter(({ verifierKey }) => known.has(verifierKey));
  return {
    known: those.map((key) => trusting(key, those)),
    inForce: those.filter(({ verifierKey }) => inForce.has(verifierKey)).map((key) => trusting(key, those)),
  };
}

const trusting = (signer: Signer, keys: readonly Signer[]): Signer => ({
  ...signer,
  trusted: { logs: keys.map(({ verifierKey }) => ({ key: parseVerifierKey(verifierKey), url: null })), untils: [] },
});

/** Those of `keys` that signed the note of leaf `index`. */
async function signersOf({ store }: Ledger, index: number, keys: readonly Signer[]): Promise<Signer[]> {
  const bytes = await store.get(noteKey(index));
  if (bytes === null) throw new StoreError(`${noteKey(index)} was listed but cannot be read. Run tidemark verify`);
  try {
    const note = parseNote(bytes);
    return keys.filter(({ verifierKey }) => verifyNote(note, [parseVerifierKey(verifierKey)]).verified.length > 0);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new StoreError(
      `${noteKey(index)} is not a signed note (${oneLine(error.message)}). Nothing was sealed. Run tidemark verify`,
      {
        cause: error,
      },
    );
  }
}
