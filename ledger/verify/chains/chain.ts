// Verifies one scope's chain: every segment the seals list, what was left behind, and what no seal lists yet.
import { Chain, type SegmentRead } from "../../../evidence-schema/chain/chain.ts";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { jsonEqual } from "../../../evidence-schema/bytes/equal.ts";
import { ACTS_SCOPE, parseObjectKey } from "../../../evidence-schema/keys/object-key.ts";
import type { ChainRecord, RunOpened } from "../../../evidence-schema/record/record.ts";
import { require, show, Violation } from "../../../evidence-schema/violation.ts";
import { ChainObjects } from "../../read/chain-objects.ts";
import { Disowned } from "../../read/disowned.ts";
import { ReadDocuments } from "../../read/read-documents.ts";
import type { SegmentObject } from "../../read/segment-objects.ts";
import { compareRow } from "../../read/segment-row.ts";
import type { ReadStore } from "../../store.ts";
import type {
  ChainReport,
  ChainTask,
  DisownedHere,
  NamedAttachment,
  SealedRow,
  SealOfRun,
  Stand,
} from "./chain-task.ts";
import { Readings } from "./readings.ts";
import { violationOf, reportViolation, strayViolationOf, type ReportedViolation, type Proven } from "../report.ts";

export async function verifyChain(store: ReadStore, task: ChainTask): Promise<ChainReport> {
  const walk = new ChainWalk(store, task);
  await walk.sealed();
  if (task.toEnd && !walk.broken) await walk.tail();
  return walk.report();
}

type Acts = { readonly disowned: DisownedHere[]; readonly attachments: NamedAttachment[] };

class ChainWalk {
  readonly #task: ChainTask;
  readonly #objects: ChainObjects;
  readonly #disowned: Disowned;
  readonly #chain: Chain;
  readonly #readings: Readings;
  // From here to #records: collected by sealed() and tail(), segment by segment; report() reads them at the end.
  readonly #breaches: ReportedViolation[] = [];
  readonly #unknown: ChainReport["unknown"][number][] = [];
  readonly #abandoned: { key: string; reason: string }[] = [];
  readonly #unsealed: ChainReport["unsealed"][number][] = [];
  readonly #documents = new Map<string, number>();
  readonly #known = new Set<string>();
  /** Segments by the kind of document of which they name another than the seal of their run. */
  readonly #differs = new Map<string, string[]>();
  readonly #acts: Acts = { disowned: [], attachments: [] };
  #proven: Proven;
  #records = 0;
  /** Set by #readSealed(): nothing is read after a sealed segment that breaks a rule. */
  broken = false;

  constructor(store: ReadStore, task: ChainTask) {
    this.#task = task;
    const documents = new ReadDocuments(store);
    this.#disowned = new Disowned(task.disowned);
    this.#objects = new ChainObjects(store, task.keys, {
      documents,
      disowned: () => Promise.resolve(this.#disowned),
      keepsText: true,
    });
    this.#chain = new Chain(task.ledger, task.scope, task.from ?? undefined);
    this.#readings = new Readings(task.scope, documents);
    this.#proven = { scope: task.scope, gen: null, seq: null };
  }

  async sealed(): Promise<void> {
    const { rows, stands } = this.#task;
    const waiting = [...stands];
    await this.#checkDisowned(0);
    for (const [i, row] of rows.entries()) {
      this.#known.add(row.key);
      if (!(await this.#readSealed(row))) return;
      for (let stand = waiting[0]; stand !== undefined && stand.upTo <= i + 1; stand = waiting[0]) {
        waiting.shift();
        this.#checkFull(stand);
      }
      await this.#checkDisowned(i + 1);
    }
  }

  // Until a window reaches a full segment, the seal before the window names it. Without that seal nothing is compared.
  #checkFull({ seal, full }: Stand): void {
    const { from, fullBefore } = this.#task;
    const found = this.#chain.full ?? (from === null ? null : position(fullBefore));
    if (found === undefined || jsonEqual(found, position(full) ?? null)) return;
    this.#breaches.push(violationOf("L6", seal, `${this.#task.scope}: full ${show(found)}`, show(full)));
  }

  /** A2: what acts disown which the seal that lists them did not have, once the chain stands where that seal says. */
  async #checkDisowned(upTo: number): Promise<void> {
    for (const { key, seal, act, object } of this.#task.disowned) {
      // A restart in the same seal must not hide what would have continued the chain before it.
      if (seal === null || upTo < this.#listedBefore(seal) || upTo > this.#listedBefore(seal + 1)) continue;
      const refuse = (found: string): void =>
        void this.#breaches.push({
          ...violationOf("A2", act.object, `${key} to belong nowhere`, found),
          line: act.line,
        });
      // A key that was listed by then is not free; later one may hold another object than the disowned one.
      if (this.#task.rows.some((row) => row.key === key && (row.seal <= seal || row.object === object)))
        refuse("a segment that a seal lists");
      else if (this.#abandoned.some((each) => each.key === key)) refuse("an object that a restart names");
      else if (this.#chain.proven && (await this.#continues(key, object))) refuse("a valid continuation of its chain");
    }
  }

  /** How many segments the seals before `seal` list. */
  #listedBefore(seal: number): number {
    return this.#task.rows.filter((row) => row.seal < seal).length;
  }

  // As of the seal that lists the act nothing was disowned yet.
  async #continues(key: string, digest: string): Promise<boolean> {
    const object = this.#objects.all.find((each) => each.key === key);
    if (object === undefined || (await this.#objects.digestOf(key)) !== digest) return false;
    return this.#objects.wouldContinue(this.#chain, object);
  }

  /** Objects after the last sealed line: valid ones are unsealed, others are beside the chain. */
  async tail(): Promise<void> {
    let failure: { readonly key: string; readonly violation: Violation } | null = null;
    for (
      let next = await this.#objects.next(this.#chain);
      next !== null;
      next = await this.#objects.next(this.#chain)
    ) {
      const { key } = next;
      try {
        const read = await this.#read(next, null);
        this.#known.add(key);
        this.#unsealed.push({ key, trigger: read.opened?.trigger ?? "act", time: read.time });
      } catch (error) {
        if (!(error instanceof Violation)) throw error;
        failure = { key, violation: error };
        break;
      }
    }
    await this.#strays(failure);
  }

  async #strays(failure: { readonly key: string; readonly violation: Violation } | null): Promise<void> {
    const { from } = this.#task;
    for (const { key, gen, firstSeq } of this.#objects.all) {
      const before = from !== null && (gen < from.gen || (gen === from.gen && firstSeq <= from.seq));
      if (before || this.#known.has(key) || (await this.#objects.isDisowned(key))) continue;
      const why = failure?.key === key ? failure.violation : null;
      const found = "an object that no seal lists, that continues nothing and that was not abandoned";
      const stray = strayViolationOf(
        "K4",
        key,
        "a segment of its chain",
        why === null ? found : `${found}: ${why.message}`,
      );
      this.#breaches.push({ ...stray, line: why?.line ?? null });
    }
  }

  async #readSealed(row: SealedRow): Promise<boolean> {
    const parsed = parseObjectKey(row.key);
    try {
      if (parsed?.class !== "segment") throw new TypeError(`${row.key} is no segment key`);
      await this.#read({ key: row.key, gen: parsed.gen, firstSeq: parsed.firstSeq }, row);
      return true;
    } catch (error) {
      this.#breaches.push(reportViolation(error, row.key));
      this.broken = true;
      return false;
    }
  }

  async #read(object: SegmentObject, row: SealedRow | null): Promise<SegmentRead> {
    const isAsked = object.gen > this.#chain.head.gen && this.#task.isFirstLook !== true;
    const left = isAsked ? await this.#objects.leftBehind(this.#chain, object) : null;
    const acts: Acts = { disowned: [], attachments: [] };
    const listener = this.#listener(object.key, row, acts);
    const { read, bytes } =
      row === null
        ? await this.#objects.readUnsealed(this.#chain, object, listener)
        : await this.#objects.read(this.#chain, object, listener);
    if (row !== null) checkRow(row, read, sha256Hex(bytes));
    for (const { key } of left?.left ?? []) {
      this.#known.add(key);
      this.#abandoned.push({ key, reason: left?.reason ?? "" });
    }
    // The acts of a segment that breaks a rule count for nothing.
    this.#acts.disowned.push(...acts.disowned);
    this.#acts.attachments.push(...acts.attachments);
    this.#note(object.key, read, row);
    return read;
  }

  // A reader has to know what acts say: what is disowned, and what is attached.
  #listener(key: string, row: SealedRow | null, acts: Acts): ((record: ChainRecord, line: number) => void) | undefined {
    if (this.#task.scope !== ACTS_SCOPE) return undefined;
    return ({ type, body }, line) => {
      const act = { object: key, line };
      if (type === "disowned" && row !== null) {
        const { objects, reason } = body as unknown as { objects: { key: string; object: string }[]; reason: string };
        for (const each of objects)
          acts.disowned.push({ key: each.key, object: each.object, reason, seal: row.seal, act });
      }
      if (type === "attachment" || type === "population") {
        const { digest, place } = body as unknown as { readonly digest: string; readonly place: string };
        acts.attachments.push({ digest, place, act, seal: row?.seal ?? null });
      }
    };
  }

  #note(key: string, read: SegmentRead, row: SealedRow | null): void {
    this.#records += read.records;
    if (read.proven && this.#proven.seq === null)
      this.#proven = { scope: this.#task.scope, gen: read.gen, seq: read.first };
    for (const { what, seq } of read.unknown) this.#unknown.push({ what, object: key, line: seq - read.first + 1 });
    // Nothing signed names the documents that a segment names if no seal lists the segment.
    for (const [kind, digest] of Object.entries(row === null ? {} : (read.opened?.documents ?? {}))) {
      const name = `${kind}/${digest}`;
      if (digest !== null && !this.#documents.has(name)) this.#documents.set(name, (row as SealedRow).seal);
    }
    this.#readings.note(key, read);
    if (row === null || row.own === null || read.opened === null) return;
    for (const kind of otherDocuments(row.own, read.opened))
      this.#differs.set(kind, [...(this.#differs.get(kind) ?? []), key]);
  }

  report(): ChainReport {
    return {
      scope: this.#task.scope,
      breaches: [...this.#breaches, ...this.#readings.breaches],
      gaps: this.#readings.gaps,
      unknown: this.#unknown,
      proven: this.#task.scope === ACTS_SCOPE ? { ...this.#proven, gen: null, seq: null } : this.#proven,
      abandoned: this.#abandoned,
      unsealed: this.#unsealed,
      documents: [...this.#documents].map(([name, seal]) => ({ name, seal })),
      runs: this.#readings.runs,
      old: this.#readings.old,
      expected: this.#readings.expected,
      differs: [...this.#differs].map(([kind, keys]) => ({ kind, first: keys[0] as string, segments: keys.length })),
      ...this.#acts,
      objects: this.#known.size,
      records: this.#records,
    };
  }
}

const position = (full: Stand["full"] | undefined): Stand["full"] | undefined =>
  full == null ? full : { gen: full.gen, seq: full.seq };

function checkRow(row: SealedRow, read: SegmentRead, object: string): void {
  if (row.own !== null && read.opened !== null) {
    const [expected, found] = [ofRun(row.own), ofRun(read.opened)];
    require(jsonEqual(found, expected), "L9", () => `as the seal of this run has it: ${show(expected)}`, () =>
      show(found));
  }
  // Only where it is asked for is the content hashed again.
  compareRow(row, { ...read, content: read.content, counts: read.counts === null ? null : { ...read.counts }, object });
}

const ofRun = ({ trigger, slot }: Pick<SealOfRun, "trigger" | "slot">): Json => ({ trigger, slot });

/** Kinds of documents that decide what a run asks and how it is judged, of which its segment names others than its seal. */
function otherDocuments({ documents }: SealOfRun, opened: RunOpened): string[] {
  const kinds = opened.trigger === "event" ? [] : (["schedule", "roster", "tests"] as const);
  return kinds.filter((kind) => (documents[kind] ?? null) !== (opened.documents[kind] ?? null));
}
