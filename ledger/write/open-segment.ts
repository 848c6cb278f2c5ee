// Writes a segment: each statement becomes a line, passes the fold that verifiers use, and is compressed at once.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { checkAct } from "../../evidence-schema/record/check-act.ts";
import type { Chain } from "../../evidence-schema/chain/chain.ts";
import { sha256Hex, ZERO_DIGEST } from "../../evidence-schema/bytes/digest.ts";
import { Envelope } from "../../evidence-schema/record/envelope.ts";
import type { SegmentRow } from "../../evidence-schema/log/log-schema.ts";
import { ACTS_SCOPE, segmentKey } from "../../evidence-schema/keys/object-key.ts";
import type { Position, RunClosed, Statement } from "../../evidence-schema/record/record.ts";
import { MAX_LINE } from "../../evidence-schema/bytes/bounds.ts";
import { require } from "../../evidence-schema/violation.ts";
import { SegmentFold } from "../../evidence-schema/state/segment-fold.ts";
import type { Documents } from "../../evidence-schema/chain/segment-place.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { GzipWriter } from "../read/gzip-member.ts";

/** A segment as its writer knows it: its row in a seal, its gen, and whether it is full. */
export type Written = SegmentRow & { readonly gen: number; readonly full: boolean };

export class OpenSegment {
  readonly #chain: Chain;
  readonly #fold: SegmentFold | null;
  readonly #gzip = new GzipWriter();
  readonly #before: string;
  readonly #envelope: Envelope;
  readonly #restarting: boolean;
  readonly first: number;
  // The last record's seq, and its line's digest: changed by emit() alone, once the fold has taken the statement.
  #seq: number;
  #prev: string;

  /**
   * Continues `chain` in `gen` (its own, or a higher one where it restarts). The chain's state is changed as statements
   * come. `documents`: those that the run names, read already.
   */
  constructor(chain: Chain, ledger: string, gen: number, run: string, time: string, documents: Documents) {
    const { head } = chain;
    const restarting = gen > head.gen;
    this.#chain = chain;
    this.#seq = restarting ? -1 : head.seq;
    this.#prev = restarting ? ZERO_DIGEST : head.head;
    this.first = this.#seq + 1;
    this.#before = this.#prev;
    this.#envelope = new Envelope({ ledger, scope: chain.scope, gen, run, time });
    const place = {
      gen,
      first: chain.isFirst(gen),
      testsBefore: chain.tests,
      scope: chain.scope,
      run,
      time,
      proven: chain.proven,
      documents,
    };
    this.#restarting = restarting;
    this.#fold = chain.scope === ACTS_SCOPE ? null : new SegmentFold(chain.state, place);
  }

  get state(): State {
    return this.#chain.state;
  }

  /** Position of the record that is emitted next. */
  get next(): Position {
    return { gen: this.#envelope.segment.gen, seq: this.#seq + 1 };
  }

  emit = (statement: Statement | { readonly type: string; readonly body: Json }): void => {
    const seq = this.#seq + 1;
    const line = Buffer.from(this.#envelope.line(statement.type, statement.body as Json, seq, this.#prev), "utf8");
    require(line.length <= MAX_LINE, "B5", () => `a line of at most ${MAX_LINE} bytes`, () => `${line.length}`);
    if (this.#fold === null) checkAct(statement, { restarting: this.#restarting, first: seq === this.first });
    else this.#fold.accept(statement.type, statement.body, seq);
    this.#gzip.add(line);
    this.#prev = sha256Hex(line);
    this.#seq = seq;
  };

  outcome(): Pick<RunClosed, "counts" | "population" | "root"> {
    if (this.#fold === null) throw new TypeError("acts have no outcome");
    return this.#fold.outcome();
  }

  /** The object's bytes, and what a seal says of them. Throws Violation if the segment is not whole. */
  end(): { readonly bytes: Buffer; readonly written: Written } {
    const summary = this.#fold?.summary() ?? null;
    const bytes = this.#gzip.end();
    const { gen, run, time, scope } = this.#envelope.segment;
    const written: Written = {
      key: segmentKey(scope, gen, this.first),
      content: this.#gzip.content,
      object: sha256Hex(bytes),
      first: this.first,
      last: this.#seq,
      before: this.#before,
      after: this.#prev,
      root: summary?.closed.root ?? null,
      counts: summary === null ? null : { ...summary.closed.counts },
      run,
      time,
      gen,
      full: summary?.extent === "full",
    };
    return { bytes, written };
  }
}
