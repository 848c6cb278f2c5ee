// Takes over leaves of the log that a writer left without a note: a valid one is signed, a bad one is named void.
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { parseCheckpoint } from "../../evidence-schema/log/checkpoint.ts";
import type { LogBefore } from "../../evidence-schema/log/log-before.ts";
import type { LogKeys } from "../../evidence-schema/log/log-keys.ts";
import type { Leaf } from "../../evidence-schema/log/log-schema.ts";
import { appendLeaf, leafHash, rootOfFrontier } from "../../evidence-schema/log/merkle.ts";
import { noteKey, sealKey } from "../../evidence-schema/keys/object-key.ts";
import { parseNote, verifyNote } from "../../evidence-schema/log/signed-note.ts";
import { parseVerifierKey, verifierKeyText, type VerifierKey } from "../../evidence-schema/log/verifier-key.ts";
import { Violation } from "../../evidence-schema/violation.ts";
import { earliestRecord } from "../write/earliest-record.ts";
import { keysInForce, trustedBy } from "../signers/keys-in-force.ts";
import { readLeaf, sealUpTo, type NewestSeal, type ReadLeaf } from "../read/log-tail.ts";
import { oneLine } from "../read/one-line.ts";
import { signLeaf } from "./sign-leaf.ts";
import type { Signer } from "../signers/signer.ts";
import { StoreError } from "../store.ts";
import { checkUnsigned, looseLeaf } from "../read/unsigned-leaf.ts";
import type { WritableLedger } from "../write/writable-ledger.ts";
import type { Ledger } from "../read/ledger.ts";

export type Voided = { readonly index: number; readonly object: string; readonly reason: string };

/** The log as the next seal finds it. */
export type AdoptedLog = {
  readonly newest: NewestSeal | null;
  /** Index of the next leaf. */
  readonly index: number;
  /** Frontier of all leaves, void ones included. */
  readonly frontier: readonly Buffer[];
  /** Void leaves that the next leaf names. */
  readonly voided: readonly Voided[];
  /** Time of the newest leaf, null if there is none. */
  readonly time: string | null;
  /** Whether the newest leaf ends the ledger. */
  readonly ended: boolean;
  /** The log's keys as they stand after the newest leaf. */
  readonly keys: LogKeys;
};

/** `which`: of which keys it is known whether they are in force. `latest`: what is later is not signed. */
export type Adopting = { readonly which?: "own" | "all"; readonly latest?: string | null };

/**
 * Reads the log's end, verifies its newest note, and adopts what has none. Rejects with StoreError where the signer's key
 * is not in force for the leaf that would come next, unless the log has ended.
 */
export async function adoptLeaves(
  ledger: WritableLedger,
  signer: Signer,
  { which = "own", latest = null }: Adopting = {},
): Promise<AdoptedLog> {
  const own = parseVerifierKey(signer.verifierKey);
  const { newest: end, notes } = await ledger.notedLeaves();
  const last = end < 0 ? null : await readLeaf(ledger.store, end);
  // Whose it is comes first: for a foreign log nothing else is looked for.
  if (last !== null)
    await verifiedText(
      ledger,
      last,
      trustedBy(signer).logs.map(({ key }) => key),
    );
  // A leaf that is to be adopted may change keys. Then the keys that may endorse the change have to be known.
  const isUnsigned = (await ledger.store.get(sealKey(end + 1))) !== null;
  const keys = await keysInForce(ledger.store, signer, end, isUnsigned ? "all" : which);
  let newest = await sealUpTo(ledger.store, end);
  let frontier = last === null ? [] : await verifiedFrontier(ledger, last, keys.inForce(end));
  let { time, ended } = standOf(last?.leaf ?? null, { time: null, ended: false });
  let voided: Voided[] = [];
  // Leaves are read one after the other, and not by a listing: a listing may show a leaf and lack the leaf before.
  for (let index = end + 1; ; index += 1) {
    const bytes = await ledger.store.get(sealKey(index));
    if (bytes === null && ended) return { newest, index, frontier, voided, time, ended, keys };
    if (!keys.isInForce(own, index))
      throw new StoreError(
        `the signing key ${signer.verifierKey} is not in force for ${sealKey(index)}. Sign with a key that the log has added and not retired. Nothing was signed`,
      );
    // A leaf beside a note that is not its own would make the ledger BROKEN.
    if (bytes === null && notes.has(index))
      throw new StoreError(
        `${sealKey(index)} is missing, but its note ${noteKey(index)} is there. Nothing was sealed. Run tidemark verify`,
      );
    if (bytes === null) return { newest, index, frontier, voided, time, ended, keys };
    const before = { index, frontier, time, newest: newest?.seal ?? null, voided, ended, keys };
    const adopted = await adoptable(ledger, bytes, before, newest);
    if (typeof adopted !== "string" && latest !== null && adopted.time > latest)
      throw new StoreError(
        `${sealKey(index)} has no note, and its time ${adopted.time} lies in the future. Nothing was sealed. Check the clocks of the writers, or wait until that time and run again`,
      );
    frontier = appendLeaf(frontier, index, leafHash(bytes));
    if (typeof adopted === "string") voided.push({ index, object: sha256Hex(bytes), reason: oneLine(adopted) });
    else {
      await signLeaf(ledger, signer, { index, frontier, keys });
      if (adopted.kind === "key") keys.take(adopted);
      if (adopted.kind === "seal") newest = { index, seal: adopted, bytes };
      ({ time, ended } = standOf(adopted, { time, ended }));
      voided = [];
    }
  }
}

const standOf = (leaf: Leaf | null, before: { time: string | null; ended: boolean }) =>
  leaf === null ? before : { time: leaf.time, ended: leaf.kind === "end" };

type Before = Omit<LogBefore, "ledger" | "start" | "hasRun" | "isSealed" | "documents">;

/** The leaf, or why it is bad. */
async function adoptable(
  ledger: WritableLedger,
  bytes: Buffer,
  before: Before,
  newest: NewestSeal | null,
): Promise<Leaf | string> {
  try {
    const runs = await sealedRuns(ledger, looseLeaf(before.index, bytes), newest);
    return await checkUnsigned(ledger.store, ledger.documents, bytes, {
      ...before,
      ...runs,
      ledger: ledger.id,
      start: 0,
      documents: ledger.documents,
    });
  } catch (error) {
    if (error instanceof Violation) return error.message;
    throw error;
  }
}

/** Looks up what earlier seals say of the run of a leaf, as far back as its segments may lie. */
async function sealedRuns(
  ledger: Ledger,
  { run, slot, scopes }: { readonly [member: string]: unknown },
  newest: NewestSeal | null,
): Promise<Pick<LogBefore, "hasRun" | "isSealed">> {
  if (typeof run !== "string") return { hasRun: () => true, isSealed: () => false };
  const since = typeof slot === "string" && run === `slot-${slot}` ? earliestRecord(slot) : "";
  const ran = new Set<string>();
  for (const each of Array.isArray(scopes) ? (scopes as unknown[]) : []) {
    const { scope, view } = (each ?? {}) as { readonly scope?: unknown; readonly view?: unknown };
    if (view === "observed" && typeof scope === "string" && (await ledger.hasSealedRun(scope, run, since, newest)))
      ran.add(scope);
  }
  const isSealed = (await ledger.sealOf(run, since, newest)) !== null;
  return { hasRun: (scope) => ran.has(scope), isSealed: () => isSealed };
}

// Building on a log means signing for it: its newest note must be the log's, over the tree that its leaf leads to.
async function verifiedFrontier(
  ledger: WritableLedger,
  last: ReadLeaf,
  keys: readonly VerifierKey[],
): Promise<Buffer[]> {
  const { index, leaf, bytes } = last;
  if (leaf === null)
    return refuse(
      index,
      "belongs to a leaf of a kind that this version does not know. Use a newer version of Tidemark",
    );
  const text = await verifiedText(ledger, last, keys);
  try {
    const before = leaf.frontier.map((root) => Buffer.from(root, "hex"));
    const frontier = appendLeaf(before, index, leafHash(bytes));
    const { origin, size, root } = parseCheckpoint(text);
    const same = origin === ledger.genesis.origin && size === index + 1 && root.equals(rootOfFrontier(frontier));
    return same ? frontier : refuse(index, `signs another tree than the one that ${sealKey(index)} ends`);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    return refuse(index, noCheckpoint(index, error), error);
  }
}

/** The text of a leaf's note, which one of `keys` signed. */
async function verifiedText(ledger: Ledger, { index }: ReadLeaf, keys: readonly VerifierKey[]): Promise<string> {
  try {
    const note = parseNote((await ledger.store.get(noteKey(index))) as Buffer);
    if (verifyNote(note, keys).verified.length > 0) return note.text;
  } catch (error) {
    if (error instanceof StoreError) throw error;
    return refuse(index, noCheckpoint(index, error), error);
  }
  return refuse(
    index,
    `is signed by no key of the log that is known here (${keys.map(verifierKeyText).join(", ")}). If the log has changed its keys, use the newer trust file`,
  );
}

const noCheckpoint = (index: number, error: unknown): string =>
  `is not a checkpoint of ${sealKey(index)} (${oneLine((error as Error).message)})`;

function refuse(index: number, why: string, cause?: unknown): never {
  throw new StoreError(`${noteKey(index)} ${why}. Nothing was sealed. Run tidemark verify`, { cause });
}
