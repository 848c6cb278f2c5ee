// One scope's chain as a writer would build it: lines, heads, objects, and the restart after abandoned ones.
import { canonicalLine, type Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isDigest, sha256Hex, ZERO_DIGEST } from "../../../evidence-schema/bytes/digest.ts";
import { ACTS_SCOPE, segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { type JsonObject, OUTCOMES, type Position } from "../../../evidence-schema/record/record.ts";
import { Fold, type Written } from "./fold.ts";
import { judgeOf } from "./documents.ts";
import { gzip } from "./gzip.ts";
import type { DocumentPlan, Draft, Restatements, SegmentPlan } from "./plan.ts";
import { BY } from "./statements.ts";

/** The documents in force, and their digests by kind. */
export type Documents = { readonly plans: DocumentPlan; readonly digests: JsonObject };

export type ForgedSegment = {
  readonly name: string;
  readonly scope: string;
  readonly gen: number;
  readonly object: Buffer;
  /** Its row in a seal's `segments`. */
  readonly row: JsonObject;
  /** What its run-opened says, null for acts. */
  readonly trigger: string | null;
  /** Position of its first line where it is a full one. */
  readonly full: Position | null;
};

export class Chain {
  readonly #ledger: string;
  readonly #fold = new Fold();
  readonly #written: { plan: SegmentPlan; documents: Documents }[] = [];
  #gen = 0;
  #seq = -1;
  #head = ZERO_DIGEST;
  /** The chain with the abandoned segments on it. */
  #aside: Chain | null = null;
  #abandoned: { readonly key: string; readonly object: string }[] = [];

  constructor(ledger: string) {
    this.#ledger = ledger;
  }

  /** Writes the next segment under the documents in force. */
  append(plan: SegmentPlan, documents: Documents): ForgedSegment {
    if (plan.abandoned === true) {
      this.#aside ??= this.#copy();
      const segment = this.#aside.append({ ...plan, abandoned: false }, documents);
      this.#abandoned.push({ key: segment.row["key"] as string, object: sha256Hex(segment.object) });
      return segment;
    }
    const restarts: JsonObject = plan.gen > this.#gen ? { restarts: this.#restart(plan.gen) } : {};
    this.#written.push({ plan, documents });
    const opening = { documents: documents.digests, by: BY };
    const records = plan.records.map((draft) => withOpening(draft, opening, restarts));
    return this.#write({ ...plan, records }, documents);
  }

  #copy(): Chain {
    const copy = new Chain(this.#ledger);
    for (const { plan, documents } of this.#written) copy.append(plan, documents);
    return copy;
  }

  #restart(gen: number): JsonObject {
    const abandoned = this.#abandoned.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const restarts = {
      gen: this.#gen,
      seq: this.#seq,
      head: this.#head,
      abandoned,
      reason: "unreadable tail",
      principal: "role/operator",
    };
    [this.#gen, this.#seq, this.#head, this.#abandoned, this.#aside] = [gen, -1, ZERO_DIGEST, [], null];
    return restarts;
  }

  #write(plan: SegmentPlan, { plans }: Documents): ForgedSegment {
    const { scope, gen, run, time } = plan;
    const [first, before] = [this.#seq + 1, this.#head];
    const written = this.#fold.fill(plan.records, { gen, seq: first, time }, judgeOf(plans, scope));
    const lines = written.map((each, at) => this.#line(plan, each, at));
    const content = (plan.content ?? keep)(Buffer.concat(lines));
    const object = (plan.object ?? keep)(gzip(content));
    const key = segmentKey(scope, gen, first);
    const row = {
      key: plan.key?.(key) ?? key,
      content: sha256Hex(content),
      object: sha256Hex(object),
      first,
      last: this.#seq,
      before,
      after: this.#head,
      ...this.#closing(scope, written),
      run,
      time,
    };
    const full = opensWith(written, "extent") === "full" ? { gen, seq: first } : null;
    return { name: plan.name, scope, gen, object, row, trigger: opensWith(written, "trigger"), full };
  }

  #line(plan: SegmentPlan, { type, body }: Written, at: number): Buffer {
    const { scope, gen, run, time } = plan;
    const truth = {
      v: 1,
      ledger: this.#ledger,
      scope,
      gen,
      seq: this.#seq + 1,
      prev: this.#head,
      run,
      time,
      type,
      body: body as Json,
    };
    const record = plan.record?.(truth, at) ?? truth;
    const line = plan.line?.(canonicalLine(record), at) ?? canonicalLine(record);
    const seq = (record as JsonObject)["seq"];
    this.#seq = typeof seq === "number" && seq >= 0 ? seq : truth.seq;
    this.#head = sha256Hex(line);
    return line;
  }

  #closing(scope: string, written: readonly Written[]): { root: Json; counts: Json } {
    if (scope === ACTS_SCOPE) return { root: null, counts: null };
    const closed = written.findLast(({ type }) => type === "run-closed")?.body as JsonObject | undefined;
    // What is not of its type would break the seal's shape, and not the record's alone.
    const root = closed?.["root"];
    const said = (closed?.["counts"] ?? {}) as JsonObject;
    return {
      root: typeof root === "string" && isDigest(root) ? root : this.#fold.root(),
      counts: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, said[outcome] ?? 0])),
    };
  }
}

const keep = (bytes: Buffer): Buffer => bytes;

function withOpening(draft: Draft | Restatements, opening: JsonObject, restarts: JsonObject): Draft | Restatements {
  if ("restate" in draft) return draft;
  if (draft.type === "run-opened") return { ...draft, body: { ...opening, ...restarts, ...draft.body } };
  return draft.type === "restart" ? { ...draft, body: { ...restarts, ...draft.body } } : draft;
}

const opensWith = (written: readonly Written[], member: string): string | null =>
  ((written.find(({ type }) => type === "run-opened")?.body as JsonObject | undefined)?.[member] ?? null) as
    string | null;
