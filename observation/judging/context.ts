// Copies the resources of other scopes that checks need, from the state of those scopes' own chains,
// so that a chain can be judged again alone.
import type { UnitReading } from "../../collectors/port.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { RosterDocument } from "../../evidence-schema/documents/document-schema.ts";
import { isReadIn, type AskedType } from "../../evidence-schema/documents/asked-types.ts";
import { kindOf, LEAF } from "../../evidence-schema/keys/scope-kind.ts";
import { splitUnit, unitOf, type Problem, type Source } from "../../evidence-schema/record/record.ts";
import { lessLag, type State } from "../../evidence-schema/state/state.ts";
import type { Ledger, LoadedChain, NewestSeal } from "../../ledger/read/ledger.ts";
import { contextName } from "../../evidence-schema/keys/context-name.ts";
import type { Tests, TestsByDigest } from "./evaluate.ts";
import type { Answers, Item, Unanswered } from "../reading/intake.ts";
import { joinAnswers } from "../reading/join-answers.ts";
import { narrow } from "../reading/projection.ts";
import type { ConfiguredCheck } from "../plan/tests-document.ts";
import { enclosingScopes, rowsAsked, type Asked } from "./asked-elsewhere.ts";
import { released } from "./released.ts";
import { sharedTypes } from "./shared-types.ts";
import { subjectsIn } from "./subjects.ts";

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

/** Adds to answers of the scope what checks of the scope ask of other scopes. */
export type WithContext = (answers: Answers) => Promise<Answers>;

/**
 * Copies from the other scopes that checks of the scope need, as those scopes' chains say it now. `state`: the scope's own, as
 * its chain says it before the answers. A scope that encloses it is loaded only if a resource names it, or if something was
 * copied from it.
 */
export function contextOf(context: ContextOf, scope: string, state: State): WithContext {
  const shared = sharedTypes(context.checks, scope);
  const copiedFrom = new Set<string>();
  for (const { from } of state.entries.values()) if (from !== null) copiedFrom.add(from);
  const loaded = new Map<string, Promise<Other>>();
  const load = ({ scope: from, regions }: RosterDocument["enrolled"][number]): Promise<Other> => {
    let other = loaded.get(from);
    if (other === undefined) loaded.set(from, (other = loadOther(context, shared, from, regions)));
    return other;
  };
  return async (answers) => {
    const subjects = subjectsIn(state, answers);
    const enclosing = enclosingScopes(context.checks, scope, subjects);
    const enrolled = context.roster.enrolled.filter(
      ({ scope: from }) => from !== scope && shared.some((each) => isReadIn(each, from)),
    );
    let all = answers;
    for (const each of enrolled) {
      const { scope: from } = each;
      if (kindOf(from) !== LEAF && !enclosing.has(from) && !copiedFrom.has(from)) continue;
      const other = await load(each);
      const asked = rowsAsked(context.checks, scope, subjects, {
        scope: from,
        state: other.chain.state,
        notCaptured: (entry, slice) => notCaptured(context.tests, other, entry, slice),
      });
      all = joinAnswers(all, copied(context, other, asked));
    }
    for (const from of copiedFrom)
      if (kindOf(from) !== LEAF && !enrolled.some((each) => each.scope === from))
        all = joinAnswers(all, released(state, from, context.principal, answers));
    return all;
  };
}

async function loadOther(
  { ledger, newest, testsOf }: ContextOf,
  shared: readonly AskedType[],
  from: string,
  regions: readonly string[],
): Promise<Other> {
  const { chain } = await ledger.loadChain(from, newest);
  const types = shared.filter((each) => isReadIn(each, from));
  return { from, regions, types, chain, captured: await testsOf(chain.state) };
}

/** Another scope, as it was loaded. */
type Other = {
  readonly from: string;
  readonly regions: readonly string[];
  readonly types: readonly AskedType[];
  readonly chain: LoadedChain["chain"];
  readonly captured: TestsByDigest;
};

function copied({ tests, principal }: ContextOf, other: Other, askedOf: (type: string) => Asked): Answers {
  const { from, regions, types, chain } = other;
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
    const asked = askedOf(type);
    for (const region of global ? ["global"] : regions) {
      const unit = unitOf(type, region);
      const items = [...chain.state.entriesIn(unit)]
        .filter(({ key }) => asked.keys === null || asked.keys.has(key))
        .map((entry) => copyOf(entry, name, other, tests));
      listed.push(...items);
      units.push(readingOf(chain.state, from, name, unit, items.length, asked.unreadable));
    }
  }
  return { reading: { sources: [source], queries: {}, units, calls: {} }, listed, named: [] };
}

function readingOf(
  state: State,
  from: string,
  source: string,
  unit: string,
  listed: number,
  unreadable: Problem | null,
): UnitReading {
  const row = state.coverage.row(unit);
  const problem: Problem | null =
    row === undefined
      ? { code: "not-planned", detail: `the coverage of ${from} has no row for ${unit}` }
      : // A key that failed there, and that was never read, names nobody knows what.
        (state.coverage.reading(unit) ?? unreadable);
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

/** Why no run has read the fields of a slice, or null if one has. */
function notCaptured(tests: Tests, { from, captured }: Other, { unit, tests: under }: Entry, slice: string) {
  const { type } = splitUnit(unit);
  if (captured(under).slices[type]?.[slice] === tests.document.slices[type]?.[slice]) return null;
  const problem: Problem = {
    code: "not-captured",
    detail: `no run of ${from} has read the fields that ${slice} needs yet`,
  };
  return problem;
}

/** A copy of what checks read of an entry; or why it tells nothing, so that an uncaptured field is never read as absent. */
function copyOf(entry: Entry, source: string, other: Other, tests: Tests): Item | Unanswered {
  const { incarnation, unit } = entry;
  const { from, chain } = other;
  const { type } = splitUnit(unit);
  const row = chain.state.coverage.row(unit);
  const listed = row?.dataTime == null ? entry.since : lessLag(row.dataTime, row.lagSeconds);
  // Data that an answer by name told after the unit's listing are no older than that answer.
  const dataTime = entry.since > listed ? entry.since : listed;
  const base = { key: contextName(from, entry.key), unit: contextName(from, unit), source, dataTime };
  const notCurrent = chain.state.coverage.currency(entry.key, unit);
  if (notCurrent !== null) return { ...base, problem: notCurrent };
  const slices = tests.slices.get(type) ?? new Map();
  const problem = [...slices.keys()]
    .map((slice: string) => notCaptured(tests, other, entry, slice))
    .find((each) => each !== null);
  if (problem !== undefined) return { ...base, problem };
  const projection = narrow(entry.projection, slices);
  return { ...base, from, incarnation, region: null, name: null, createdAt: null, labels: {}, projection };
}
