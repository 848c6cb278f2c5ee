// Walks the log leaf by leaf: each leaf, its place in the tree, its checkpoint's signature (FORMAT.md sections 7 and 8).
import { checkLeaf, isKnownKind, unknownMembersOf } from "../../../evidence-schema/log/check-leaf.ts";
import { isDigest, sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import type { LogBefore, Voided } from "../../../evidence-schema/log/log-before.ts";
import type { KeyLeaf, Leaf, Seal } from "../../../evidence-schema/log/log-schema.ts";
import { appendLeaf, leafHash } from "../../../evidence-schema/log/merkle.ts";
import { noteKey, sealKey } from "../../../evidence-schema/keys/object-key.ts";
import { MAX_SKEW_MS, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { require, show, Violation } from "../../../evidence-schema/violation.ts";
import { boundedGet } from "../../read/bounded-get.ts";
import type { ReadDocuments } from "../../read/read-documents.ts";
import type { ReadStore } from "../../store.ts";
import { checkUnsigned, documentsIn, looseLeaf } from "../../read/unsigned-leaf.ts";
import type { KeptCheckpoints } from "./kept-checkpoints.ts";
import type { Leaves } from "./leaves.ts";
import { NoteViolation, type Notes, type Verified } from "./notes.ts";
import { violationOf, reportViolation, type ReportedViolation, type Unknown } from "../report.ts";
import { SealedRows } from "../chains/sealed-rows.ts";
import { frontierIn, type Anchor, type Start } from "./window.ts";

export type Walking = {
  readonly store: ReadStore;
  readonly ledger: string;
  readonly leaves: Leaves;
  readonly start: Start;
  readonly documents: ReadDocuments;
  readonly notes: Notes;
  readonly kept: KeptCheckpoints;
};

/** The change that a signed leaf makes to the keys that sign the log. */
export type KeyChanged = Pick<KeyLeaf, "index" | "time" | "add" | "retire" | "reason">;

export class LogWalk {
  readonly #at: Walking;
  // step() collects all of it, leaf by leaf and in order; the report is made after the last step.
  readonly sealed = new SealedRows();
  readonly breaches: ReportedViolation[] = [];
  readonly unknown: Unknown[] = [];
  readonly void: { index: number; object: string; reason: string }[] = [];
  readonly keyChanges: KeyChanged[] = [];
  readonly ends: { index: number; time: string; successor: string | null; reason: string }[] = [];
  readonly times: { index: number; time: string }[] = [];
  /** Leaves that the next leaf has to name void: added by #refuse(), emptied by #take(). */
  #pending: (Voided & { reason: string })[] = [];
  /** The frontier of the leaves walked so far: set by #grow(), #refuse() and, from a window's first seal, by step(). */
  #frontier: Buffer[] | null;
  /** Outside a window: a leaf without note that breaks no rule. Set by #unsigned(); the next step() stops at it. */
  #unsignedGood: number | null = null;
  /**
   * In a window: a leaf without note that breaks no rule as far as the window can tell, and that no leaf has named yet.
   * Set by #unsigned(), cleared by #take().
   */
  #perhapsGood: number | null = null;
  #time: string | null = null;
  checkpoint: Verified | null = null;
  /** Trees whose checkpoints verified: the first and the last. */
  trees: { first: { size: number; frontier: Buffer[] }; last: { size: number; frontier: Buffer[] } } | null = null;
  /** The first seal that is read. */
  first: Seal | null = null;
  newest: Seal | null = null;
  /** The last leaf that was looked at. */
  reached: number;
  stopped = false;

  constructor(at: Walking) {
    this.#at = at;
    this.reached = at.start.index - 1;
    this.#frontier = at.start.index === 0 ? [] : null;
    if (this.#frontier !== null) at.kept.pass(0, []);
  }

  get #isWindowStart(): boolean {
    return this.first === null && this.#at.start.index > 0;
  }

  async step(index: number): Promise<void> {
    const { store, leaves, start } = this.#at;
    const key = sealKey(index);
    const last = index === leaves.last;
    this.reached = index;
    if (!leaves.seals.has(index))
      return this.#stop(violationOf("L2", key, "every leaf before the newest", "no such object"));
    const noted = leaves.notes.has(index);
    // The next leaf signs it or names it void: until then what it says counts for nothing.
    if (last && !noted) {
      this.breaches.push(violationOf("W4", noteKey(index), `the note of ${key}`, "no such object"));
      // No leaf may name a leaf void that breaks no rule. A leaf that breaks no rule has its note; only the newest may still
      // lack it.
      const good = this.#unsignedGood ?? this.#perhapsGood;
      return good === null ? undefined : this.#stop(lacksNote(good));
    }
    let bytes: Buffer | null = null;
    let object = key;
    try {
      // Beyond its bound too: the tree has its bytes, and the next leaf may name it void.
      bytes = await store.get(key);
      require(bytes !== null, "L2", "a leaf", () => "no such object");
      // The tree ends before a leaf that lacks its note: the next bytes, leaf or not, continue no tree.
      if (this.#unsignedGood !== null) return this.#refuseGood(this.#unsignedGood, loosely(index, bytes), index);
      const value = looseLeaf(index, bytes);
      if (this.#frontier === null) {
        // A window takes its first seal's frontier over; that seal's own note, over the tree it leads to, is signed.
        checkFrontier(value);
        const claimed = frontierIn(value, index);
        require(claimed !== null, "L3", "the frontier of the leaves before", () => "a frontier of another length");
        this.#frontier = claimed;
        // Where the seal before names no frontier, it is the one that is not as it was.
        if (start.anchor?.frontier === null) object = sealKey(start.anchor.index);
        if (start.anchor !== null) checkAnchored(start.anchor, claimed);
        // It is proven now: what is asked against it needs its form.
        if (start.anchor !== null && start.anchor.broken !== null) {
          object = sealKey(start.anchor.index);
          throw start.anchor.broken;
        }
        this.#at.kept.pass(index, claimed);
      }
      if (!noted) return await this.#unsigned(bytes, index);
      await this.#at.documents.load(documentsIn(value));
      const leaf = this.#leafOf(bytes, value, index, last);
      const frontier = appendLeaf(this.#frontier, index, leafHash(bytes));
      await this.#note(index, frontier);
      this.#grow(index, frontier);
      if (leaf !== null) this.#take(leaf);
    } catch (error) {
      const broken = reportViolation(error, error instanceof NoteViolation ? noteKey(index) : object);
      if (noted || this.#frontier === null || bytes === null) return this.#stop(broken);
      this.#refuse(broken, bytes, index);
    }
  }

  #stop(broken: ReportedViolation): void {
    this.breaches.push(broken);
    this.stopped = true;
  }

  // A leaf that breaks no rule must have its note, and naming it void would hide what it seals.
  #refuseGood(good: number, { void: named }: { readonly [member: string]: unknown }, index: number): void {
    const voids =
      Array.isArray(named) && named.some((each) => (each as { readonly index?: unknown } | null)?.index === good);
    if (voids)
      this.#stop(
        violationOf("L7", sealKey(index), "leaves that break a rule as void", `leaf ${good}, which breaks none`),
      );
    else this.#stop(lacksNote(good));
  }

  // In a window it may break a rule by what lies before: there the leaf that names it void is believed.
  async #unsigned(bytes: Buffer, index: number): Promise<void> {
    const { store, documents, start } = this.#at;
    const value = looseLeaf(index, bytes);
    require(isKnownKind(value["kind"]), "L1", "a leaf of kind seal, key or end, or a note", () => "neither of them");
    await checkUnsigned(store, documents, bytes, this.#before(index));
    if (start.index === 0) this.#unsignedGood = index;
    else this.#perhapsGood ??= index;
    if (start.index > 0) this.#refuse(violationOf("L7", sealKey(index), "a leaf with its note", "none"), bytes, index);
  }

  #before(index: number): LogBefore {
    const isStart = this.#isWindowStart;
    const { ledger, start, documents, notes } = this.#at;
    return {
      ledger,
      index,
      frontier: this.#frontier as Buffer[],
      time: isStart ? (start.anchor?.seal?.time ?? null) : this.#time,
      // The frontier of a window's first seal binds the bytes of the seal before.
      newest: isStart ? (start.anchor?.seal ?? undefined) : this.newest,
      voided: this.#pending,
      // No other leaf of a window may name leaves before it: each is named by the next leaf alone.
      start: isStart ? start.index : 0,
      ended: this.ends.length > 0,
      hasRun: (scope, run) => this.#isObservedNotAsked(run) || this.sealed.hasRun(scope, run),
      isSealed: (run) => this.sealed.isSealed(run),
      documents,
      keys: notes.keys,
    };
  }

  // In a window a segment may be listed before it: of the first seal, of one without slot, of a slot that early (section 10).
  #isObservedNotAsked(run: string): boolean {
    const { start } = this.#at;
    if (start.index === 0) return false;
    if (this.first === null || start.anchor === null || !run.startsWith("slot-")) return true;
    return parseTimestamp(run.slice(5)) - MAX_SKEW_MS <= parseTimestamp(start.anchor.time);
  }

  // A leaf of a kind that is not known counts as a leaf, and seals nothing that this version can read.
  #leafOf(bytes: Buffer, value: { readonly [member: string]: unknown }, index: number, last: boolean): Leaf | null {
    const kind = value["kind"];
    const object = sealKey(index);
    if (typeof kind === "string" && kind !== "" && !isKnownKind(kind)) {
      require(this.ends.length === 0, "L12", "no leaf after the end", () => `a leaf of kind ${kind}`);
      this.unknown.push({ what: `log kind ${kind}`, object, line: null });
      if (last)
        this.breaches.push(violationOf("W4", object, "a seal or end as the newest leaf", `a leaf of kind ${kind}`));
      return null;
    }
    const leaf = checkLeaf(bytes, this.#before(index));
    if (this.#isWindowStart) this.#checkVoidBefore(leaf);
    for (const member of unknownMembersOf(leaf))
      this.unknown.push({ what: `member ${member} of a ${leaf.kind}`, object, line: null });
    if (last && leaf.kind === "key")
      this.breaches.push(violationOf("W4", object, "a seal or end as the newest leaf", "a leaf of kind key"));
    return leaf;
  }

  // Leaves between the seal before and a window's first are there: what is void among them is named with its digest.
  #checkVoidBefore(leaf: Leaf): void {
    const { start, leaves } = this.#at;
    for (const { index, object } of leaf.void) {
      const digest = start.anchor?.between.get(index) ?? object;
      require(digest === object && !leaves.notes.has(index), "L7", () =>
        `void leaf ${index} without note, with digest ${digest}`, () => (leaves.notes.has(index) ? "a note" : object));
    }
  }

  async #note(index: number, frontier: readonly Buffer[]): Promise<void> {
    const bytes = await this.#noteBytes(index);
    this.checkpoint = this.#at.notes.verify(bytes, index, frontier);
  }

  async #noteBytes(index: number): Promise<Buffer> {
    try {
      return (await boundedGet(this.#at.store, noteKey(index))) ?? Buffer.alloc(0);
    } catch (error) {
      if (error instanceof Violation) throw new NoteViolation(error.rule, error.found, error.expected);
      throw error;
    }
  }

  #grow(index: number, frontier: Buffer[]): void {
    this.#frontier = frontier;
    this.#at.kept.pass(index + 1, frontier);
    const tree = { size: index + 1, frontier };
    this.trees = { first: this.trees?.first ?? tree, last: tree };
  }

  #take(leaf: Leaf): void {
    const { index, time } = leaf;
    this.#time = time;
    this.times.push({ index, time });
    this.void.push(...leaf.void.map(({ index: at, object, reason }) => ({ index: at, object, reason })));
    this.#pending = [];
    this.#perhapsGood = null;
    if (leaf.kind === "key") {
      this.#at.notes.take(leaf);
      this.keyChanges.push({ index, time, add: leaf.add, retire: leaf.retire, reason: leaf.reason });
    }
    if (leaf.kind === "end") this.ends.push({ index, time, successor: leaf.successor, reason: leaf.reason });
    if (leaf.kind !== "seal") return;
    this.sealed.take(leaf);
    this.first ??= leaf;
    this.newest = leaf;
  }

  // A bad leaf without note is void if the next leaf names it.
  #refuse(broken: ReportedViolation, bytes: Buffer, index: number): void {
    const frontier = appendLeaf(this.#frontier as Buffer[], index, leafHash(bytes));
    this.#frontier = frontier;
    this.#at.kept.pass(index + 1, frontier);
    this.#pending.push({ index, object: sha256Hex(bytes), reason: broken.found });
  }
}

// Its members are asked for once the tree before it is known; but without this one there is none.
function checkFrontier({ kind, frontier }: { readonly [member: string]: unknown }): void {
  const isList = Array.isArray(frontier) && frontier.every((each) => typeof each === "string" && isDigest(each));
  require(!isKnownKind(kind) || isList, "L1", "frontier: a list of digests", () => show(frontier));
}

function loosely(index: number, bytes: Buffer): { readonly [member: string]: unknown } {
  try {
    return looseLeaf(index, bytes);
  } catch (error) {
    if (error instanceof Violation) return {};
    throw error;
  }
}

const lacksNote = (index: number): ReportedViolation =>
  violationOf("N4", noteKey(index), `the note of ${sealKey(index)}`, "no such object");

function checkAnchored({ index, frontier }: Anchor, claimed: readonly Buffer[]): void {
  const same = frontier !== null && frontier.every((root, i) => root.equals(claimed[i] as Buffer));
  require(same, "L3", () => `the frontier that ${sealKey(index)} and the leaves after it lead to`, () =>
    "another frontier");
}
