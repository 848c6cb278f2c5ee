// Reads how everything stands at the newest seal: controls, what fails and since when, and what was not observed.
import type { ExcludedScope, LeftOut } from "../../config/roster-document.ts";
import { ACTS_SCOPE, parseScope } from "../../evidence-schema/keys/object-key.ts";
import { splitUnit, type Problem } from "../../evidence-schema/record/record.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import type { SealedScope } from "../../evidence-schema/log/log-schema.ts";
import type { Ledger, NewestSeal } from "../../ledger/read/ledger.ts";
import { askedChecks } from "./asked-checks.ts";
import { controlStanding, STANDS, type ControlStanding, type NamedUnit } from "./control-standing.ts";
import { notPlanned } from "./not-planned.ts";
import { peopleOf, peopleTogether, type PeopleWithMfa } from "./people-with-mfa.ts";
import { policyInForce, type PolicyInForce } from "./in-force/policy-in-force.ts";
import { isExample } from "../example-data.ts";
import { SealedLog } from "../reading/sealed-log.ts";
import { rosterInForce } from "./in-force/roster-in-force.ts";
import { resultsOf, type Result } from "./result.ts";
import { sinceOf, type Since } from "./since.ts";
import { runAt, staleUnits } from "./stale-units.ts";
import { NOT_PLANNED } from "../../evidence-schema/state/applicable-coverage.ts";
import { unobserved, type Cause, type UnreadUnit } from "./unobserved.ts";

export type ScopeStanding = {
  readonly scope: string;
  /** The scope's name in the roster; null if the roster has no name for it. */
  readonly name: string | null;
  readonly population: number;
  readonly units: { readonly complete: number; readonly incomplete: number };
};

/** The parts that no run looks into, on purpose: whole scopes that are excluded, and regions of enrolled scopes. */
export type LeftOutOf = (ExcludedScope & { readonly region: null }) | (LeftOut & { readonly scope: string });

export type Overview = {
  readonly newest: NewestSeal;
  /** The instant at which the age of data was asked. */
  readonly aged: string;
  /** The ledger is made of example data. */
  readonly example: boolean;
  readonly policy: PolicyInForce;
  readonly scopes: readonly ScopeStanding[];
  readonly results: readonly Result[];
  /** Not met first. */
  readonly controls: readonly ControlStanding[];
  readonly causes: readonly Cause[];
  readonly leftOut: readonly LeftOutOf[];
  readonly since: ReadonlyMap<Result, Since>;
  /** Null where nobody asks about people. */
  readonly people: PeopleWithMfa | null;
};

/** The answers that are at hand already, and when the age of data is asked. */
export type OverviewRequest = {
  /** The newest seal; read unless given. */
  readonly newest?: NewestSeal | null;
  /** States of scopes as of the newest seal; the others are read. */
  readonly known?: ReadonlyMap<string, State>;
  /** When the age of data is asked, unless that is when the newest seal was made. */
  readonly now?: string;
};

/** The run of a slot is called by it (FORMAT.md R2). */
function sealedRunAt(segments: SealedScope["segments"]): string | null {
  const last = segments.at(-1);
  if (last === undefined) return null;
  return runAt(last.time, last.run.startsWith(SLOT_RUN) ? last.run.slice(SLOT_RUN.length) : null);
}

const SLOT_RUN = "slot-";

/** Null where nothing is sealed. */
export async function overviewOf(
  ledger: Ledger,
  { newest: given, known = new Map(), now }: OverviewRequest = {},
): Promise<Overview | null> {
  const newest = given === undefined ? await ledger.newestSeal() : given;
  if (newest === null) return null;
  const aged = now === undefined || now < newest.seal.time ? newest.seal.time : now;
  const policy = await policyInForce(ledger, newest);
  const asked = await askedChecks(ledger, newest);
  const roster = await rosterInForce(ledger, newest);
  const enrolled = roster?.enrolled ?? [];
  const results: Result[] = [];
  const scopes: ScopeStanding[] = [];
  const unread: UnreadUnit[] = [];
  const stale: UnreadUnit[] = [];
  const states = new Map<string, State>();
  const people: (PeopleWithMfa | null)[] = [];
  const unseen: string[] = [];
  // Most runs append to every scope. Where the newest seal lists nothing of one, an earlier seal does.
  let opened: Promise<SealedLog> | null = null;
  const lastRun = async ({ scope, gen, seq, segments }: Pick<SealedScope, "scope" | "gen" | "seq" | "segments">) =>
    sealedRunAt(segments) ?? (await (opened ??= SealedLog.open(ledger.store))).timeOf(scope, { gen, seq });
  for (const { scope, view, problem, gen, seq, segments } of newest.seal.scopes) {
    // A scope that is excluded was observed once. It is left out on purpose, and its old data says nothing of now.
    if (scope === ACTS_SCOPE || (roster !== null && !enrolled.some((each) => each.scope === scope))) continue;
    if (view === "failed" || seq === -1) unread.push({ scope, unit: null, problem: wholly(problem) });
    if (seq === -1) {
      unseen.push(scope);
      continue;
    }
    const state = known.get(scope) ?? (await ledger.loadChain(scope, newest)).chain.state;
    // A unit that was never read whole, holds nothing and is asked for no more has nothing that could be missed.
    const units = state
      .unitStates()
      .map(({ unit, ever }) => ({ unit, ever, problem: state.coverage.reading(unit) }))
      .filter(({ unit, ever, problem }) => ever || state.lying.has(unit) || problem !== NOT_PLANNED);
    for (const each of units) if (each.problem !== null) unread.push({ scope, unit: each.unit, problem: each.problem });
    const tooOld = staleUnits(state, policy.freshness, aged, await lastRun({ scope, gen, seq, segments }));
    // A unit that was not read whole is told as that.
    for (const each of tooOld.values())
      if (state.coverage.reading(each.unit) === null) stale.push({ scope, unit: each.unit, problem: each.problem });
    states.set(scope, state);
    const own = resultsOf(scope, state, policy, { instant: newest.seal.time, stale: tooOld });
    results.push(...own);
    people.push(peopleOf(scope, state, own));
    const incomplete = units.filter((each) => each.problem !== null).length;
    const name = enrolled.find((each) => each.scope === scope)?.name ?? null;
    const complete = units.length - incomplete;
    scopes.push({ scope, name, population: state.population, units: { complete, incomplete } });
  }
  const since = await sinceOf(ledger.store, results, states);
  const moment = {
    instant: newest.seal.time,
    asked,
    notPlanned: notPlanned(unread, newest.seal.roster, enrolled),
    unread: unread.map(named),
    stale: stale.map(named),
    limitFrom: (result: Result) => since.get(result)?.limitFrom ?? newest.seal.time,
  };
  const controls = (policy.controls?.controls ?? []).map((control) => controlStanding(control, results, moment));
  return {
    newest,
    aged,
    example: isExample(ledger.genesis),
    policy,
    scopes,
    results,
    controls: controls.toSorted((a, b) => STANDS.indexOf(a.stands) - STANDS.indexOf(b.stands)),
    causes: unobserved(results, [...unread, ...stale]),
    leftOut: [
      ...newest.seal.roster.excluded.map(({ scope, reason, approver }) => ({ scope, region: null, reason, approver })),
      ...enrolled.flatMap(({ scope, leftOut }) => leftOut.map((each) => ({ scope, ...each }))),
    ],
    since,
    people: peopleTogether(people, unseen),
  };
}

const named = ({ scope, unit }: UnreadUnit): NamedUnit => ({
  name: unit === null ? scope : `${scope} ${unit}`,
  provider: parseScope(scope).provider,
  type: unit === null ? null : splitUnit(unit).type,
});

// Why nothing of a scope was observed: what the seal says, if it says anything.
const wholly = (problem: string | null): Problem =>
  problem === null
    ? { code: "no-answer", detail: "no run has observed the scope" }
    : { code: "unavailable", detail: problem };
