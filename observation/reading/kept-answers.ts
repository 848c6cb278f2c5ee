// Keeps what a run has read so far, for another process that continues the run: parts of a reading, the resources
// that must be asked again, and the outcome of each scope. Only the data that checks read are kept, as in the records.
import { gunzipSync, gzipSync } from "node:zlib";
import type { Named, PlannedUnit } from "../../collectors/port.ts";
import { unreadUnit } from "../../collectors/unread-unit.ts";
import { unitOf, type Problem } from "../../evidence-schema/record/record.ts";
import { splitLines } from "../../ledger/read/stored.ts";
import type { Answering, ReadScope } from "./answering.ts";
import type { Answers } from "./intake.ts";
import { joinAnswers } from "./join-answers.ts";
import type { EnrolledScope } from "../plan/plan.ts";

/** An object of a run. Its name begins with its writer: planning, reading or assessing. */
export type KeptName = `${"plan" | "read" | "assessed"}/${string}`;

/**
 * Where one run keeps its objects: unlocked and disposable. The object that was put first under a name stays; a second put is no
 * error. So a process that is run twice goes on with what it said the first time.
 */
export interface RunScratch {
  get(name: KeptName): Promise<Buffer | null>;
  put(name: KeptName, bytes: Buffer): Promise<void>;
}

/** A reading of a scope. The first reading of a run is attempt 1; each lost head makes one more attempt necessary. */
export type Attempt = { readonly scope: string; readonly attempt: number };

/** Answers of one process, and the head that the reading began at. */
export type Part = { readonly head: string; readonly answers: Answers };

/** The reads that a comparison can need before it goes on: of the scope as a whole, or of some resources by name. */
export const NEEDED_READS = ["read", "reread"] as const;
export type NeededRead = (typeof NEEDED_READS)[number];

/** The answers are not there yet: the scope has to be read again, or resources of it read by name. */
export class NeedsRead extends Error {
  override readonly name = "NeedsRead";
  readonly what: NeededRead;

  constructor(what: NeededRead) {
    super(what === "read" ? "the scope has to be read again" : "resources have to be read again by name");
    this.what = what;
  }
}

const folder = ({ scope, attempt }: Attempt): string => `${encodeURIComponent(scope)}/${attempt}`;
const partName = (of: Attempt, part: number): KeptName =>
  `read/${folder(of)}/part-${String(part).padStart(4, "0")}.ndjson.gz`;
const rereadRequestName = (of: Attempt): KeptName => `assessed/${folder(of)}/reread.json`;
const rereadName = (of: Attempt): KeptName => `read/${folder(of)}/reread.ndjson.gz`;

/** The part of that number, or null where it was not read yet. */
export async function keptPart(keep: RunScratch, of: Attempt, part: number): Promise<Part | null> {
  const bytes = await keep.get(partName(of, part));
  return bytes === null ? null : decode(bytes);
}

/** Keeps a part, unless it is there; gives the one that stays. */
export async function keepPart(keep: RunScratch, of: Attempt, part: number, read: Part): Promise<Part> {
  await keep.put(partName(of, part), encode(read));
  return (await keptPart(keep, of, part)) as Part;
}

/** The resources to ask by name in this attempt; null if there are none. */
export async function keysToReread(keep: RunScratch, of: Attempt): Promise<readonly Named[] | null> {
  const bytes = await keep.get(rereadRequestName(of));
  return bytes === null ? null : (JSON.parse(bytes.toString("utf8")) as readonly Named[]);
}

/** Keeps what was answered by name. */
export async function keepReread(keep: RunScratch, of: Attempt, answers: Answers): Promise<void> {
  await keep.put(rereadName(of), encode({ head: "", answers }));
}

/** The answers of an attempt as they were kept. A reading that is missing is thrown as `NeedsRead`. */
export class KeptAnswers implements Answering {
  readonly #keep: RunScratch;
  readonly #of: Attempt;
  readonly #units: readonly PlannedUnit[];
  readonly #head: () => Promise<string>;

  /** `units`: those that are planned; `head`: asked for the one that stands where nothing was kept at all. */
  constructor(
    keep: RunScratch,
    of: Attempt,
    planned: { readonly units: readonly PlannedUnit[]; readonly head: () => Promise<string> },
  ) {
    this.#keep = keep;
    this.#of = of;
    this.#units = planned.units;
    this.#head = planned.head;
  }

  /** The whole reading of this attempt: its parts in order. Units that no part has are unread. */
  async whole(enrolled: EnrolledScope): Promise<ReadScope> {
    let whole: Part | null = null;
    for (let number = 0; ; number += 1) {
      const part = await keptPart(this.#keep, this.#of, number);
      if (part === null) break;
      whole = whole === null ? part : { head: whole.head, answers: joinAnswers(whole.answers, part.answers) };
    }
    const { head, answers } = whole ?? { head: await this.#head(), answers: NOTHING };
    return { enrolled, head, answers: withUnread(answers, this.#units) };
  }

  read(): Promise<ReadScope> {
    return Promise.reject(new NeedsRead("read"));
  }

  async reread(_scope: string, keys: readonly Named[]): Promise<Answers | null> {
    const bytes = await this.#keep.get(rereadName(this.#of));
    if (bytes !== null) return decode(bytes).answers;
    await this.#keep.put(rereadRequestName(this.#of), Buffer.from(JSON.stringify(keys)));
    throw new NeedsRead("reread");
  }
}

const NOTHING: Answers = {
  reading: { sources: [], queries: {}, units: [], calls: {} },
  listed: [],
  named: [],
};

const UNREAD: Problem = {
  code: "out-of-time",
  detail: "the run ended before this type and region was read to the end",
};

function withUnread({ reading, ...answers }: Answers, planned: readonly PlannedUnit[]): Answers {
  const read = new Set(reading.units.map(({ unit }) => unit));
  const unread = planned
    .map(({ type, region }) => unitOf(type, region))
    .filter((unit) => !read.has(unit))
    .map((unit) => unreadUnit(unit, "none", UNREAD));
  return { ...answers, reading: { ...reading, units: [...reading.units, ...unread] } };
}

// Writes a line for the reading and a line for each item: no single JSON text holds the largest reading.
function encode({ head, answers: { listed, ...rest } }: Part): Buffer {
  const lines = [{ head, ...rest }, ...listed].map((each) => `${JSON.stringify(each)}\n`);
  return gzipSync(Buffer.from(lines.join("")), { level: 1 });
}

function decode(bytes: Buffer): Part {
  const [first, ...items] = splitLines(gunzipSync(bytes)).map(
    (line) => JSON.parse(line.toString("utf8")) as unknown,
  ) as [{ readonly head: string } & Omit<Answers, "listed">, ...Answers["listed"]];
  const { head, ...rest } = first;
  return { head, answers: { ...rest, listed: items } };
}
