// Defines the documents that rules rest on: schedule, roster and tests, each with its form (FORMAT.md K5, section 11).
import { z } from "zod";
import type { Json } from "../bytes/canonical.ts";
import { count, digest, instant, name, nonEmpty, scope, word } from "../record/record-schema.ts";
import { checkShape } from "../record/parse-body.ts";
import { requireSorted } from "../bytes/sorted.ts";
import { require, show } from "../violation.ts";

const YEAR_SECONDS = 31_622_400;
const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;

export const schedule = z.looseObject({
  v: z.literal(1),
  kind: z.literal("schedule"),
  everySeconds: z.int().min(60).max(YEAR_SECONDS).nullable(),
  from: instant,
  graceSeconds: z.int().min(0).max(DAY_SECONDS),
  eventCadenceSeconds: z.int().min(0).max(DAY_SECONDS),
});
export type Schedule = z.infer<typeof schedule>;

/** The longest grace that a schedule may give: a run that may come a day late for a slot of five minutes observes another. */
export const maxGrace = (everySeconds: number | null): number =>
  Math.min(DAY_SECONDS, Math.max(everySeconds ?? 0, HOUR_SECONDS));

const leftOut = z.looseObject({ region: nonEmpty, reason: nonEmpty, approver: nonEmpty });

export const roster = z.looseObject({
  v: z.literal(1),
  kind: z.literal("roster"),
  enrolled: z.array(
    z.looseObject({
      scope,
      name: z.string().nullable(),
      regions: z.array(nonEmpty),
      leftOut: z.array(leftOut),
    }),
  ),
  excluded: z.array(z.looseObject({ scope, reason: nonEmpty, approver: nonEmpty })),
});
export type RosterDocument = z.infer<typeof roster>;

const planned = { provider: word, type: name, global: z.boolean() };
/** `kind`: it is read in scopes of this kind that enclose the one that is judged. */
const relatedType = z.looseObject({ ...planned, kind: nonEmpty.optional() });
const evaluator = z.looseObject({
  ...planned,
  /** Kinds of the scopes that it judges; left out, those that enclose no other. */
  kinds: z.array(z.string()).min(1).optional(),
  version: nonEmpty,
  related: z.array(relatedType),
});

export const tests = z.looseObject({
  v: z.literal(1),
  kind: z.literal("tests"),
  checks: z.array(
    z.looseObject({
      id: name,
      version: count,
      parameters: z.record(z.string(), z.json()),
      evaluators: z.array(evaluator),
    }),
  ),
  /** By type: slice id to digest of its JSON Schema. A slice id is `<check>` or `<check>/<relation>`. */
  slices: z.record(z.string(), z.record(z.string(), digest)),
  /** By type: the lane it is read by. */
  lanes: z.record(z.string(), nonEmpty),
  /** By scope and type: lanes that differ from those in one scope. */
  lanesOf: z.record(z.string(), z.record(z.string(), nonEmpty)),
  /** Labels that are kept; all others are dropped before anything is written. */
  labels: z.array(z.string()),
});
export type TestsDocument = z.infer<typeof tests>;

const sorted = (what: string, items: readonly string[]): void => requireSorted("K5", what, items);

function unique(what: string, items: readonly string[]): void {
  const seen = new Set<string>();
  for (const item of items) {
    require(!seen.has(item), "K5", () => `${what} once each`, () => `${item} twice`);
    seen.add(item);
  }
}

/** The schedule that `value` is. Throws Violation of K5. */
export function readSchedule(value: Json): Schedule {
  checkShape("K5", schedule, value);
  const read = value as unknown as Schedule;
  const most = maxGrace(read.everySeconds);
  require(read.graceSeconds <= most, "K5", () => `graceSeconds from 0 to ${most}`, () => `${read.graceSeconds}`);
  return read;
}

/** The roster that `value` is. Throws Violation of K5. */
export function readRoster(value: Json): RosterDocument {
  checkShape("K5", roster, value);
  const { enrolled, excluded } = value as unknown as RosterDocument;
  const scopes = enrolled.map((each) => each.scope);
  sorted("enrolled scopes", scopes);
  const out = excluded.map((each) => each.scope);
  sorted("excluded scopes", out);
  const known = new Set(scopes);
  const both = out.find((each) => known.has(each));
  require(both === undefined, "K5", "no scope both enrolled and excluded", () => show(both));
  const acts = [...scopes, ...out].find((each) => each.startsWith("tidemark/"));
  require(acts === undefined, "K5", "scopes that are observed", () => show(acts));
  for (const { scope: of, regions, leftOut: out } of enrolled) {
    sorted(`regions of ${of}`, regions);
    sorted(
      `leftOut of ${of}`,
      out.map(({ region }) => region),
    );
    const kept = out.find(({ region }) => regions.includes(region));
    require(kept === undefined, "K5", () => `no region of ${of} both read and left out`, () => show(kept?.region));
  }
  return value as unknown as RosterDocument;
}

/** The tests that `value` is. Throws Violation of K5. */
export function readTests(value: Json): TestsDocument {
  checkShape("K5", tests, value);
  const document = value as unknown as TestsDocument;
  sorted(
    "checks",
    document.checks.map(({ id }) => id),
  );
  sorted("labels", document.labels);
  const globals = new Map<string, boolean>();
  for (const { id, evaluators } of document.checks) {
    unique(`evaluators of ${id}`, evaluators.map(nameOf));
    for (const evaluator of evaluators) {
      if (evaluator.kinds !== undefined) sorted(`kinds of ${nameOf(evaluator)}`, evaluator.kinds);
      unique(`types related to ${nameOf(evaluator)}`, evaluator.related.map(placedNameOf));
      for (const each of [evaluator, ...evaluator.related]) {
        const before = globals.get(nameOf(each)) ?? each.global;
        globals.set(nameOf(each), before);
        require(before === each.global, "K5", () => `global ${before} for ${nameOf(each)} in every check`, () =>
          `global ${each.global} in check ${id}`);
      }
    }
  }
  return document;
}

const nameOf = ({ provider, type }: { readonly provider: string; readonly type: string }): string =>
  `${provider} ${type}`;

const placedNameOf = ({ kind, ...of }: z.infer<typeof relatedType>): string =>
  kind === undefined ? nameOf(of) : `${nameOf(of)} of ${kind}`;
