// Makes formats of single calls of the clouds' command lines, whose JSON says what inventories lack: one file a call.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { unitOf, type JsonObject, type Problem } from "../../../evidence-schema/record/record.ts";
import { readFileBytes } from "../json/file-bytes.ts";
import { scopeId, type ExportFile, type Format } from "./format.ts";
import { InputError } from "../input-error.ts";
import type { Intake } from "../intake.ts";
import { findJsonFault } from "../json/json-fault.ts";
import { readJsonLines } from "../json/json-lines.ts";
import { isRecord, leadsOn } from "../../json-shape.ts";
import { parseJsonValue } from "../../json-value.ts";
import type { ExportEntry } from "../manifest/manifest.ts";
import { classifyFailure } from "../problem.ts";
import { findEncodingFault, refuseOtherEncoding } from "../json/text-encoding.ts";
import type { Answered, Refused, Unanswered } from "../../answer.ts";
import { accepted } from "../accepted.ts";
import type { Item, People } from "../../port.ts";

/** `id`: of the scope; `region`: of the file, null where the scope has the type once; `file`: its name in messages. */
export type CallFile = {
  readonly id: string;
  readonly region: string | null;
  readonly file: string;
  readonly entry: ExportEntry;
  readonly people: People;
};

type Declared = Pick<Format, "provider" | "lane" | "scopeId" | "exports"> & {
  readonly type: string;
  /** True for one unit per scope; false for a file and a unit per region. */
  readonly global: boolean;
};

/** A call that is made once a scope, or once a region: the file is its JSON. */
export type OneCall = Declared & {
  /** Undefined on an answer of another shape, refused on one of another scope. Throws RangeError on what makes no key. */
  readonly items: (answer: Json, callFile: CallFile) => readonly (Answered | Unanswered)[] | Refused | undefined;
};

/** A call that is made for each of many subjects, and says one thing of each: a file of JSON lines. */
export type CallEach = Declared & {
  /** The key of what the answer tells of a subject, known before it is asked. Throws RangeError on what is no subject. */
  readonly key: (subject: string, callFile: CallFile) => string;
  /** Undefined where the answer has another shape. */
  readonly body: (answer: Json, subject: string, callFile: CallFile) => object | undefined;
  /** Whose answer it is, where that is a resource with a name and an incarnation of its own; the answer is null for `none`. */
  readonly about?: (answer: Json, subject: string) => Pick<Answered, "incarnation" | "name" | "createdAt">;
  /** Subjects that are known before anything is asked: a file that lacks one of them is not complete. */
  readonly subjects?: (callFile: CallFile) => readonly string[];
  /** An error that is an answer ("there is none"), and what it says. */
  readonly none?: {
    readonly error: RegExp;
    readonly body: (subject: string, callFile: CallFile, error: string) => object;
  };
};

/** The format of a call whose file is its answer. */
export function oneCall(declared: OneCall): Format {
  const { type, items } = declared;
  return format(declared, async (file, intake, callFile, unit) => {
    const answer = await readJson(file);
    intake.opened();
    if (answer === undefined) {
      intake.spoilAll({ code: "truncated", detail: `${file.name} ends before its closing bracket` });
      return;
    }
    const place = { file: file.name, position: null };
    const answered = keyed(() => items(answer, callFile), place, "a resource without a key", "the answer of the call");
    if (answered === undefined) throw new InputError(place, "another answer", `the JSON of the call for ${type}`);
    for (const each of accepted(answered, place)) intake.takeOnce(toItem(each, callFile, unit));
    const more = pagesLeft(answer);
    if (more !== null)
      intake.spoilAll({ code: "truncated", detail: `${file.name} has ${more}, so pages of the answer are missing` });
  });
}

/** The names that the clouds give to the way to the next page. */
const MORE = ["NextToken", "nextToken", "Marker", "nextLink", "@odata.nextLink", "nextPageToken"] as const;

const Line = z.union([
  z.strictObject({ subject: z.string().min(1), answer: z.custom<Json>((value) => value !== undefined) }),
  z.strictObject({ subject: z.string().min(1), exitStatus: z.int().min(1).max(255), error: z.string() }),
]);

/** The format of a call made for each of many subjects: lines of `{subject, answer}` or `{subject, exitStatus, error}`. */
export function callEach(declared: CallEach): Format {
  const { key, subjects } = declared;
  return format(declared, async (file, intake, callFile, unit) => {
    const missing = new Set(subjects?.(callFile));
    const { ended } = await readJsonLines(file, (value, line) => {
      const place = { file: file.name, position: `line ${line}` };
      const parsed = Line.safeParse(value);
      if (!parsed.success)
        throw new InputError(place, "another shape", '{"subject", "answer"} or {"subject", "exitStatus", "error"}');
      const { subject } = parsed.data;
      missing.delete(subject);
      const named = keyed(() => key(subject, callFile), place, "a subject of another form", "the subject of the call");
      const said = saidOf(declared, parsed.data, callFile);
      intake.take(
        "problem" in said
          ? { key: named, ...common(callFile.entry, unit), problem: said.problem }
          : toItem({ key: named, ...said }, callFile, unit),
      );
    });
    intake.opened();
    if (!ended) intake.spoilAll({ code: "truncated", detail: `${file.name} ends within a line` });
    else if (missing.size > 0)
      intake.spoilAll({ code: "truncated", detail: `${file.name} lacks the answer for a subject of the call` });
  });
}

function saidOf(
  { body, about, none }: CallEach,
  line: z.infer<typeof Line>,
  callFile: CallFile,
): Omit<Answered, "key"> | { readonly problem: Problem } {
  const { subject } = line;
  if ("error" in line) {
    if (none?.error.test(line.error) === true)
      return { body: none.body(subject, callFile, line.error), ...about?.(null, subject) };
    return { problem: classifyFailure(callFile.entry.source, line.exitStatus, line.error) };
  }
  const more = pagesLeft(line.answer);
  if (more !== null)
    return {
      problem: {
        code: "truncated",
        detail: `the answer for one subject of the call has ${more}, so pages are missing`,
      },
    };
  const made = body(line.answer, subject, callFile);
  if (made !== undefined) return { body: made, ...about?.(line.answer, subject) };
  return {
    problem: {
      code: "unexpected-shape",
      detail: `the answer for one subject in ${callFile.file} is not in the documented form`,
    },
  };
}

/** The member by which an answer says that it is one page of several; null where it is all there is. */
function pagesLeft(answer: Json): string | null {
  return MORE.find((member) => isRecord(answer) && leadsOn(answer[member])) ?? null;
}

function format(
  { type, global, ...declared }: Declared,
  read: (file: ExportFile, intake: Intake, callFile: CallFile, unit: string) => Promise<void>,
): Format {
  return {
    provider: declared.provider,
    lane: declared.lane,
    scopeId: declared.scopeId,
    exports: declared.exports,
    types: [type],
    regional: !global,
    // The calls are made one after the other: an answer is not as of the time at which the next call was answered.
    atomic: false,
    lagSeconds: 0,
    // A call answers for one region, whatever else an entry names.
    regions: (entry) => (global ? ["global"] : entry.regions.slice(0, 1)),
    leftOut: "no-answer",
    async read(file, intake, people) {
      const { entry } = intake;
      const region = global ? null : (entry.regions[0] as string);
      const unit = unitOf(type, region ?? "global");
      if (!intake.wants(unit)) return;
      await read(file, intake, { id: scopeId(entry), region, file: file.name, entry, people }, unit);
    },
  };
}

const common = (entry: ExportEntry, unit: string) => ({ unit, source: entry.source, dataTime: entry.dataTime });

function toItem(answered: Answered | Unanswered, { entry, region }: CallFile, unit: string): Item {
  if ("problem" in answered) return { ...answered, ...common(entry, unit) };
  const { key, body, incarnation = "", name = null, createdAt = null, labels = {} } = answered;
  return { key, ...common(entry, unit), incarnation, region, name, createdAt, labels, body: body as JsonObject };
}

function keyed<T>(
  make: () => T,
  place: { readonly file: string; readonly position: string | null },
  found: string,
  expected: string,
): T {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InputError(place, found, expected, { cause });
  }
}

/** The file's value; undefined where the file was cut. */
async function readJson(file: ExportFile): Promise<Json | undefined> {
  const chunks: Buffer[] = [];
  const { cut } = await readFileBytes(file, (chunk) => chunks.push(Buffer.from(chunk)));
  const bytes = Buffer.concat(chunks);
  refuseOtherEncoding(file.name, bytes);
  const fault = findEncodingFault(bytes) ?? findJsonFault(bytes);
  if (fault !== null) {
    throw new InputError({ file: file.name, position: `byte ${fault}` }, "bytes that are not JSON", "JSON in UTF-8");
  }
  try {
    return cut ? undefined : parseJsonValue(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
