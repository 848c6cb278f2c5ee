// Verifies one scope's chain: every segment the seals list, what was left behind, and what no seal lists yet.
import { ACTS_SCOPE, Chain, type Head, type SegmentRead } from "../../evidence-schema/chain.ts";
import { sha256Hex } from "../../evidence-schema/digest.ts";
import { jsonEqual } from "../../evidence-schema/equal.ts";
import type { SegmentRow } from "../../evidence-schema/log-schema.ts";
import { parseObjectKey } from "../../evidence-schema/object-key.ts";
import type { Counts } from "../../evidence-schema/record.ts";
import { require, show } from "../../evidence-schema/violation.ts";
import { leftBehind, nextObject, segmentObjects, type SegmentObject } from "../chain-layout.ts";
import { gunzipMember } from "../gzip-member.ts";
import type { ReadStore } from "../store.ts";
import { breachOf, type Breach, type Gap, type Proven } from "./report.ts";

/** What there is to verify of one scope. */
export type ChainTask = {
  readonly ledger: string;
  readonly scope: string;
  readonly rows: readonly SealedRow[];
  /** What seals say of the latest full segment, each after so many of the rows. */
  readonly stands: readonly Stand[];
  /** Where the window's first seal says that the chain stood; null: from the beginning. */
  readonly from: Head | null;
  /** Keys of all segment objects of the scope. */
  readonly keys: readonly string[];
  /** Whether objects after the last row belong to the period. */
  readonly toEnd: boolean;
};

/** A sealed segment; trigger and slot of its seal where it is of the seal's own run. */
export type SealedRow = SegmentRow & {
  readonly sealed: { readonly trigger: string; readonly slot: string | null } | null;
};

export type Stand = {
  readonly upTo: number;
  readonly seal: string;
  readonly full: { readonly gen: number; readonly seq: number } | null;
};

export type ChainReport = {
  readonly scope: string;
  readonly breaches: readonly Breach[];
  readonly gaps: readonly Gap[];
  readonly unknown: readonly { readonly what: string; readonly object: string; readonly line: number | null }[];
  readonly proven: Proven;
  readonly abandoned: readonly { readonly key: string; readonly reason: string }[];
  /** Valid segments that no seal lists. */
  readonly unsealed: readonly { readonly key: string; readonly trigger: string; readonly time: string }[];
  /** Documents that run-opened records name: `<kind>/<digest>`. */
  readonly documents: readonly string[];
  /** Instant of the first segment read. */
  readonly since: string | null;
  readonly objects: number;
  readonly records: number;
};

export async function verifyChain(store: ReadStore, task: ChainTask): Promise<ChainReport> {
  const walk = new ChainWalk(store, task);
  await walk.sealed();
  if (task.toEnd && !walk.broken) await walk.tail();
  return walk.report();
}

class ChainWalk {
  readonly #store: ReadStore;
  readonly #task: ChainTask;
  readonly #objects: readonly SegmentObject[];
  readonly #chain: Chain;
  readonly #breaches: Breach[] = [];
  readonly #gaps = new Map<string, Gap>();
  readonly #unknown: ChainReport["unknown"][number][] = [];
  readonly #abandoned: { key: string; reason: string }[] = [];
  readonly #unsealed: ChainReport["unsealed"][number][] = [];
  readonly #documents = new Set<string>();
  readonly #known = new Set<string>();
  #proven: Proven;
  #since: string | null = null;
  #records = 0;
  broken = false;

  constructor(store: ReadStore, task: ChainTask) {
    this.#store = store;
    this.#task = task;
    this.#objects = segmentObjects(task.keys);
    this.#chain = new Chain(task.ledger, task.scope, task.from ?? undefined);
    this.#proven = { scope: task.scope, gen: null, seq: null };
  }

  async sealed(): Promise<void> {
    const stands = [...this.#task.stands];
    for (const [i, row] of this.#task.rows.entries()) {
      this.#known.add(row.key);
      const read = await this.#read(row.key, row);
      if (read === null) return;
      for (let stand = stands[0]; stand !== undefined && stand.upTo <= i + 1; stand = stands[0]) {
        stands.shift();
        this.#checkFull(stand);
      }
    }
  }

  // Until a window reaches a full segment, what the seals say of one before it is taken over.
  #checkFull({ seal, full }: Stand): void {
    const found = this.#chain.full;
    if ((found === null && this.#task.from !== null) || jsonEqual(found, full)) return;
    this.#breaches.push({
      rule: "L6",
      object: seal,
      line: null,
      expected: `${this.#task.scope}: full ${show(found)}`,
      found: show(full),
    });
  }

  /** Objects after the last sealed line: valid ones are unsealed, others break the chain. */
  async tail(): Promise<void> {
    for (let next = await this.#next(); next !== null; next = await this.#next()) {
      const { key } = next;
      this.#known.add(key);
      const read = await this.#read(key, null);
      if (read === null) return;
      this.#unsealed.push({ key, trigger: read.opened?.trigger ?? "act", time: read.time });
    }
    this.#strays();
  }

  #next(): Promise<SegmentObject | null> {
    return nextObject(this.#store, this.#chain, this.#objects);
  }

  #strays(): void {
    const { from } = this.#task;
    for (const { key, gen, firstSeq } of this.#objects) {
      const before = from !== null && (gen < from.gen || (gen === from.gen && firstSeq <= from.seq));
      if (before || this.#known.has(key)) continue;
      const found = "an object that no seal lists, that continues nothing and that was not abandoned";
      this.#breaches.push({ rule: "K4", object: key, line: null, expected: "a segment of its chain", found });
    }
  }

  async #read(key: string, row: SealedRow | null): Promise<SegmentRead | null> {
    const parsed = parseObjectKey(key);
    try {
      if (parsed?.class !== "segment") throw new TypeError(`${key} is no segment key`);
      const bytes = await this.#store.get(key);
      require(bytes !== null, "L5", "the segment that a seal lists", () => "no such object");
      if (parsed.gen > this.#chain.head.gen) await this.#checkLeft(key, parsed.gen);
      const read = this.#chain.read(parsed.gen, parsed.firstSeq, gunzipMember(bytes));
      if (row !== null) checkRow(row, read, sha256Hex(bytes));
      this.#note(key, read);
      return read;
    } catch (error) {
      this.#breaches.push(breachOf(error, key));
      this.broken = true;
      return null;
    }
  }

  async #checkLeft(key: string, gen: number): Promise<void> {
    const { left, reason } = await leftBehind(this.#store, this.#chain, this.#objects, key, gen);
    for (const { key: name } of left) {
      this.#known.add(name);
      this.#abandoned.push({ key: name, reason });
    }
  }

  #note(key: string, read: SegmentRead): void {
    this.#records += read.records;
    this.#since ??= read.time;
    if (read.proven && this.#proven.seq === null)
      this.#proven = { scope: this.#task.scope, gen: read.gen, seq: read.first };
    for (const { what, seq } of read.unknown) this.#unknown.push({ what, object: key, line: seq - read.first + 1 });
    for (const [kind, digest] of Object.entries(read.opened?.documents ?? {}))
      if (digest !== null) this.#documents.add(`${kind}/${digest}`);
    for (const { units } of read.coverage) {
      for (const { unit, problem } of units) {
        if (problem === null) continue;
        const name = `${unit} ${problem.code}`;
        const before = this.#gaps.get(name);
        this.#gaps.set(name, {
          scope: this.#task.scope,
          unit,
          code: problem.code,
          segments: (before?.segments ?? 0) + 1,
        });
      }
    }
  }

  report(): ChainReport {
    return {
      scope: this.#task.scope,
      breaches: this.#breaches,
      gaps: [...this.#gaps.values()],
      unknown: this.#unknown,
      proven: this.#task.scope === ACTS_SCOPE ? { ...this.#proven, gen: null, seq: null } : this.#proven,
      abandoned: this.#abandoned,
      unsealed: this.#unsealed,
      documents: [...this.#documents],
      since: this.#since,
      objects: this.#known.size,
      records: this.#records,
    };
  }
}

// Only the outcomes that the format names are compared.
const named = (counts: Counts | null): Counts | null =>
  counts === null
    ? null
    : {
        pass: counts.pass,
        fail: counts.fail,
        indeterminate: counts.indeterminate,
        "not-applicable": counts["not-applicable"],
      };

function checkRow(row: SealedRow, read: SegmentRead, object: string): void {
  if (row.sealed !== null && read.opened !== null) {
    const { trigger, slot } = read.opened;
    require(jsonEqual({ trigger, slot }, row.sealed), "L9", () => show(row.sealed), () => show({ trigger, slot }));
  }
  const { first, last, before, after, content, run, time, root, counts } = read;
  const found = { after, before, content, counts: named(counts), first, last, object, root, run, time };
  const expected = {
    after: row.after,
    before: row.before,
    content: row.content,
    counts: named(row.counts),
    first: row.first,
    last: row.last,
    object: row.object,
    root: row.root,
    run: row.run,
    time: row.time,
  };
  for (const member of Object.keys(found) as (keyof typeof found)[]) {
    require(jsonEqual(found[member], expected[member]), "L5", () => `${member} ${show(expected[member])}`, () =>
      show(found[member]));
  }
}
