// Copies the resources of other scopes that checks need, from the state of those scopes' own chains,
// so that a chain can be judged again alone.
import type { UnitReading } from "../../collectors/port.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { RosterDocument } from "../../evidence-schema/documents/document-schema.ts";
import { parseScope } from "../../evidence-schema/keys/object-key.ts";
import { splitUnit, unitOf, type Problem, type Source } from "../../evidence-schema/record/record.ts";
import { lessLag, type State } from "../../evidence-schema/state/state.ts";
import type { Ledger, NewestSeal } from "../../ledger/read/ledger.ts";
import { contextName } from "./context-unit.ts";
import type { Tests, TestsByDigest } from "./evaluate.ts";
import type { Answers, Item, Unanswered } from "../reading/intake.ts";
import { joinAnswers } from "../reading/join-answers.ts";
import { narrow } from "../reading/projection.ts";
import { relatedTypes, type ConfiguredCheck } from "../plan/tests-document.ts";

/** A type of another provider that checks of a scope's provider need. */
type Shared = { readonly provider: string; readonly type: string; readonly global: boolean };

/** The types of other providers that checks of a scope need. */
function sharedTypes(checks: readonly ConfiguredCheck[], scope: string): Shared[] {
  const { provider } = parseScope(scope);
  const shared = new Map<string, Shared>();
  for (const { check } of checks) {
    for (const evaluator of check.evaluators.filter((each) => each.provider === provider))
      for (const each of relatedTypes(evaluator))
        if (each.provider !== provider) shared.set(`${each.provider} ${each.type}`, each);
  }
  return [...shared.values()];
}

/** Scopes in an order in which those that others need come first. */
export function sharedFirst<S extends { readonly scope: string }>(
  checks: readonly ConfiguredCheck[],
  scopes: readonly S[],
): S[] {
  const needed = new Set(scopes.flatMap(({ scope }) => sharedTypes(checks, scope).map(({ provider }) => provider)));
  const isNeeded = ({ scope }: S): boolean => needed.has(parseScope(scope).provider);
  return [...scopes.filter(isNeeded), ...scopes.filter((each) => !isNeeded(each))];
}

/** The scopes among `scopes` of which checks of a scope copy resources: those come first. */
export function sharedBy(
  checks: readonly ConfiguredCheck[],
  of: string,
  scopes: readonly { readonly scope: string }[],
): string[] {
  const needed = new Set(sharedTypes(checks, of).map(({ provider }) => provider));
  return scopes.flatMap(({ scope }) => (needed.has(parseScope(scope).provider) ? [scope] : []));
}

export type ContextOf = {
  readonly ledger: Ledger;
  readonly newest: NewestSeal | null;
  readonly checks: readonly ConfiguredCheck[];
  readonly tests: Tests;
  readonly roster: RosterDocument;
  /** The documents of tests that entries of a state were read under. */
  readonly testsOf: (state: State) => Promise<TestsByDigest>;
  /** Who copies. */
  readonly principal: string;
};

/** `answers`, with what checks of the scope need of other scopes, as those scopes' chains say it now. */
export async function withContext(context: ContextOf, scope: string, answers: Answers): Promise<Answers> {
  const shared = sharedTypes(context.checks, scope);
  let all = answers;
  for (const { scope: from, regions } of context.roster.enrolled) {
    const types = shared.filter(({ provider }) => provider === parseScope(from).provider);
    if (types.length > 0) all = joinAnswers(all, await copied(context, { from, regions, types }));
  }
  return all;
}

type Copying = { readonly from: string; readonly regions: readonly string[]; readonly types: readonly Shared[] };

async function copied(context: ContextOf, { from, regions, types }: Copying): Promise<Answers> {
  const { ledger, newest, tests, testsOf, principal } = context;
  const { chain } = await ledger.loadChain(from, newest);
  const captured = await testsOf(chain.state);
  const { gen, seq, head } = chain.head;
  const name = `context:${from}`;
  // Where it was copied from: its own records say who read it, and when.
  const source: Source = {
    source: name,
    lane: "context",
    principal,
    endpoint: `${from} gen ${gen} seq ${seq} ${head}`,
    query: null,
    atomic: true,
    lagSeconds: 0,
  };
  const units: UnitReading[] = [];
  const listed: (Item | Unanswered)[] = [];
  for (const { type, global } of types) {
    for (const region of global ? ["global"] : regions) {
      const unit = unitOf(type, region);
      const items = chain.state.entriesIn(unit).map((entry) => copyOf(entry, from, name, chain.state, tests, captured));
      listed.push(...items);
      units.push(readingOf(chain.state, from, name, unit, items.length));
    }
  }
  return { reading: { sources: [source], queries: {}, units, calls: {} }, listed, named: [] };
}

function readingOf(state: State, from: string, source: string, unit: string, listed: number): UnitReading {
  const row = state.coverage.row(unit);
  const problem: Problem | null =
    row === undefined ? { code: "not-planned", detail: `the coverage of ${from} has no row for ${unit}` } : row.problem;
  const dataTime = row?.dataTime == null ? null : lessLag(row.dataTime, row.lagSeconds);
  return {
    unit: contextName(from, unit),
    source,
    complete: problem === null && dataTime !== null,
    dataTime,
    listed,
    problem,
    pages: 0,
    first: null,
    last: null,
    server: null,
  };
}

/** A copy of what checks read of an entry; or why it tells nothing, so that an uncaptured field is never read as absent. */
function copyOf(
  entry: Entry,
  from: string,
  source: string,
  state: State,
  tests: Tests,
  captured: TestsByDigest,
): Item | Unanswered {
  const { incarnation, unit } = entry;
  const { type } = splitUnit(unit);
  const row = state.coverage.row(unit);
  const listed = row?.dataTime == null ? entry.since : lessLag(row.dataTime, row.lagSeconds);
  // Data that an answer by name told after the unit's listing are no older than that answer.
  const dataTime = entry.since > listed ? entry.since : listed;
  const base = { key: contextName(from, entry.key), unit: contextName(from, unit), source, dataTime };
  const notCurrent = state.coverage.currency(entry.key, unit);
  if (notCurrent !== null) return { ...base, problem: notCurrent };
  const slices = tests.slices.get(type) ?? new Map();
  const known = captured(entry.tests).slices[type] ?? {};
  const asked = tests.document.slices[type] ?? {};
  const missing = [...slices.keys()].find((slice: string) => known[slice] !== asked[slice]);
  if (missing !== undefined)
    return {
      ...base,
      problem: { code: "not-captured", detail: `no run of ${from} has read the fields that ${missing} needs yet` },
    };
  const projection = narrow(entry.projection, slices);
  return { ...base, from, incarnation, region: null, name: null, createdAt: null, labels: {}, projection };
}
