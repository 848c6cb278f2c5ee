// Seals a run: one signed leaf of the log binds every scope, silent ones too (FORMAT.md section 7 and 8).
import { canonicalLine, type Json } from "../evidence-schema/canonical.ts";
import { formatCheckpoint } from "../evidence-schema/checkpoint.ts";
import { sha256Hex, ZERO_DIGEST } from "../evidence-schema/digest.ts";
import { dueSlots } from "../evidence-schema/due-slots.ts";
import {
  schedule as scheduleSchema,
  type Roster,
  type SegmentRow,
  type Schedule,
  type Seal,
  type SealedScope,
} from "../evidence-schema/log-schema.ts";
import { appendLeaf, leafHash, rootOfFrontier } from "../evidence-schema/merkle.ts";
import { noteKey, parseObjectKey, parseScope, segmentsPrefix, sealKey } from "../evidence-schema/object-key.ts";
import type { DocumentDigests, Trigger } from "../evidence-schema/record.ts";
import { formatNote, NoteError, parseNote, verifyNote } from "../evidence-schema/signed-note.ts";
import { parseTimestamp } from "../evidence-schema/timestamp.ts";
import { parseVerifierKey, type VerifierKey } from "../evidence-schema/verifier-key.ts";
import { adoptLeaves, type Voided } from "./adopt.ts";
import { timeToWrite, type Clock } from "./append.ts";
import { earliestRecord } from "./earliest-record.ts";
import { ChainError, type Ledger, type LoadedChain, type NewestSeal, type StoredSegment } from "./ledger.ts";
import { oneLine } from "./one-line.ts";
import type { Written } from "./open-segment.ts";
import type { Signer } from "./signer.ts";
import { StoreError } from "./store.ts";

/** What a run says of itself when it is sealed. */
export type RunToSeal = {
  readonly run: string;
  readonly trigger: Trigger;
  readonly slot: string | null;
  readonly documents: DocumentDigests;
  readonly roster: Roster;
  /** Scopes to which this run appended, with what was written where this process wrote it. */
  readonly observed: ReadonlyMap<string, Written | null>;
  /** Why a scope that was to be observed was not, by scope. */
  readonly failed: ReadonlyMap<string, string>;
};

export type Sealed = { readonly index: number; readonly seal: Seal; readonly root: string };

const MAX_TRIES = 20;

/** Seals everything that no seal lists yet. Any number of sealers may run; each loser takes the winner's leaf into account. */
export async function sealRun(ledger: Ledger, signer: Signer, clock: Clock, run: RunToSeal): Promise<Sealed> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const { newest, frontier, voided } = await adoptLeaves(ledger, signer);
    const index = (newest?.index ?? -1) + 1 + voided.length;
    const scopes = await sealedScopes(ledger, newest, run);
    // A retry of what is sealed already: one run has one seal, unless there is something to add.
    if (newest?.seal.run === run.run && voided.length === 0 && addsNothing(scopes, newest.seal)) {
      return { index: newest.index, seal: newest.seal, root: rootOfFrontier(frontier).toString("hex") };
    }
    // One that was sealed before others is sealed: what there is to add, the next run adds.
    const sealed =
      run.slot === null || newest?.seal.run === run.run ? null : await ledger.sealOf(run.run, run.slot, newest);
    if (sealed !== null) return { index: sealed.index, seal: sealed.seal, root: rootWith(sealed) };
    const time = await timeToWrite(ledger, clock, latestTime(newest, scopes));
    const slots = await slotsSince(ledger, newest, time, run);
    const seal: Seal = sealOf(ledger, run, { index, time, scopes, slots, frontier, voided });
    const bytes = canonicalLine(seal as unknown as Json);
    if ((await ledger.store.put(sealKey(index), bytes)) === "exists") {
      // Ours after a lost answer, or another sealer's: adopting it first is right in both cases.
      const there = await ledger.store.get(sealKey(index));
      if (there === null || !there.equals(bytes)) continue;
    }
    const root = await signLeaf(ledger, signer, index, appendLeaf(frontier, index, leafHash(bytes)));
    return { index, seal, root };
  }
  throw new StoreError(
    `lost the race for the next seal ${MAX_TRIES} times: another process is sealing; nothing is lost, run again`,
  );
}

function rootWith({ index, seal, bytes }: NewestSeal): string {
  const before = seal.frontier.map((root) => Buffer.from(root, "hex"));
  return rootOfFrontier(appendLeaf(before, index, leafHash(bytes))).toString("hex");
}

function addsNothing(scopes: readonly SealedScope[], { scopes: before }: Seal): boolean {
  const seen = new Map(before.map(({ scope, view }) => [scope, view]));
  return scopes.every(({ scope, view, segments }) => segments.length === 0 && seen.get(scope) === view);
}

type Parts = {
  readonly index: number;
  readonly time: string;
  readonly scopes: SealedScope[];
  readonly slots: Seal["slots"];
  readonly frontier: readonly Buffer[];
  readonly voided: readonly Voided[];
};

const sealOf = (ledger: Ledger, { run, trigger, slot, documents, roster }: RunToSeal, parts: Parts): Seal => ({
  v: 1,
  kind: "seal",
  ledger: ledger.id,
  index: parts.index,
  time: parts.time,
  run,
  trigger,
  slot,
  documents: { ...documents },
  scopes: parts.scopes,
  roster,
  slots: parts.slots,
  frontier: parts.frontier.map((root) => root.toString("hex")),
  void: parts.voided.map((each) => ({ ...each })),
});

/** Signs the checkpoint of the tree that ends with leaf `index`; a note over the same text that is there already is success. */
export async function signLeaf(
  ledger: Ledger,
  signer: Signer,
  index: number,
  frontier: readonly Buffer[],
): Promise<string> {
  const root = rootOfFrontier(frontier);
  const text = formatCheckpoint({ origin: ledger.genesis.origin, size: index + 1, root });
  const key = parseVerifierKey(signer.verifierKey);
  const note = formatNote(text, [{ name: signer.name, keyId: key.keyId, signature: await signer.sign(text) }]);
  if ((await ledger.store.put(noteKey(index), note)) === "exists") {
    const there = (await ledger.store.get(noteKey(index))) as Buffer;
    if (!isNoteOf(there, text, key))
      throw new StoreError(
        `${noteKey(index)} is there and is no note of this key over size ${index + 1} and root ${root.toString("hex")}: nothing is built on it`,
      );
  }
  return root.toString("hex");
}

function isNoteOf(bytes: Buffer, text: string, key: VerifierKey): boolean {
  try {
    const note = parseNote(bytes);
    return note.text === text && verifyNote(note, [key]).verified.length > 0;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
}

/** Every scope with a chain, and every enrolled one, as it stands. */
async function sealedScopes(ledger: Ledger, newest: NewestSeal | null, run: RunToSeal): Promise<SealedScope[]> {
  const keys = await ledger.store.list("records/");
  const chained = keys.flatMap((key) => {
    const parsed = parseObjectKey(key);
    return parsed?.class === "segment" ? [parsed.scope] : [];
  });
  const before = newest?.seal.scopes ?? [];
  const scopes = [...new Set([...chained, ...run.roster.enrolled, ...before.map(({ scope }) => scope)])].sort();
  const sealed: SealedScope[] = [];
  for (const scope of scopes) sealed.push(await sealedScope(ledger, newest, run, scope, keys));
  return sealed;
}

async function sealedScope(
  ledger: Ledger,
  newest: NewestSeal | null,
  run: RunToSeal,
  scope: string,
  keys: readonly string[],
): Promise<SealedScope> {
  parseScope(scope);
  const before = newest?.seal.scopes.find((each) => each.scope === scope) ?? {
    scope,
    gen: 0,
    seq: -1,
    head: ZERO_DIGEST,
    root: null,
    full: null,
  };
  const prefix = segmentsPrefix(scope);
  // A scope to which nothing was added since needs no reading: cost grows with change, not with scopes times history.
  const isNew = added(keys, prefix, before).length > 0;
  const { gen, seq, head, root, full } = before;
  const stood = { gen, seq, head, root, full, segments: [] as readonly SegmentRow[], broken: null as string | null };
  const own = isNew
    ? await asWritten(ledger, stood, added(keys, prefix, before), run.observed.get(scope) ?? null)
    : null;
  const stands = own ?? (isNew ? await standing(ledger, newest, scope, stood) : stood);
  const observed =
    run.observed.has(scope) ||
    stands.segments.some((segment) => segment.run === run.run) ||
    (await isSealedOf(ledger, newest, run, scope));
  const problem = stands.broken ?? (observed ? null : (run.failed.get(scope) ?? null));
  return {
    scope,
    view: problem !== null ? "failed" : observed ? "observed" : "silent",
    problem,
    gen: stands.gen,
    seq: stands.seq,
    head: stands.head,
    root: stands.root,
    full: stands.full,
    segments: [...stands.segments],
  };
}

// Another process may have sealed this run's segment already, and appended it without living to tell.
async function isSealedOf(
  ledger: Ledger,
  newest: NewestSeal | null,
  { run, slot, failed }: RunToSeal,
  scope: string,
): Promise<boolean> {
  if (slot === null || !failed.has(scope)) return false;
  return ledger.hasSealedRun(scope, run, earliestRecord(slot), newest);
}

/** Segment objects of a scope after a line of its chain. */
function added(
  keys: readonly string[],
  prefix: string,
  { gen, seq }: { readonly gen: number; readonly seq: number },
): string[] {
  return keys.filter((key) => {
    const parsed = key.startsWith(prefix) ? parseObjectKey(key) : null;
    return parsed?.class === "segment" && (parsed.gen > gen || (parsed.gen === gen && parsed.firstSeq > seq));
  });
}

// What this process wrote passed the fold line by line: read back with the same digest it needs no second reading.
async function asWritten(
  ledger: Ledger,
  stood: Standing,
  keys: readonly string[],
  written: Written | null,
): Promise<Standing | null> {
  if (written === null || keys.length !== 1 || keys[0] !== written.key || written.before !== stood.head) return null;
  const there = await ledger.store.get(written.key);
  if (there === null || sha256Hex(there) !== written.object) return null;
  const { gen, full, last, after, root, ...row } = written;
  return {
    gen,
    seq: last,
    head: after,
    root,
    full: full ? { gen, seq: row.first } : stood.full,
    segments: [{ ...row, last, after, root }],
    broken: null,
  };
}

type Standing = {
  gen: number;
  seq: number;
  head: string;
  root: string | null;
  full: { gen: number; seq: number } | null;
  segments: readonly SegmentRow[];
  broken: string | null;
};

// Segments are verified before they are sealed: what is not a valid continuation is left out, and said.
async function standing(ledger: Ledger, newest: NewestSeal | null, scope: string, stood: Standing): Promise<Standing> {
  let loaded: LoadedChain;
  try {
    loaded = await ledger.loadChain(scope, newest);
  } catch (error) {
    if (error instanceof ChainError) return { ...stood, broken: error.message };
    throw error;
  }
  const { chain, unsealed, broken } = loaded;
  const last = unsealed.at(-1);
  if (last === undefined) return { ...stood, broken: brokenText(broken) };
  const { gen, seq, head } = chain.head;
  return {
    gen,
    seq,
    head,
    root: last.root,
    full: chain.full === null ? stood.full : { ...chain.full },
    segments: unsealed.map(rowOf),
    broken: brokenText(broken),
  };
}

const brokenText = (
  broken: { readonly objects: readonly { readonly key: string }[]; readonly violation: Error } | null,
): string | null =>
  broken === null
    ? null
    : `${broken.objects[0]?.key} is no valid continuation (${oneLine(broken.violation.message)}): restart the scope`;

const rowOf = ({
  key,
  content,
  object,
  first,
  last,
  before,
  after,
  root,
  counts,
  run,
  time,
}: StoredSegment): SegmentRow => ({
  key,
  content,
  object,
  first,
  last,
  before,
  after,
  root,
  counts: counts === null ? null : { ...counts },
  run,
  time,
});

function latestTime(newest: NewestSeal | null, scopes: readonly SealedScope[]): string | null {
  const times = scopes.flatMap(({ segments }) => segments.map(({ time }) => time));
  if (newest !== null) times.push(newest.seal.time);
  return times.sort().at(-1) ?? null;
}

/** Slots that fell due since the seal before, with the run of those that this writer knows of. */
async function slotsSince(
  ledger: Ledger,
  newest: NewestSeal | null,
  time: string,
  run: RunToSeal,
): Promise<Seal["slots"]> {
  const digest = newest?.seal.documents["schedule"] ?? null;
  if (newest === null || digest === null) return [];
  const schedule: Schedule = scheduleSchema.parse(await ledger.document("schedule", digest));
  const due = dueSlots(schedule, parseTimestamp(newest.seal.time), parseTimestamp(time));
  return due.map((slot) => ({ slot, run: slot === run.slot ? run.run : null }));
}
