// Takes over leaves of the log that a writer left without a note: a valid one is signed, a bad one is named void.
import { sha256Hex } from "../evidence-schema/digest.ts";
import { appendLeaf, leafHash, rootOfFrontier } from "../evidence-schema/merkle.ts";
import { noteKey, sealKey } from "../evidence-schema/object-key.ts";
import { parseNote, verifyNote } from "../evidence-schema/signed-note.ts";
import { parseCheckpoint } from "../evidence-schema/checkpoint.ts";
import { parseVerifierKey } from "../evidence-schema/verifier-key.ts";
import { checkSeal, type LogBefore } from "../evidence-schema/check-seal.ts";
import { oneLine } from "./one-line.ts";
import { parseSeal, type Ledger, type NewestSeal } from "./ledger.ts";
import { signLeaf } from "./seal.ts";
import type { Signer } from "./signer.ts";
import { StoreError } from "./store.ts";

export type Voided = { readonly index: number; readonly object: string; readonly reason: string };

/** The log as the next seal finds it. */
export type AdoptedLog = {
  readonly newest: NewestSeal | null;
  /** Of all leaves, void ones included. */
  readonly frontier: readonly Buffer[];
  /** Void leaves after the newest seal: the next seal names them. */
  readonly voided: readonly Voided[];
};

/** Reads the log's end, verifies its newest note, and adopts what has none. */
export async function adoptLeaves(ledger: Ledger, signer: Signer): Promise<AdoptedLog> {
  let newest = await ledger.newestSeal();
  let frontier = newest === null ? [] : await verifiedFrontier(ledger, signer, newest);
  const voided: Voided[] = [];
  // One after the other, and not by a listing: that may show a leaf and lack the one before it.
  for (let index = (newest?.index ?? -1) + 1; ; index += 1) {
    const bytes = await ledger.store.get(sealKey(index));
    if (bytes === null) return { newest, frontier, voided };
    const before: LogBefore = {
      ledger: ledger.id,
      index,
      frontier,
      newest: newest?.seal ?? null,
      voided,
      start: 0,
      hasRun: () => true,
    };
    const reason = await whyBad(ledger, bytes, before);
    frontier = appendLeaf(frontier, index, leafHash(bytes));
    if (reason === null) {
      await signLeaf(ledger, signer, index, frontier);
      newest = { index, seal: parseSeal(bytes, index), bytes };
      voided.length = 0;
    } else voided.push({ index, object: sha256Hex(bytes), reason: oneLine(reason) });
  }
}

async function whyBad(ledger: Ledger, bytes: Buffer, before: LogBefore): Promise<string | null> {
  try {
    const seal = checkSeal(bytes, before);
    for (const { segments } of seal.scopes) {
      for (const { key, object } of segments) {
        const stored = await ledger.store.get(key);
        if (stored === null || sha256Hex(stored) !== object) return `${key} is not what it lists`;
      }
    }
    return null;
  } catch (error) {
    if (error instanceof StoreError) throw error;
    return (error as Error).message;
  }
}

// Building on a log means signing for it: its newest note must be ours, over the tree that its seal leads to.
async function verifiedFrontier(ledger: Ledger, signer: Signer, { index, seal, bytes }: NewestSeal): Promise<Buffer[]> {
  const refuse = (why: string, cause?: unknown): never => {
    throw new StoreError(`${noteKey(index)} ${why}: nothing is built on it`, { cause });
  };
  const note = (await ledger.store.get(noteKey(index))) as Buffer;
  try {
    const frontier = appendLeaf(
      seal.frontier.map((root) => Buffer.from(root, "hex")),
      index,
      leafHash(bytes),
    );
    const { origin, size, root } = parseCheckpoint(verifiedText(note, signer, refuse));
    const same = origin === ledger.genesis.origin && size === index + 1 && root.equals(rootOfFrontier(frontier));
    return same ? frontier : refuse(`is over another tree than ${sealKey(index)} leads to`);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    return refuse(`is no checkpoint of ${sealKey(index)} (${oneLine((error as Error).message)})`, error);
  }
}

function verifiedText(bytes: Buffer, signer: Signer, refuse: (why: string) => never): string {
  const note = parseNote(bytes);
  if (verifyNote(note, [parseVerifierKey(signer.verifierKey)]).verified.length === 0)
    refuse("is not signed by this key");
  return note.text;
}
