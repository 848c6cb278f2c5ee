// Follows each chain from seal to seal (FORMAT.md L5, L6, C3 to C8): every listed segment is there, is as listed, and continues the one before.
import { ZEROS } from "../evidence/bytes.ts";
import { ACTS, byPlace, readKey } from "../evidence/keys.ts";
import { brief, isCount, isMembers, type Segment } from "../evidence/segment.ts";
import type { Row, SegmentRow } from "../log/leaf.ts";
import type { Bundle } from "../reading/bundle.ts";
import type { Check } from "./check.ts";
import type { Objects } from "./objects.ts";

/** Where a chain stands. `time` and `full` are null where they are not known. */
type Stand = {
  readonly gen: number;
  readonly seq: number;
  readonly head: string;
  readonly root: unknown;
  readonly full: unknown;
  readonly time: string | null;
};

const NOTHING: Stand = { gen: 0, seq: -1, head: ZEROS, root: null, full: null, time: null };

/** The chains of a bundle, taken over from the seal before its first one. */
export class Chains {
  readonly #bundle: Bundle;
  readonly #objects: Objects;
  readonly #ledger: string;
  readonly #check: Check;
  readonly #stands = new Map<string, Stand>();
  readonly #runs = new Map<string, Set<string>>();
  /** The seal before is there, or the first seal is the ledger's first. */
  readonly #isKnown: boolean;
  readonly #actsBefore: Stand;
  segments = 0;
  lines = 0;
  /** Digests of documents that runs name, by kind and digest. */
  readonly documents = new Set<string>();

  constructor(
    bundle: Bundle,
    objects: Objects,
    ledger: string,
    before: readonly Row[] | null,
    isKnown: boolean,
    check: Check,
  ) {
    [this.#bundle, this.#objects, this.#ledger, this.#check, this.#isKnown] = [bundle, objects, ledger, check, isKnown];
    for (const { scope, gen, seq, head, root, full } of before ?? [])
      this.#stands.set(scope, seq === -1 ? NOTHING : { gen, seq, head, root, full, time: null });
    this.#actsBefore = this.#stands.get(ACTS) ?? NOTHING;
    this.#readActsBefore();
  }

  /** Acts that earlier seals list: they count where they lead to what the first seal goes on with. */
  #readActsBefore(): void {
    const { gen, seq, head } = this.#actsBefore;
    let at: Stand = NOTHING;
    const acts: Segment[] = [];
    const keys: string[] = [];
    for (const { key, ...place } of (this.#objects.chains.get(ACTS) ?? []).toSorted(byPlace)) {
      const segment = this.#bundle.segment(key);
      if (byPlace(place, { scope: ACTS, gen, seq }) > 0) break;
      if (segment === null || "rule" in segment || !continues(at, place.gen, segment.first, segment.prev)) continue;
      at = { ...NOTHING, gen: segment.gen, seq: segment.first + segment.lines - 1, head: segment.head };
      acts.push(segment);
      keys.push(key);
      if (segment.restarts !== null) this.#objects.abandon(place, segment.restarts, key, this.#check);
    }
    if (at.gen !== gen || at.seq !== seq || at.head !== head) {
      if (seq >= 0)
        this.#check.add(
          "told",
          "evidence/records",
          "the acts before the first seal are not all there, and count for nothing",
        );
      return;
    }
    for (const key of keys) this.#objects.named.add(key);
    for (const { acts: said } of acts) this.#objects.learn(said, false, this.#check);
  }

  /** The rows of the next seal. `path`, `time`: of the seal. */
  seal(rows: readonly Row[], path: string, time: string): void {
    const scopes = new Set(rows.map(({ scope }) => scope));
    for (const scope of this.#stands.keys())
      if (!scopes.has(scope))
        this.#check.add("differs", path, `the seal leaves out the scope ${scope}, which the seal before lists`);
    if (scopes.size !== rows.length) this.#check.add("differs", path, "the seal lists a scope twice");
    for (const row of rows) this.#row(row, path, time);
  }

  #row(row: Row, path: string, time: string): void {
    const { scope, segments } = row;
    const [first] = segments;
    let at = this.#stands.get(scope) ?? (this.#isKnown ? NOTHING : taken(row, first));
    for (const segment of segments) at = this.#segment(at, segment, scope, path, time);
    for (const member of ["gen", "seq", "head"] as const)
      this.#check.same(path, `${member} of ${scope}`, at[member], row[member]);
    if (at.root !== undefined) this.#check.same(path, `root of ${scope}`, at.root, row.root);
    if (at.full !== undefined) this.#check.same(path, `full of ${scope}`, placed(at.full), placed(row.full));
    this.#stands.set(scope, at);
  }

  #segment(at: Stand, row: SegmentRow, scope: string, path: string, sealed: string): Stand {
    const [check, key] = [this.#check, String(row["key"])];
    const object = `evidence/${key}`;
    const place = readKey(key);
    this.segments += 1;
    if (place?.is !== "segment" || place.scope !== scope) {
      check.add("differs", path, `a row of ${scope} lists ${brief(key)}, which is no segment of it`);
      return at;
    }
    if (this.#objects.named.has(key)) check.add("differs", path, `the seal lists ${key} a second time`);
    this.#objects.named.add(key);
    if (!continues(at, place.gen, row["first"], row["before"]))
      check.add(
        "differs",
        path,
        `${key} does not continue the chain: found first ${brief(row["first"])} and before ${brief(row["before"])} after seq ${at.seq} of gen ${at.gen}`,
      );
    const next: Stand = {
      gen: place.gen,
      seq: isCount(row["last"]) ? row["last"] : at.seq,
      head: String(row["after"]),
      root: row["root"] ?? null,
      full: at.full,
      time: typeof row["time"] === "string" ? row["time"] : at.time,
    };
    const stored = this.#objects.all.get(key);
    const segment = this.#bundle.segment(key);
    if (stored === undefined || segment === null) {
      check.add("differs", object, `the segment is missing: ${path} lists it`);
      return next;
    }
    check.same(object, "digest of the object", row["object"], stored.digest);
    if ("rule" in segment) {
      check.add("differs", object, `${segment.what} (rule ${segment.rule})`, segment.line);
      return next;
    }
    this.#compare(segment, row, place, object);
    this.#follows(at, segment, object, sealed);
    if (segment.opened?.["extent"] === "full") return { ...next, full: { gen: place.gen, seq: place.seq } };
    return next;
  }

  #compare(
    segment: Segment,
    row: SegmentRow,
    place: { readonly scope: string; readonly gen: number; readonly seq: number },
    object: string,
  ): void {
    const check = this.#check;
    this.lines += segment.lines;
    check.same(object, "digest of the content", row["content"], segment.content);
    check.same(object, "ledger", this.#ledger, segment.ledger);
    check.same(
      object,
      "scope, gen and first seq",
      [place.scope, place.gen, place.seq],
      [segment.scope, segment.gen, segment.first],
    );
    check.same(
      object,
      "first and last seq",
      [row["first"], row["last"]],
      [segment.first, segment.first + segment.lines - 1],
    );
    check.same(object, "prev of the first line", row["before"], segment.prev);
    check.same(object, "digest of the last line", row["after"], segment.head);
    check.same(object, "run and time", [row["run"], row["time"]], [segment.run, segment.time]);
    check.same(object, "root", row["root"] ?? null, segment.root);
    check.same(
      object,
      "counts",
      counted(row["counts"]),
      counted(segment.counts === null ? null : JSON.parse(segment.counts)),
    );
  }

  /** Compares what a segment says with the one before it in its chain. */
  #follows(at: Stand, segment: Segment, object: string, sealed: string): void {
    const { scope, gen, first, time, run, restarts } = segment;
    const check = this.#check;
    if (at.time !== null && time < at.time)
      check.add("differs", object, `time ${time} is earlier than that of the segment before, ${at.time}`);
    if (time > sealed) check.add("differs", object, `time ${time} is later than that of its seal, ${sealed}`);
    const runs = this.#runs.get(scope) ?? new Set();
    this.#runs.set(scope, runs);
    if (runs.has(run)) check.add("differs", object, `the run ${run} appended to this scope before`);
    runs.add(run);
    for (const [kind, digest] of Object.entries(
      isMembers(segment.opened?.["documents"]) ? segment.opened["documents"] : {},
    ))
      if (typeof digest === "string") this.documents.add(`${kind}/${digest}`);
    this.#objects.learn(segment.acts, true, check);
    const isRestart = gen > 0 && first === 0;
    if (isRestart !== (restarts !== null))
      check.add(
        "differs",
        object,
        isRestart ? "a higher gen begins without a restart" : "a restart stands where no gen begins",
        1,
      );
    if (!isRestart || restarts === null) return;
    check.same(
      object,
      "gen, seq and head that the restart leaves",
      [at.gen, at.seq, at.head],
      [restarts["gen"], restarts["seq"], restarts["head"]],
    );
    this.#objects.abandon({ scope, gen, seq: first }, restarts, object, check);
  }
}

/** Whether a segment goes on where the chain stands, or begins a higher gen. */
const continues = (at: Stand, gen: number, first: unknown, before: unknown): boolean =>
  gen === at.gen ? first === at.seq + 1 && before === at.head : gen > at.gen && first === 0 && before === ZEROS;

/** Without the seal before, a chain is taken over as its first row says. */
function taken(row: Row, first: SegmentRow | undefined): Stand {
  const unknown = { root: undefined, full: undefined, time: null };
  if (first === undefined) return { ...unknown, gen: row.gen, seq: row.seq, head: row.head };
  const place = readKey(String(first["key"]));
  return {
    ...unknown,
    gen: place?.is === "segment" ? place.gen : row.gen,
    seq: (first["first"] as number) - 1,
    head: String(first["before"]),
  };
}

/** Members that nobody knows enter no comparison (FORMAT.md section 1). */
const only = (value: unknown, members: readonly string[]): unknown =>
  isMembers(value) ? members.map((member) => value[member] ?? null) : null;
const placed = (full: unknown): unknown => only(full, ["gen", "seq"]);
const counted = (counts: unknown): unknown => only(counts, ["pass", "fail", "indeterminate", "not-applicable"]);
