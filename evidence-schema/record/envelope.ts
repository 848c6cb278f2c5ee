// Writes and reads the members around the body of a line.
// Within a segment only seq, prev and type differ from line to line.
import { canonicalize, canonicalizeMember, parseMember, type Json } from "../bytes/canonical.ts";
import type { ChainRecord, JsonObject } from "./record.ts";

type Segment = Pick<ChainRecord, "ledger" | "scope" | "gen" | "run" | "time">;

export type BodyText = { readonly type: string; readonly text: string };

/** The bytes of a line that are its body: those from `from` on, before `to`. */
export type BodyPlace = { readonly from: number; readonly to: number };

const BEFORE = '{"body":';
const BEFORE_TYPE = ',"type":"';
const AFTER_TYPE = '","v":1}\n';

/** Types that stand in a line as they are: nothing in them could be escaped, end the string, or be beyond its bound. */
const PLAIN_TYPE = /^[a-z-]{1,100}$/;

// oxlint-disable-next-line no-control-regex -- ASCII begins with them
const ASCII = /^[\0-\x7f]*$/;

/** Members in canonical order are body, gen, ledger, prev, run, scope, seq, time, type, v: all but the first follow it. */
export class Envelope {
  readonly segment: Segment;
  readonly #untilPrev: string;
  readonly #untilSeq: string;
  readonly #untilType: string;
  readonly #isAscii: boolean;

  constructor(segment: Segment) {
    const { ledger, scope, gen, run, time } = segment;
    this.segment = segment;
    this.#untilPrev = `,"gen":${gen},"ledger":${canonicalize(ledger)},"prev":"`;
    this.#untilSeq = `","run":${canonicalize(run)},"scope":${canonicalize(scope)},"seq":`;
    this.#untilType = `,"time":${canonicalize(time)}`;
    this.#isAscii = ASCII.test(this.#untilPrev + this.#untilSeq + this.#untilType);
  }

  /** The line of a record. Throws CanonicalError as `canonicalize`. */
  line(type: string, body: Json, seq: number, prev: string): string {
    if (!PLAIN_TYPE.test(type))
      throw new TypeError(`found record type ${JSON.stringify(type)}, expected letters and dashes`);
    return BEFORE + canonicalizeMember("body", body) + this.#after(seq, prev, type);
  }

  /** Type and text of the body of a line of this segment; null where the line must be looked at as a whole. */
  bodyOf(line: string, seq: number, prev: string): BodyText | null {
    const type = line.slice(line.lastIndexOf(BEFORE_TYPE) + BEFORE_TYPE.length, -AFTER_TYPE.length);
    if (!PLAIN_TYPE.test(type)) return null;
    const after = this.#after(seq, prev, type);
    const end = line.length - after.length;
    // slice and === compare memory, which startsWith and endsWith do not.
    const same = end > BEFORE.length && line.slice(end) === after && line.slice(0, BEFORE.length) === BEFORE;
    return same ? { type, text: line.slice(BEFORE.length, end) } : null;
  }

  /** The place of the body in a line of this segment and type; null where the line must be looked at as a whole. */
  placeOfBody(line: Buffer, type: string, seq: number, prev: string): BodyPlace | null {
    const after = this.#after(seq, prev, type);
    const [from, to] = [BEFORE.length, line.length - after.length];
    const same =
      this.#isAscii &&
      to > from &&
      line.toString("latin1", to) === after &&
      line.toString("latin1", 0, from) === BEFORE;
    return same ? { from, to } : null;
  }

  /** The record with this body, or null where its line must be looked at as a whole. */
  record({ type, text }: BodyText, seq: number, prev: string): ChainRecord | null {
    const body = parseMember(text);
    if (typeof body !== "object" || body === null || Array.isArray(body)) return null;
    return { v: 1, ...this.segment, seq, prev, type, body: body as JsonObject };
  }

  #after(seq: number, prev: string, type: string): string {
    return `${this.#untilPrev}${prev}${this.#untilSeq}${seq}${this.#untilType}${BEFORE_TYPE}${type}${AFTER_TYPE}`;
  }
}
