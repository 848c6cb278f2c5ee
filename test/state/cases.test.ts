// Cases that rules of state get wrong, each on the real rules: what was read, and what the chain must say of it.
import { describe, expect, test } from "vitest";
import type { Asked, Snapshot, UnitReading, Unread } from "../../collectors/port.ts";
import type { Extent, JsonObject, Problem, ProblemCode, Source } from "../../evidence-schema/record.ts";
import type { Tests } from "../../observation/evaluate.ts";
import { Chain, newTests, type Reading } from "./driver.ts";
import * as specification from "./specification.ts";
import { GLOBAL, LEFT, PLAIN, RIGHT, type Specification, SUBJECT, WITNESS } from "./specification.ts";
import { configured } from "./synthetic-checks.ts";

const HERE = "r1";
const [PLAINS, SUBJECTS, WITNESSES] = [`${PLAIN}@${HERE}`, `${SUBJECT}@${HERE}`, `${WITNESS}@${HERE}`];
const LANES = Object.fromEntries([PLAIN, SUBJECT, WITNESS, LEFT, RIGHT, GLOBAL].map((type) => [type, "direct"]));
const DIRECT: Source = {
  source: "direct",
  lane: "direct",
  principal: "reader",
  endpoint: "test",
  query: null,
  atomic: false,
  lagSeconds: 0,
};

const tests = (...specifications: readonly Specification[]): Tests => newTests(specifications.map(configured), LANES);
const testsIn = (lane: string, ...specifications: readonly Specification[]): Tests =>
  newTests(specifications.map(configured), Object.fromEntries(Object.keys(LANES).map((type) => [type, lane])));

/** Second `s` of the day of the test. */
const at = (s: number): string => new Date(Date.UTC(2026, 8, 1) + s * 1000).toISOString();

type Thing = { readonly key: string; readonly body: JsonObject; readonly incarnation?: string };
const thing = (key: string, body: JsonObject, incarnation = "1"): Thing => ({ key, body, incarnation });
const plain = (key: string, value: string, incarnation = "1"): Thing => thing(key, { value, extra: "good" }, incarnation);
const subject = (key: string, incarnation = "1"): Thing => thing(key, { name: key, value: "good" }, incarnation);
const witness = (key: string, target: string, on = "yes"): Thing => thing(key, { target, on, bad: on === "yes" ? "no" : "yes", level: "low" });

const problem = (code: ProblemCode): Problem => ({ code, detail: "test" });
type Listing = {
  readonly unit: string;
  /** Second at which it is read. */
  readonly s: number;
  readonly things?: readonly Thing[];
  /** Keys that were listed and could not be read. */
  readonly unread?: readonly string[];
  readonly failed?: ProblemCode;
};
type Named = { readonly key: string; readonly unit: string; readonly s: number; readonly is: Thing | "not-found" | ProblemCode };

type Doing = {
  readonly tests: Tests;
  readonly listings: readonly Listing[];
  readonly named?: readonly Named[];
  readonly planned?: readonly string[];
  readonly event?: boolean;
  readonly extent?: Extent;
  readonly source?: Source;
};

const snapshot = ({ key, body, incarnation }: Thing, unit: string, source: string, s: number): Snapshot => ({
  key,
  incarnation: incarnation ?? "1",
  unit,
  source,
  dataTime: at(s),
  region: unit.slice(unit.lastIndexOf("@") + 1),
  name: key,
  createdAt: null,
  labels: {},
  body,
});

function readingOf({ listings, named = [], source: { source } = DIRECT, ...rest }: Doing): Reading {
  const items: (Snapshot | Unread)[] = [];
  const units = listings.map(({ unit, s, things = [], unread = [], failed }): UnitReading => {
    for (const each of things) items.push(snapshot(each, unit, source, s));
    for (const key of unread) items.push({ key, unit, source, dataTime: at(s), problem: problem("throttled") });
    return {
      unit,
      source,
      complete: failed === undefined,
      dataTime: at(s),
      listed: things.length + unread.length,
      problem: failed === undefined ? null : problem(failed),
      pages: 1,
      first: null,
      last: null,
      server: null,
    };
  });
  const asked = named.map(({ key, unit, s, is }): Asked => {
    const base = { key, unit, source, dataTime: at(s) };
    if (is === "not-found") return { ...base, answer: is };
    if (typeof is === "string") return { ...base, answer: { problem: problem(is) } };
    return { ...base, answer: { snapshot: snapshot(is, unit, source, s) } };
  });
  return { sources: [rest.event === true && source === "" ? DIRECT : { ...DIRECT, source }], items, units, asked };
}

/** A chain with the outcomes and changes of the checks in words. */
class Story extends Chain {
  do(doing: Doing): this {
    const reading = readingOf(doing);
    const { tests: inForce, event = false, planned = [PLAINS, SUBJECTS, WITNESSES] } = doing;
    const full = this.head === 0 || this.testsDiffer(inForce);
    const extent = doing.extent ?? (full ? "full" : "delta");
    const source = doing.source ?? DIRECT;
    const trigger = event ? "event" : "manual";
    const done = this.append(this.head, { tests: inForce, planned, trigger, extent, asOf: at(0) }, { ...reading, sources: [source] });
    expect(done).toBe(true);
    return this;
  }

  #last: Tests | null = null;
  private testsDiffer(inForce: Tests): boolean {
    const differs = this.#last !== null && !this.#last.bytes.equals(inForce.bytes);
    this.#last = inForce;
    return differs;
  }

  /** Effective outcome, with its cause if it is indeterminate. */
  says(key: string, check: string): string | undefined {
    const found = this.outcome(key, check);
    return found === null ? undefined : found.problem === null ? found.outcome : `${found.outcome}: ${found.problem.code}`;
  }

  /** Transitions of the last segment. */
  told(index = -1): string[] {
    return this.changes(index).map(({ key, check, transition }) => `${key} ${check} ${transition}`);
  }

  /** Departures of the last segment. */
  departed(): string[] {
    return this.lines().flatMap(({ statement }) => (statement.type === "departure" ? [`${statement.body.key} ${statement.body.reason}`] : []));
  }

  observed(): string[] {
    return this.lines().flatMap(({ statement }) =>
      statement.type === "observation" && !statement.body.restated ? [statement.body.key] : [],
    );
  }
}
