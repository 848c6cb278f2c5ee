// Reads the lines of a segment in order, and passes over restatements without looking at them.
import { LF } from "../bytes/canonical.ts";
import { MAX_LINE } from "../bytes/bounds.ts";
import { require } from "../violation.ts";

const ENDS = ["observation", "context"].map((type) => Buffer.from(`,"type":"${type}","v":1}\n`));
const RESTATED = Buffer.from('"restated":true');
const SEQ = /,"seq":(\d+),"time":"[^"]*","type":"[^"]*","v":1\}\n$/;

/** Walks the lines of an inflated segment. Throws Violation of B4 where the bytes are not whole lines. */
export class SegmentLines {
  readonly #inflated: Buffer;
  // All are moved on by next() and passRestatements() alone: the place after the last line, and that line.
  #at = 0;
  #last: Buffer = Buffer.alloc(0);
  /** 1-based number of the line that was given last. */
  line = 0;

  constructor(inflated: Buffer) {
    require(inflated.length > 0 && inflated.at(-1) === LF, "B4", "whole lines, each ended by LF", () =>
      inflated.length === 0 ? "nothing" : "an unfinished line");
    this.#inflated = inflated;
  }

  /** The next line with its LF, null after the last. */
  next(): Buffer | null {
    if (this.#at === this.#inflated.length) return null;
    const end = this.#inflated.indexOf(LF, this.#at) + 1;
    require(end - this.#at > 1, "B4", "no empty line", () => `an empty line at byte ${this.#at}`);
    require(end - this.#at <= MAX_LINE, "B5", () => `a line of at most ${MAX_LINE} bytes`, () => `${end - this.#at}`);
    this.#last = this.#inflated.subarray(this.#at, end);
    this.#at = end;
    this.line += 1;
    return this.#last;
  }

  /**
   * Where the line that was given last is the first of `count` restatements and nothing else stands among them, passes over
   * them: gives the last of them. Null where that is not plain; then nothing is passed over. `seq`: of the line given last.
   */
  passRestatements(count: number, seq: number): Buffer | null {
    const line = this.#last;
    if (count === 0 || !ENDS.some((end) => line.length > end.length && endsWith(line, end))) return null;
    const end = this.#inflated.indexOf(LF, this.#inflated.lastIndexOf(RESTATED)) + 1;
    const after = this.#inflated.subarray(end, this.#inflated.indexOf(LF, end) + 1);
    // How many lines were passed over is what the line after them says; where that is wrong, its links don't fit either.
    if (end < this.#at || SEQ.exec(after.toString("latin1"))?.[1] !== `${seq + count}`) return null;
    this.line += count - 1;
    this.#at = end;
    return this.#inflated.subarray(this.#inflated.lastIndexOf(LF, end - 2) + 1, end);
  }
}

const endsWith = (line: Buffer, end: Buffer): boolean => end.compare(line, line.length - end.length) === 0;
