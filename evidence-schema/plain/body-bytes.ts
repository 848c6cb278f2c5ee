// Keeps the bytes of an observation's body, and says which of them depend on when it was written: its leaf (FORMAT.md S1)
// is the body without these, and a restatement (S3) has other text there. All other bytes are the same in all three.
import { LF } from "../bytes/canonical.ts";
import { sha256Binary } from "../bytes/digest.ts";
import type { Observation } from "../record/record.ts";

/** Places in a line: from the first on, before the second. */
export type Span = { readonly from: number; readonly to: number };

/** The prefix of a leaf (RFC 6962), the leaf, its LF. Each leafHash() fills it anew; it grows with the longest line. */
let leaf = Buffer.alloc(2 ** 16);

/** The body that was parsed last: its members are asked for one after the other. Set by parsed() alone. */
let latest: { readonly of: BodyBytes; readonly body: Observation } | null = null;

export type BodyPlaces = {
  readonly body: Span;
  readonly projection: Span;
  /**
   * The places of what depends on when the body was written, from and to by turns: the member dataTime; of each finding the
   * members held and transition; the members restated, since and source, which follow one another.
   */
  readonly changing: readonly number[];
};

/** The body is ASCII and canonical. The line is held as long as this is. */
export class BodyBytes {
  readonly #line: Buffer;
  readonly #from: number;
  readonly #to: number;
  readonly #projectionFrom: number;
  readonly #projectionTo: number;
  readonly #changing: readonly number[];

  constructor(line: Buffer, { body, projection, changing }: BodyPlaces) {
    this.#line = line;
    this.#from = body.from;
    this.#to = body.to;
    this.#projectionFrom = projection.from;
    this.#projectionTo = projection.to;
    this.#changing = changing;
  }

  /** SHA-256(0x00 || leaf), RFC 6962: 32 bytes, one character each. */
  leafHash(): string {
    const line = this.#line;
    if (leaf.length < line.length) leaf = Buffer.alloc(2 * line.length);
    let [length, at] = [1, this.#from];
    for (let i = 0; i < this.#changing.length; i += 2) {
      length += line.copy(leaf, length, at, this.#changing[i]);
      at = this.#changing[i + 1] as number;
    }
    length += line.copy(leaf, length, at, this.#to);
    leaf[length] = LF;
    return sha256Binary(leaf.subarray(0, length + 1));
  }

  /** The body that restates this one, which holds since `since`. */
  restatement(since: string): string {
    const changing = this.#changing;
    let [text, at] = ["", this.#from];
    const replace = (i: number, by: string): void => {
      text += this.#line.toString("latin1", at, changing[i]) + by;
      at = changing[i + 1] as number;
    };
    const last = changing.length - 2;
    replace(0, ',"dataTime":null');
    // The held of each finding stays.
    for (let i = 4; i < last; i += 4) replace(i, ',"transition":null');
    replace(last, `,"restated":true,"since":"${since}","source":null`);
    return text + this.#line.toString("latin1", at, this.#to);
  }

  /** Canonical bytes are equal where the values are. */
  hasProjectionOf(other: BodyBytes): boolean {
    const [line, from, to] = [other.#line, other.#projectionFrom, other.#projectionTo];
    return this.#line.compare(line, from, to, this.#projectionFrom, this.#projectionTo) === 0;
  }

  /** All of the body. */
  parsed(): Observation {
    if (latest?.of !== this)
      latest = { of: this, body: JSON.parse(this.#line.toString("latin1", this.#from, this.#to)) as Observation };
    return latest.body;
  }
}
