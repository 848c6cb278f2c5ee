// Reads a segment line by line (FORMAT.md B3 to B5 and C1 to C6), and keeps only what other objects are compared with.
import { type Bytes, Digest, digestOf, isDigest, joined, ZEROS } from "./bytes.ts";
import { Broken, inflated } from "./gzip.ts";

const LONGEST_LINE = 16 * 1024 * 1024;
const LF = 10;

/** An act that says something of objects: `name` is its type. */
export type Act = { readonly name: string; readonly body: Members };
export type Members = { readonly [member: string]: unknown };

/** A segment that could be read to its end, and what is known of it. Digests in hex. */
export type Segment = {
  readonly content: string;
  readonly lines: number;
  readonly ledger: string;
  readonly scope: string;
  readonly gen: number;
  readonly first: number;
  readonly prev: string;
  readonly head: string;
  readonly run: string;
  readonly time: string;
  /** As `run-opened` has them; null for acts. */
  readonly opened: Members | null;
  readonly restarts: Members | null;
  /** As `run-closed` has them: the root, and the counts as JSON. */
  readonly root: string | null;
  readonly counts: string | null;
  readonly acts: readonly Act[];
};

/** The first breach of a rule; nothing behind it was looked at. `line` is null where it is the object as a whole. */
export type Fault = { readonly rule: string; readonly what: string; readonly line: number | null };

const ACTS_KEPT: ReadonlySet<string> = new Set(["disowned", "attachment", "population", "erasure"]);

/** The segment in `packed`, the bytes of its object. Reads all of `packed` only where nothing is wrong. */
export async function readSegment(packed: AsyncIterable<Bytes>): Promise<Segment | Fault> {
  const lines = new Lines();
  const content = new Digest();
  try {
    for await (const piece of inflated(packed)) {
      content.add(piece);
      await lines.add(piece);
    }
    return { ...lines.end(), content: await content.end() };
  } catch (error) {
    if (error instanceof Broken) return { rule: error.rule, what: error.message, line: error.line };
    throw error;
  }
}

/** Cuts pieces into lines, and follows the links from line to line. */
class Lines {
  readonly #utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  readonly #acts: Act[] = [];
  #rest: Uint8Array[] = [];
  #restLength = 0;
  #count = 0;
  #first: Members = {};
  #last: Members = {};
  #head = ZEROS;
  /** Lines whose links are still to be compared, in their order. */
  #links: { readonly prev: string; readonly at: number; readonly digest: Promise<string> }[] = [];

  /** Takes a piece of the content. The browser computes the digests of its lines, many times as fast as a script could. */
  async add(piece: Uint8Array): Promise<void> {
    try {
      this.#cut(piece);
    } finally {
      // A wrong link of a line before is told before what broke off.
      await this.#follow();
    }
  }

  async #follow(): Promise<void> {
    const links = this.#links;
    this.#links = [];
    for (const { prev, at, digest } of links) {
      if (at > 1 && prev !== this.#head)
        throw new Broken("C5", `found prev ${prev}, expected ${this.#head}, the digest of the line before`, at);
      this.#head = await digest;
    }
  }

  #cut(piece: Uint8Array): void {
    let at = 0;
    for (let end = piece.indexOf(LF); end !== -1; end = piece.indexOf(LF, at)) {
      const part = piece.subarray(at, end + 1);
      this.#bound(part.length);
      const line = this.#restLength === 0 ? part : joined([...this.#rest, part]);
      [this.#rest, this.#restLength, at] = [[], 0, end + 1];
      this.#line(line);
    }
    if (at === piece.length) return;
    this.#bound(piece.length - at);
    this.#rest.push(piece.subarray(at));
    this.#restLength += piece.length - at;
  }

  #bound(more: number): void {
    if (this.#restLength + more > LONGEST_LINE)
      throw new Broken("B5", "the line has more than 16 MiB", this.#count + 1);
  }

  #line(bytes: Uint8Array): void {
    const at = this.#count + 1;
    const record = this.#record(bytes, at);
    const broken = (rule: string, what: string): Broken => new Broken(rule, what, at);
    const { v, scope, gen, seq, prev, run, time, type, ledger, body } = record;
    if (
      v !== 1 ||
      !isCount(gen) ||
      !isCount(seq) ||
      !isDigest(prev) ||
      !isName(run) ||
      !isName(type) ||
      !isName(scope) ||
      !isMembers(body)
    )
      throw broken("C1", "a member of the record is missing, or has another type");
    if (!isInstant(time)) throw broken("B2", `found time ${brief(time)}, expected an instant`);
    const link = (): number => this.#links.push({ prev, at, digest: digestOf(bytes as Bytes) });
    if (at === 1) this.#first = record;
    else {
      const before = this.#last;
      if (seq !== (before["seq"] as number) + 1)
        throw broken("C4", `found seq ${seq}, expected ${(before["seq"] as number) + 1}`);
      link();
      if (time !== before["time"] || run !== before["run"])
        throw broken("C6", "the line has another time or run than the first line");
      if (scope !== before["scope"] || gen !== before["gen"])
        throw broken("C3", "the line has another scope or gen than the first line");
      if (ledger !== before["ledger"]) throw broken("C2", "the line names another ledger than the first line");
    }
    if (at === 1) link();
    this.#count = at;
    this.#last = record;
    if (ACTS_KEPT.has(type)) this.#acts.push({ name: type, body });
  }

  #record(bytes: Uint8Array, at: number): Members {
    if (bytes.length === 1) throw new Broken("B4", "the line is empty", at);
    let record: unknown = null;
    try {
      const text = this.#utf8.decode(bytes);
      // Canonical JSON has no white space, so the brace and LF are the line's two last characters.
      if (text.startsWith("{") && text.endsWith("}\n")) record = JSON.parse(text);
    } catch {
      // Told below.
    }
    if (!isMembers(record)) throw new Broken("B1", "the line is not one JSON object in UTF-8 that ends in LF", at);
    return record;
  }

  end(): Omit<Segment, "content"> {
    if (this.#restLength > 0) throw new Broken("B4", "the last line does not end in LF", this.#count + 1);
    if (this.#count === 0) throw new Broken("B4", "the object has no line");
    const [first, last] = [this.#first, this.#last];
    const [opening, closing] = [first["body"] as Members, last["body"] as Members];
    const isOpened = first["type"] === "run-opened";
    const isClosed = last["type"] === "run-closed";
    const restarts = isOpened || first["type"] === "restart" ? opening["restarts"] : undefined;
    return {
      lines: this.#count,
      ledger: String(first["ledger"]),
      scope: first["scope"] as string,
      gen: first["gen"] as number,
      first: first["seq"] as number,
      prev: first["prev"] as string,
      head: this.#head,
      run: first["run"] as string,
      time: first["time"] as string,
      opened: isOpened
        ? {
            trigger: opening["trigger"],
            slot: opening["slot"],
            extent: opening["extent"],
            documents: opening["documents"],
          }
        : null,
      restarts: isMembers(restarts) ? restarts : null,
      root: isClosed && typeof closing["root"] === "string" ? closing["root"] : null,
      counts: isClosed ? JSON.stringify(closing["counts"]) : null,
      acts: this.#acts,
    };
  }
}

/** An object of JSON that is no list. */
export const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An integer from 0. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isName = (value: unknown): value is string => typeof value === "string" && value !== "";

/** RFC 3339 in UTC with three decimals, and of a day that is. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return false;
  const ms = Date.parse(value);
  return Number.isFinite(ms) && ms >= 0 && new Date(ms).toISOString() === value;
}

/** A value in few letters, for a message. */
export const brief = (value: unknown): string => {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? "nothing");
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
};
