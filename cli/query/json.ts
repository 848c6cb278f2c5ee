// Writes a query's answer as one document. Members are never renamed under one `v`.
import type { Read } from "../../audit/reading/metered-store.ts";
import type { Named, PeriodAnswer } from "../../audit/timeline/period-answer.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { splitUnit } from "../../evidence-schema/record/record.ts";
import type { QuestionTime } from "../times/period.ts";
import type { Row } from "./rows.ts";
import { longestWithout } from "./silence.ts";
import { nameOf, type Names } from "../../audit/resource-name.ts";

export type Answered = {
  /** The ledger is made of example data. */
  readonly example: boolean;
  readonly asked: QuestionTime;
  readonly answers: readonly PeriodAnswer[];
  readonly rows: readonly Row[];
  /** The newest seal of the log, null where there is none. */
  readonly sealed: { readonly index: number; readonly time: string } | null;
  readonly read: Read;
};

export async function answerAsJson(
  { example, asked, answers, rows, sealed, read }: Answered,
  names: Names,
): Promise<Json> {
  const window = asked.is === "window" ? { from: asked.from, to: asked.to } : null;
  const moves: { appeared: Json[]; departed: Json[] } = { appeared: [], departed: [] };
  if (window !== null) {
    for (const { scope, appeared, departed } of answers) {
      for (const { entry, isBaseline, said } of appeared)
        moves.appeared.push({ ...(await resourceOf(scope, entry, names)), baseline: isBaseline, ...said });
      for (const { entry, reason, said } of departed)
        moves.departed.push({ ...(await resourceOf(scope, entry, names)), reason, ...said });
    }
  }
  return {
    v: 1,
    example,
    asOf: asked.is === "as-of" ? asked.asOf : null,
    window,
    by: asked.by,
    sealed,
    scopes: answers.map((answer) => scopeAsJson(answer, window, sealed?.time ?? "")),
    results: rows.map(rowAsJson),
    ...moves,
    read: { ...read },
    verified: false,
  };
}

function scopeAsJson(
  { scope, population, counted, times, unsealed }: PeriodAnswer,
  window: { readonly from: string; readonly to: string } | null,
  sealed: string,
): Json {
  return {
    scope,
    population,
    counted: counted.map((count) => ({ ...count })),
    segments: window === null ? null : times.filter((time) => time >= window.from).length,
    lastTime: times.at(-1) ?? null,
    longestWithout: window === null ? null : longestWithout(times, window, sealed),
    unsealed,
  };
}

async function resourceOf(scope: string, entry: Named, names: Names): Promise<{ readonly [member: string]: Json }> {
  const { type, region } = splitUnit(entry.unit);
  return { scope, resource: entry.key, name: entry.name ?? (await nameOf(names, entry.key)), type, unitRegion: region };
}

function rowAsJson({ scope, resource, name, type, region, check, interval, acting }: Row): Json {
  const { incarnation, outcome, because, problem, from, to, gaps, transition, said, held, end, began } = interval;
  return {
    scope,
    resource,
    name,
    type,
    region,
    incarnation,
    check,
    ...acting,
    controls: [...acting.controls],
    criteria: [...acting.criteria],
    outcome,
    because,
    problem: problem === null ? null : { code: problem.code, detail: problem.detail },
    from,
    to,
    gaps: gaps.map((gap) => ({
      from: gap.from,
      to: gap.to,
      problem: { code: gap.problem.code, detail: gap.problem.detail },
      record: gap.said.record,
    })),
    transition,
    record: said.record,
    time: said.time,
    dataTime: said.dataTime,
    began: began === null ? null : { at: began.at, is: began.is },
    held: held === null ? null : { gen: held.gen, seq: held.seq },
    end: end === null ? null : { why: end.why, ...end.said },
  };
}
