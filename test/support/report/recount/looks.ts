// Follows what is known of a scope, segment by segment, from its records: entries, what was covered, and what was asked.
import { Plan } from "../../../../evidence-schema/documents/plan.ts";
import type { TestsDocument } from "../../../../evidence-schema/documents/document-schema.ts";
import type {
  Context,
  Coverage,
  Departure,
  Finding,
  FindingRecord,
  Observation,
  RunOpened,
} from "../../../../evidence-schema/record/record.ts";
import { ApplicableCoverage } from "../../../../evidence-schema/state/applicable-coverage.ts";
import {
  entryOfContext,
  entryOfObservation,
  entryWithFindings,
  type Entry,
} from "../../../../evidence-schema/state/entry.ts";
import type { RawLedger, Segment } from "./raw-ledger.ts";

/** What is known of a scope after a segment. */
export type Look = {
  readonly scope: string;
  readonly time: number;
  /** When its slot was due; null where it is for none. */
  readonly slot: number | null;
  readonly isRun: boolean;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly coverage: ApplicableCoverage;
  readonly plan: Plan;
  /** The ids of the checks that are asked. */
  readonly checks: readonly string[];
  /** Keys that departed, or were asked by name, or of which the segment has a new record. */
  readonly keys: ReadonlySet<string>;
  /** Units that the segment has a row of. */
  readonly units: ReadonlySet<string>;
  /** Data time of the answer by name, by key. */
  readonly named: ReadonlyMap<string, number>;
  /** Data time of the last new observation of a key. */
  readonly told: ReadonlyMap<string, number>;
  /** `<key> <check>` of findings that were recorded alone, since the resource itself is as it was. */
  readonly alone: ReadonlySet<string>;
};

/** By scope, in the order of each chain. */
export function looksOf({ segments, seals }: RawLedger): Map<string, Look[]> {
  const looks = new Map<string, Look[]>();
  for (const [scope, own] of Map.groupBy(segments, (segment) => segment.scope)) {
    if (scope === "tidemark/ledger") continue;
    const all: Look[] = [];
    for (const segment of own) {
      const { tests: ofSeal, roster } = seals[segment.sealedBy] as RawLedger["seals"][number];
      const tests = testsOf(seals, segment, ofSeal);
      all.push({ ...lookAfter(all.at(-1), segment), plan: new Plan(tests, roster, scope), checks: idsOf(tests) });
    }
    looks.set(scope, all);
  }
  return looks;
}

const idsOf = ({ checks }: TestsDocument): string[] => checks.map(({ id }) => id);

/** The tests that the segment itself names: an event batch has those of the run before. */
function testsOf(seals: RawLedger["seals"], { records }: Segment, ofSeal: TestsDocument | null): TestsDocument {
  const opened = records[0]?.body as unknown as RunOpened;
  const named = seals.find(({ seal }) => seal.documents["tests"] === opened.documents.tests)?.tests ?? ofSeal;
  if (named === null) throw new Error("found a segment without tests");
  return named;
}

function lookAfter(before: Look | undefined, segment: Segment): Omit<Look, "plan" | "checks"> {
  const entries = new Map(before?.entries);
  const opened = segment.records[0]?.body as unknown as RunOpened;
  const coverages: Coverage[] = [];
  const keys = new Set<string>();
  const alone = new Set(before?.alone);
  const told = new Map(before?.told);
  for (const { type, body } of segment.records) {
    if (type === "departure") depart(entries, body as unknown as Departure);
    if (type === "observation") observe(entries, body as unknown as Observation, { alone, told });
    if (type === "context") contextual(entries, body as unknown as Context);
    if (type === "finding") judge(entries, body as unknown as FindingRecord, alone);
    if (type === "coverage") coverages.push(body as unknown as Coverage);
    if (typeof body["key"] === "string" && body["restated"] !== true) keys.add(body["key"]);
  }
  const isRun = opened.trigger !== "event";
  const coverage = isRun || before === undefined ? new ApplicableCoverage() : before.coverage.clone();
  coverage.lay(coverages, opened.sources);
  const named = new Map<string, number>();
  for (const { asked } of coverages)
    for (const { key, dataTime } of [...asked.seen, ...asked.notFound, ...asked.failed]) {
      keys.add(key);
      named.set(key, Date.parse(dataTime));
    }
  const units = new Set(coverages.flatMap((each) => each.units.map(({ unit }) => unit)));
  const slot = opened.slot === null ? null : Date.parse(opened.slot);
  const { scope, time } = segment;
  return { scope, time, slot, isRun, entries, coverage, keys, units, named, told, alone };
}

function depart(entries: Map<string, Entry>, { key, incarnation }: Departure): void {
  if (entries.get(key)?.incarnation === incarnation) entries.delete(key);
}

function observe(
  entries: Map<string, Entry>,
  body: Observation,
  { alone, told }: { readonly alone: Set<string>; readonly told: Map<string, number> },
): void {
  const { key, dataTime, restated, findings } = body;
  if (!restated) for (const { check } of findings) alone.delete(`${key} ${check}`);
  if (!restated && dataTime !== null) told.set(key, Date.parse(dataTime));
  entries.set(key, entryOfObservation(body));
}

function contextual(entries: Map<string, Entry>, body: Context): void {
  entries.set(body.key, entryOfContext(body));
}

function judge(entries: Map<string, Entry>, { key, finding }: FindingRecord, alone: Set<string>): void {
  const entry = entries.get(key);
  if (entry === undefined) throw new Error(`found a finding of ${key}, which is not known`);
  const others = entry.findings.filter(({ check }: Finding) => check !== finding.check);
  entries.set(key, entryWithFindings(entry, [...others, finding]));
  alone.add(`${key} ${finding.check}`);
}
