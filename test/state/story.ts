// A chain told in few words: what was read at which second, and what the chain says of it.
import { expect } from "vitest";
import type { NamedAnswer, Snapshot, UnitReading, Unread } from "../../collectors/port.ts";
import type { Extent, JsonObject, Problem, ProblemCode, Source } from "../../evidence-schema/record/record.ts";
import type { Tests } from "../../observation/judging/evaluate.ts";
import { Chain, newTests, type Reading } from "./driver.ts";
import { GLOBAL, LEFT, PLAIN, RIGHT, type Specification, SUBJECT, WITNESS } from "./specification.ts";
import { configured } from "./synthetic-checks.ts";

export const HERE = "r1";
export const [PLAINS, SUBJECTS, WITNESSES] = [`${PLAIN}@${HERE}`, `${SUBJECT}@${HERE}`, `${WITNESS}@${HERE}`];
const LANES = Object.fromEntries([PLAIN, SUBJECT, WITNESS, LEFT, RIGHT, GLOBAL].map((type) => [type, "direct"]));
export const DIRECT: Source = {
  source: "direct",
  lane: "direct",
  principal: "reader",
  endpoint: "test",
  query: null,
  atomic: false,
  lagSeconds: 0,
};

export const tests = (...specifications: readonly Specification[]): Tests =>
  newTests(specifications.map(configured), LANES);
export const testsIn = (lane: string, ...specifications: readonly Specification[]): Tests =>
  newTests(specifications.map(configured), Object.fromEntries(Object.keys(LANES).map((type) => [type, lane])));

/** Second `s` of the day of the test. */
export const at = (s: number): string => new Date(Date.UTC(2026, 8, 1) + s * 1000).toISOString();

export type Thing = {
  readonly key: string;
  readonly body: JsonObject;
  readonly incarnation?: string;
  /** Its label of that name. */
  readonly team?: string;
};
export const thing = (key: string, body: JsonObject, incarnation = "1"): Thing => ({ key, body, incarnation });
export const plain = (key: string, value: string, incarnation = "1"): Thing =>
  thing(key, { value, extra: "good" }, incarnation);
export const subject = (key: string, incarnation = "1"): Thing => thing(key, { name: key, value: "good" }, incarnation);
export const witness = (key: string, target: string, on = "yes"): Thing =>
  thing(key, { target, on, bad: on === "yes" ? "no" : "yes", level: "low" });

const problem = (code: ProblemCode): Problem => ({ code, detail: "test" });
export type Listing = {
  readonly unit: string;
  /** Second at which it is read; null where nothing was answered. */
  readonly s: number | null;
  readonly things?: readonly Thing[];
  /** Keys that were listed and could not be read. */
  readonly unread?: readonly string[];
  readonly failed?: ProblemCode;
};
export type Named = {
  readonly key: string;
  readonly unit: string;
  readonly s: number;
  readonly is: Thing | "not-found" | ProblemCode;
};

export type Doing = {
  readonly tests: Tests;
  readonly listings: readonly Listing[];
  readonly named?: readonly Named[];
  readonly regions?: readonly string[];
  readonly event?: boolean;
  readonly extent?: Extent;
  readonly source?: Source;
  /** Who is asked by name, where it is not `source`. */
  readonly askedBy?: Source;
};

const snapshot = ({ key, body, incarnation, team }: Thing, unit: string, source: string, s: number): Snapshot => ({
  key,
  incarnation: incarnation ?? "1",
  unit,
  source,
  dataTime: at(s),
  region: unit.slice(unit.lastIndexOf("@") + 1),
  name: key,
  createdAt: null,
  labels: team === undefined ? {} : { team },
  body,
});

export function readingOf({ listings, named = [], source: from = DIRECT, askedBy = from }: Doing): Reading {
  const { source } = from;
  const items: (Snapshot | Unread)[] = [];
  const units = listings.map(({ unit, s, things = [], unread = [], failed }): UnitReading => {
    const dataTime = s === null ? null : at(s);
    for (const each of things) items.push(snapshot(each, unit, source, s ?? 0));
    for (const key of unread) items.push({ key, unit, source, dataTime: at(s ?? 0), problem: problem("throttled") });
    return {
      unit,
      source,
      complete: failed === undefined,
      dataTime,
      listed: things.length + unread.length,
      problem: failed === undefined ? null : problem(failed),
      pages: 1,
      first: null,
      last: null,
      server: null,
    };
  });
  const asked = named.map(({ key, unit, s, is }): NamedAnswer => {
    const base = { key, unit, source: askedBy.source, dataTime: at(s) };
    if (is === "not-found") return { ...base, answer: is };
    if (typeof is === "string") return { ...base, answer: { problem: problem(is) } };
    return { ...base, answer: { snapshot: snapshot(is, unit, askedBy.source, s) } };
  });
  return { sources: askedBy === from ? [from] : [from, askedBy], items, units, asked };
}

/** A chain with the outcomes and changes of the checks in words. */
export class Story extends Chain {
  do(doing: Doing): this {
    const { tests: inForce, event = false, regions = [HERE] } = doing;
    const extent = doing.extent ?? (this.mustBeFull(inForce) ? "full" : "delta");
    const trigger = event ? "event" : "manual";
    expect(this.append(this.head, { tests: inForce, regions, trigger, extent, asOf: at(0) }, readingOf(doing))).toBe(
      true,
    );
    return this;
  }

  /** Effective outcome, with its cause if it is indeterminate. */
  says(key: string, check: string): string | undefined {
    const found = this.outcome(key, check);
    return found === null
      ? undefined
      : found.problem === null
        ? found.outcome
        : `${found.outcome}: ${found.problem.code}`;
  }

  /** Transitions of the last segment. */
  told(index = -1): string[] {
    return this.changes(index).map(({ key, check, transition }) => `${key} ${check} ${transition}`);
  }

  /** Departures of the last segment. */
  departed(): string[] {
    return this.lines().flatMap(({ statement }) =>
      statement.type === "departure" ? [`${statement.body.key} ${statement.body.reason}`] : [],
    );
  }

  /** Keys that were answered by name in the last segment and not had, with the cause. */
  failed(): string[] {
    return this.lines().flatMap(({ statement }) =>
      statement.type === "coverage"
        ? statement.body.asked.failed.map(({ key, problem: { code } }) => `${key}: ${code}`)
        : [],
    );
  }

  observed(): string[] {
    return this.lines().flatMap(({ statement }) =>
      statement.type === "observation" && !statement.body.restated ? [statement.body.key] : [],
    );
  }
}

export const plains = (s: number, ...things: Thing[]): Pick<Doing, "listings"> => ({
  listings: [{ unit: PLAINS, s, things }],
});
export const denied = (s: number, unit = PLAINS): Pick<Doing, "listings"> => ({
  listings: [{ unit, s, failed: "denied" }],
});
