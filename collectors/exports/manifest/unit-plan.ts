// Decides which exports answer for which planned unit, and says why none does for the others.
import { unitOf, type Problem } from "../../../evidence-schema/record/record.ts";
import type { PlannedUnit } from "../../port.ts";
import { FORMATS } from "../formats/formats.ts";
import type { ExportEntry } from "./manifest.ts";

export type UnitPlan = {
  /** Units by export, in the order of `entries`; exports that answer for none are left out. */
  readonly answered: ReadonlyMap<ExportEntry, readonly string[]>;
  readonly unanswered: readonly { readonly unit: string; readonly source: string; readonly problem: Problem }[];
};

/** The exports of the latest data time answer for a unit, all of them: see unit-answers.ts for what they then come to. */
export function planUnits(entries: readonly ExportEntry[], units: readonly PlannedUnit[]): UnitPlan {
  const answered = new Map<ExportEntry, string[]>(entries.map((entry) => [entry, []]));
  const unanswered = units.flatMap(({ type, region }) => {
    const unit = unitOf(type, region);
    const covering = entries.filter((each) => covers(each, type, region) && each.types.includes(type));
    // Timestamps of one form: the greatest text is the latest.
    const latest = covering.reduce((time, { dataTime }) => (dataTime > time ? dataTime : time), "");
    for (const entry of covering) if (entry.dataTime === latest) answered.get(entry)?.push(unit);
    return covering.length > 0 ? [] : [{ unit, ...whyNot(entries, type, region) }];
  });
  return { answered: new Map([...answered].filter(([, answers]) => answers.length > 0)), unanswered };
}

function covers(entry: ExportEntry, type: string, region: string): boolean {
  const format = FORMATS[entry.format];
  return format.types.includes(type) && format.regions(entry, type).includes(region);
}

function whyNot(entries: readonly ExportEntry[], type: string, region: string): { source: string; problem: Problem } {
  const entry = entries.find((each) => covers(each, type, region));
  if (entry === undefined) {
    return { source: "none", problem: { code: "no-answer", detail: "no export covers this type and region" } };
  }
  return {
    source: entry.source,
    problem: { code: FORMATS[entry.format].leftOut, detail: `export ${entry.source} does not include this type` },
  };
}
