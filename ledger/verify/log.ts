// Verifies the log: every leaf, its place in the tree, its checkpoint's signature (FORMAT.md sections 7 and 8).
import { checkSeal } from "../../evidence-schema/check-seal.ts";
import { parseCheckpoint, type Checkpoint } from "../../evidence-schema/checkpoint.ts";
import { readCanonical } from "../../evidence-schema/chain.ts";
import { sha256Hex } from "../../evidence-schema/digest.ts";
import { seal as sealSchema, type Genesis, type Seal } from "../../evidence-schema/log-schema.ts";
import { appendLeaf, frontierLength, leafHash, rootOfFrontier } from "../../evidence-schema/merkle.ts";
import { noteKey, parseObjectKey, sealKey } from "../../evidence-schema/object-key.ts";
import { parseNote, verifyNote, type Note } from "../../evidence-schema/signed-note.ts";
import type { Trust } from "../../evidence-schema/trust.ts";
import { require, Violation } from "../../evidence-schema/violation.ts";
import type { ReadStore } from "../store.ts";
import type { SealedRow, Stand } from "./chain.ts";
import { breach, breachOf, type Breach } from "./report.ts";

export type Period = { readonly from: string; readonly to: string };

/** A verified seal, without the rows of its segments. */
export type SealHeader = Pick<Seal, "index" | "time" | "run" | "slot" | "documents" | "roster"> & {
  readonly views: readonly Pick<Seal["scopes"][number], "scope" | "view" | "problem">[];
};

export type LogReading = {
  readonly seals: readonly SealHeader[];
  /** First verified seal in whole: where a window's chains continue from. */
  readonly first: Seal | null;
  readonly newest: Seal | null;
  /** Sealed segments by scope, in order. */
  readonly rows: ReadonlyMap<string, readonly SealedRow[]>;
  readonly stands: ReadonlyMap<string, readonly Stand[]>;
  readonly checkpoint: (Checkpoint & { readonly index: number; readonly text: string }) | null;
  readonly voided: readonly { readonly index: number; readonly object: string; readonly reason: string }[];
  readonly breaches: readonly Breach[];
  readonly unknown: readonly { readonly what: string; readonly object: string; readonly line: number | null }[];
  /** Whether the newest leaf of the log was reached: only then does what comes after it belong to the period. */
  readonly toEnd: boolean;
  /** Whether the seal before the window's first is known to lie before it, or there is none. */
  readonly fromStart: boolean;
};

type Leaves = { readonly seals: ReadonlySet<number>; readonly notes: ReadonlySet<number>; readonly last: number };

/** Verifies the leaves of a period, or of all time where `window` is null. */
export async function readLog(
  store: ReadStore,
  genesis: Genesis,
  ledger: string,
  trust: Trust,
  keys: readonly string[],
  window: Period | null,
): Promise<LogReading> {
  const leaves = leavesOf(keys);
  const start = window === null ? 0 : await firstIndex(store, leaves, window.from);
  const walk = new LogWalk(store, genesis, ledger, trust, leaves, start);
  for (let index = start; index <= leaves.last && !walk.stopped; index += 1) {
    await walk.step(index);
    if (window !== null && walk.newest !== null && walk.newest.time >= window.to) break;
  }
  const reading = walk.reading();
  return { ...reading, breaches: [...reading.breaches, ...(reading.toEnd ? looseEnds(keys, leaves) : [])] };
}

/** W4: stamps and cosignatures of leaves that are not there. */
function looseEnds(keys: readonly string[], leaves: Leaves): Breach[] {
  return keys.flatMap((key) => {
    const parsed = parseObjectKey(key);
    const loose = (parsed?.class === "timestamp" || parsed?.class === "cosignature") && parsed.index > leaves.last;
    return loose ? [breach("W4", key, `the leaf ${sealKey(parsed.index)}`, "no such object")] : [];
  });
}

function leavesOf(keys: readonly string[]): Leaves {
  const seals = new Set<number>();
  const notes = new Set<number>();
  for (const key of keys) {
    const parsed = parseObjectKey(key);
    if (parsed?.class === "seal") seals.add(parsed.index);
    if (parsed?.class === "note") notes.add(parsed.index);
  }
  return { seals, notes, last: Math.max(-1, ...seals, ...notes) };
}

/** Index of the first seal whose time is not before `from`: seals' times never fall, so that halving finds it. */
async function firstIndex(store: ReadStore, leaves: Leaves, from: string): Promise<number> {
  const indexes = [...leaves.seals].sort((a, b) => a - b);
  let [low, high] = [0, indexes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const time = await timeOf(store, indexes[middle] as number);
    // What can't be read is no reason to skip it: it is looked at from there on.
    if (time !== null && time < from) low = middle + 1;
    else high = middle;
  }
  // A period after all seals: the newest says where everything stands.
  return indexes[low] ?? indexes.at(-1) ?? 0;
}

async function timeOf(store: ReadStore, index: number): Promise<string | null> {
  const bytes = await store.get(sealKey(index));
  try {
    const { time } = readCanonical(bytes ?? Buffer.alloc(0)) as { readonly time?: unknown };
    return typeof time === "string" ? time : null;
  } catch {
    return null;
  }
}

class LogWalk {
  readonly #store: ReadStore;
  readonly #genesis: Genesis;
  readonly #ledger: string;
  readonly #trust: Trust;
  readonly #leaves: Leaves;
  readonly #start: number;
  readonly #seals: SealHeader[] = [];
  readonly #rows = new Map<string, SealedRow[]>();
  readonly #stands = new Map<string, Stand[]>();
  readonly #ran = new Map<string, Set<string>>();
  readonly #breaches: Breach[] = [];
  readonly #unknown: { what: string; object: string; line: null }[] = [];
  readonly #void: { index: number; object: string; reason: string }[] = [];
  #pending: { index: number; object: string; reason: string }[] = [];
  #frontier: Buffer[] | null;
  #first: Seal | null = null;
  #checkpoint: LogReading["checkpoint"] = null;
  #fromStart: boolean;
  #good: number | null = null;
  #walked: number;
  newest: Seal | null = null;
  stopped = false;

  constructor(store: ReadStore, genesis: Genesis, ledger: string, trust: Trust, leaves: Leaves, start: number) {
    this.#store = store;
    this.#genesis = genesis;
    this.#ledger = ledger;
    this.#trust = trust;
    this.#leaves = leaves;
    this.#start = start;
    this.#walked = start - 1;
    this.#frontier = start === 0 ? [] : null;
    this.#fromStart = start === 0 || leaves.seals.has(start - 1);
  }

  async step(index: number): Promise<void> {
    const key = sealKey(index);
    const bytes = await this.#store.get(key);
    const last = index === this.#leaves.last;
    this.#walked = index;
    if (bytes === null) {
      if (last) return void this.#breaches.push(breach("W4", key, `the seal of ${noteKey(index)}`, "no such object"));
      return this.#stop(breach("L2", key, "every leaf before the newest", "no such object"));
    }
    const noted = this.#leaves.notes.has(index);
    // The next seal signs it or names it void: until then what it says counts for nothing.
    if (last && !noted && this.#good === null)
      return void this.#breaches.push(breach("W4", noteKey(index), `the note of ${key}`, "no such object"));
    try {
      const value = readCanonical(bytes) as { readonly [member: string]: unknown };
      if (this.#good !== null) return this.#refuseGood(this.#good, value, index);
      // A window takes its first seal's frontier over; that seal's own note, over the tree it leads to, is signed.
      this.#frontier ??= windowFrontier(value["frontier"], index);
      const seal = this.#seal(bytes, value, index, noted, last);
      if (seal !== null && !noted) {
        await this.#listedAsStored(seal);
        this.#good = index;
        return;
      }
      const frontier = appendLeaf(this.#frontier, index, leafHash(bytes));
      await this.#note(index, frontier);
      this.#frontier = frontier;
      if (seal !== null) this.#take(seal);
    } catch (error) {
      this.#refuse(error, bytes, index, noted);
    }
  }

  #stop(broken: Breach): void {
    this.#breaches.push(broken);
    this.stopped = true;
  }

  // A leaf that breaks no rule must have its note, and naming it void would hide what it seals.
  #refuseGood(good: number, { void: named }: { readonly [member: string]: unknown }, index: number): void {
    const voids =
      Array.isArray(named) && named.some((each) => (each as { readonly index?: unknown } | null)?.index === good);
    if (voids)
      this.#stop(breach("L7", sealKey(index), "leaves that break a rule as void", `leaf ${good}, which breaks none`));
    else this.#stop(breach("N4", noteKey(good), `the note of ${sealKey(good)}`, "no such object"));
  }

  // A leaf of a kind that is not known counts as a leaf, and seals nothing that this version can read.
  #seal(
    bytes: Buffer,
    value: { readonly [member: string]: unknown } | null,
    index: number,
    noted: boolean,
    last: boolean,
  ): Seal | null {
    const kind = value?.["kind"];
    if (typeof kind === "string" && kind !== "seal") {
      require(noted, "L1", "kind seal", () => kind);
      this.#unknown.push({ what: `log kind ${kind}`, object: sealKey(index), line: null });
      if (last)
        this.#breaches.push(breach("W4", sealKey(index), "a seal as the newest leaf", `a leaf of kind ${kind}`));
      return null;
    }
    const isFirst = this.#first === null && this.#start > 0;
    const seal = checkSeal(bytes, {
      ledger: this.#ledger,
      index,
      frontier: this.#frontier as Buffer[],
      newest: isFirst ? undefined : this.newest,
      voided: this.#pending,
      start: this.#start,
      hasRun: (scope, run) => isFirst || this.#ran.get(scope)?.has(run) === true,
    });
    for (const member in seal)
      if (!SEAL_MEMBERS.has(member))
        this.#unknown.push({ what: `member ${member} of a seal`, object: sealKey(index), line: null });
    return seal;
  }

  async #listedAsStored(seal: Seal): Promise<void> {
    for (const { segments } of seal.scopes) {
      for (const { key, object } of segments) {
        const stored = await this.#store.get(key);
        require(stored !== null && sha256Hex(stored) === object, "L5", `${key} with digest ${object}`, () =>
          stored === null ? "no such object" : sha256Hex(stored));
      }
    }
  }

  async #note(index: number, frontier: readonly Buffer[]): Promise<void> {
    const bytes = (await this.#store.get(noteKey(index))) ?? Buffer.alloc(0);
    const at = <T>(rule: string, read: () => T): T => {
      try {
        return read();
      } catch (error) {
        if (error instanceof Violation) throw error;
        throw new NoteViolation(rule, (error as Error).message);
      }
    };
    const note: Note = at("N1", () => parseNote(bytes));
    const checkpoint = at("N1", () => parseCheckpoint(note.text));
    const signed = at("N2", () =>
      verifyNote(
        note,
        this.#trust.logs.map(({ key }) => key),
      ),
    );
    if (signed.verified.length === 0) throw new NoteViolation("N2", "no signature by a log key of the trust file");
    const expected = { origin: this.#genesis.origin, size: index + 1, root: rootOfFrontier(frontier) };
    const same =
      checkpoint.origin === expected.origin &&
      checkpoint.size === expected.size &&
      checkpoint.root.equals(expected.root);
    if (!same) throw new NoteViolation("N3", say(checkpoint), say(expected));
    this.#checkpoint = { ...checkpoint, index, text: note.text };
  }

  #take(seal: Seal): void {
    this.#void.push(...seal.void.map(({ index, object, reason }) => ({ index, object, reason })));
    this.#pending = [];
    const { index, time, run, slot, documents, roster } = seal;
    this.#seals.push({
      index,
      time,
      run,
      slot,
      documents,
      roster,
      views: seal.scopes.map(({ scope, view, problem }) => ({ scope, view, problem })),
    });
    const { trigger } = seal;
    for (const { scope, segments, full } of seal.scopes) {
      const rows = getOrSet(this.#rows, scope, () => []);
      const ran = getOrSet(this.#ran, scope, () => new Set<string>());
      for (const row of segments) {
        rows.push({ ...row, sealed: row.run === run ? { trigger, slot } : null });
        ran.add(row.run);
      }
      if (segments.length > 0)
        getOrSet(this.#stands, scope, () => []).push({ upTo: rows.length, seal: sealKey(index), full });
    }
    this.#first ??= seal;
    this.newest = seal;
  }

  // A bad leaf without note is void if the next seal names it; anything else that is bad ends the walk.
  #refuse(error: unknown, bytes: Buffer, index: number, noted: boolean): void {
    const broken = breachOf(error, error instanceof NoteViolation ? noteKey(index) : sealKey(index));
    if (noted || this.#frontier === null) return this.#stop(broken);
    this.#frontier = appendLeaf(this.#frontier, index, leafHash(bytes));
    this.#pending.push({ index, object: sha256Hex(bytes), reason: broken.found });
  }

  reading(): LogReading {
    return {
      seals: this.#seals,
      first: this.#first,
      newest: this.newest,
      rows: this.#rows,
      stands: this.#stands,
      checkpoint: this.#checkpoint,
      voided: this.#void,
      breaches: this.#breaches,
      unknown: this.#unknown,
      toEnd: !this.stopped && this.#walked >= this.#leaves.last,
      fromStart: this.#fromStart,
    };
  }
}

const SEAL_MEMBERS: ReadonlySet<string> = new Set(Object.keys(sealSchema.shape));

function getOrSet<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

class NoteViolation extends Violation {
  constructor(
    rule: string,
    found: string,
    expected = "a C2SP signed note by a log key of the trust file over this tree",
  ) {
    super(rule, expected, found);
  }
}

const say = ({ origin, size, root }: Checkpoint): string =>
  `origin ${origin}, size ${size}, root ${root.toString("hex")}`;

function windowFrontier(value: unknown, index: number): Buffer[] {
  const hashes = Array.isArray(value) ? (value as unknown[]) : [];
  const well =
    hashes.length === frontierLength(index) &&
    hashes.every((each) => typeof each === "string" && /^[0-9a-f]{64}$/.test(each));
  require(well, "L3", `a frontier of ${frontierLength(index)} roots`, () => `${hashes.length} entries`);
  return hashes.map((each) => Buffer.from(each as string, "hex"));
}
