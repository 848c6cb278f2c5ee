/** Which export answers for which planned unit, and why none does for the others. */
import { unitOf, type Problem } from "../../evidence-schema/record.ts";
import { parseTimestamp } from "../../evidence-schema/timestamp.ts";
import type { PlannedUnit } from "../port.ts";
import { FORMATS } from "./formats.ts";
import { InputError } from "./input-error.ts";
import { MANIFEST, type ExportEntry } from "./manifest.ts";

export type UnitPlan = {
  /** Units by export, in the order of `entries`; exports that answer for none are left out. */
  readonly answered: ReadonlyMap<ExportEntry, readonly string[]>;
  readonly unanswered: readonly { readonly unit: string; readonly source: string; readonly problem: Problem }[];
};

/** Throws InputError where two exports with one data time answer for one unit: neither is the later. */
export function planUnits(entries: readonly ExportEntry[], units: readonly PlannedUnit[]): UnitPlan {
  const answered = new Map<ExportEntry, string[]>(entries.map((entry) => [entry, []]));
  const unanswered = units.flatMap(({ type, region }) => {
    const unit = unitOf(type, region);
    const entry = latest(
      unit,
      entries.filter((each) => covers(each, type, region) && each.types.includes(type)),
    );
    if (entry === null) return [{ unit, ...whyNot(entries, type, region) }];
    answered.get(entry)?.push(unit);
    return [];
  });
  return { answered: new Map([...answered].filter(([, answers]) => answers.length > 0)), unanswered };
}

function covers(entry: ExportEntry, type: string, region: string): boolean {
  const format = FORMATS[entry.format];
  return format.types.includes(type) && format.regions(entry, type).includes(region);
}

function latest(unit: string, candidates: readonly ExportEntry[]): ExportEntry | null {
  const [first, second] = candidates.toSorted((a, b) => parseTimestamp(b.dataTime) - parseTimestamp(a.dataTime));
  if (first !== undefined && second?.dataTime === first.dataTime) {
    throw new InputError(
      { file: MANIFEST, position: null },
      `${first.source} and ${second.source} with one dataTime for ${unit}`,
      "one export to be the later",
    );
  }
  return first ?? null;
}

function whyNot(entries: readonly ExportEntry[], type: string, region: string): { source: string; problem: Problem } {
  const entry = entries.find((each) => covers(each, type, region));
  if (entry === undefined) {
    return { source: "none", problem: { code: "not-yet-read", detail: "no export covers this type and region" } };
  }
  return {
    source: entry.source,
    problem: { code: FORMATS[entry.format].leftOut, detail: `not in the types of export ${entry.source}` },
  };
}
