// Decides how each control stands: met only if everything its checks ask was read and nothing fails longer than it may.
import { durationMs } from "../../controls/control.ts";
import type { ControlEntry } from "../../controls/controls-document.ts";
import type { Outcome } from "../../evidence-schema/record/record.ts";
import { parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { AskedCheck } from "./asked-checks.ts";
import type { NotPlanned } from "./not-planned.ts";
import { isInBoundary, type Result } from "./result.ts";

/**
 * `not met`: a failure within the boundary has lasted longer than the control allows, and no waiver covers it. `not observed`:
 * nothing of that, but something could not be read, so nobody can say. `no items`: all was read, and there is nothing that the
 * control speaks of. `out of scope`: there is, and none of it within the boundary.
 */
export const STANDS = ["not met", "not observed", "met", "no items", "out of scope", "not in effect"] as const;
export type Stands = (typeof STANDS)[number];

export type ControlStanding = {
  readonly control: ControlEntry;
  readonly stands: Stands;
  /** Results within the boundary, by outcome; waived ones are among the fails. */
  readonly counts: { readonly [outcome in Outcome]: number };
  /** Passes that the provider leaves no choice about. */
  readonly byProvider: number;
  /** Results that are not applicable because the company states so. */
  readonly stated: number;
  /** Fails that make it not met. */
  readonly deviating: readonly Result[];
  /** Fails that the control still has time to correct. */
  readonly correcting: readonly Result[];
  readonly waived: readonly Result[];
  /** Scopes and units, by name, of which nobody knows what they hold. */
  readonly unread: readonly string[];
  /** Units, by name, whose data is too old to count. */
  readonly stale: readonly string[];
  readonly notPlanned: NotRead;
  /** Checks of it that are not asked. */
  readonly notAsked: readonly string[];
  /** Results outside the boundary. */
  readonly outside: number;
};

/** Regions and scopes that the control's checks cover and that no run reads. */
export type NotRead = {
  /** Regions that are turned on and that no run reads, and all regions that are known. */
  readonly regions: number;
  readonly of: number;
  /** Scopes that were found and are not enrolled. */
  readonly scopes: readonly string[];
  /** Scopes whose regions, and parents whose scopes, could not be listed. */
  readonly regionsOf: readonly string[];
  readonly scopesOf: readonly string[];
};

/** A unit, or a whole scope (type null). */
export type NamedUnit = { readonly name: string; readonly provider: string; readonly type: string | null };

/** The known facts of one moment, beside the results themselves. */
export type Moment = {
  readonly instant: string;
  /** Checks in force, by id. */
  readonly asked: ReadonlyMap<string, AskedCheck>;
  /** Regions and scopes that exist and that no run looks into, by provider. */
  readonly notPlanned: readonly NotPlanned[];
  /** The scopes and units that could not be read: whole scopes (type null), and units that were not complete. */
  readonly unread: readonly NamedUnit[];
  /** The units whose data is too old to count. */
  readonly stale: readonly NamedUnit[];
  /** From when on the limit of a failing result counts. */
  readonly limitFrom: (result: Result) => string;
};

export function controlStanding(control: ControlEntry, results: readonly Result[], moment: Moment): ControlStanding {
  const { instant, asked, limitFrom } = moment;
  const ids = new Set(control.checks.map(({ check }) => check));
  const own = results.filter(({ finding }) => ids.has(finding.check));
  const within = own.filter(isInBoundary);
  const failing = within.filter(({ outcome }) => outcome === "fail");
  const waived = failing.filter(({ waiver }) => waiver !== null);
  const open = failing.filter(({ waiver }) => waiver === null);
  const allowed = durationMs(control.correctWithin);
  const isLate = (result: Result): boolean => parseTimestamp(instant) - parseTimestamp(limitFrom(result)) >= allowed;
  const deviating = open.filter(isLate);
  const namesOf = (units: readonly NamedUnit[]): string[] =>
    units.filter((each) => concerns(each, [...ids], asked)).map(({ name }) => name);
  const tally: { [outcome in Outcome]: number } = { pass: 0, fail: 0, indeterminate: 0, "not-applicable": 0 };
  for (const { outcome } of within) tally[outcome] += 1;
  const standing = {
    control,
    counts: tally,
    byProvider: within.filter(({ outcome, finding }) => outcome === "pass" && finding.basis === "provider").length,
    stated: within.filter(({ outcome, finding }) => outcome === "not-applicable" && finding.basis === "stated").length,
    deviating,
    correcting: open.filter((result) => !isLate(result)),
    waived,
    unread: namesOf(moment.unread),
    stale: namesOf(moment.stale),
    notPlanned: notReadFor([...ids], moment),
    notAsked: [...ids].filter((id) => !asked.has(id)),
    outside: own.length - within.length,
  };
  return { ...standing, stands: standsHow(standing, instant) };
}

// Whether a unit could hold results of one of the checks: an evaluator asks that type of that provider.
function concerns({ provider, type }: NamedUnit, ids: readonly string[], asked: Moment["asked"]): boolean {
  return ids.some((id) =>
    [...(asked.get(id)?.types ?? [])].some((each) =>
      type === null ? each.startsWith(`${provider} `) : each === `${provider} ${type}`,
    ),
  );
}

/** The scopes of providers that one of the checks asks, and their regions where it asks a type that each region has. */
function notReadFor(ids: readonly string[], { asked, notPlanned }: Moment): NotRead {
  const checks = ids.flatMap((id) => asked.get(id) ?? []);
  const isAsked = (provider: string): boolean =>
    checks.some(({ types }) => [...types].some((type) => type.startsWith(`${provider} `)));
  const own = notPlanned.filter(({ provider }) => isAsked(provider));
  const regional = notPlanned.filter(({ provider }) => checks.some((check) => check.regional.has(provider)));
  const regions = regional.reduce((sum, each) => sum + each.regions.length, 0);
  return {
    regions,
    of: regions + regional.reduce((sum, { planned }) => sum + planned, 0),
    scopes: own.flatMap(({ scopes }) => scopes),
    regionsOf: regional.flatMap(({ regionsOf }) => regionsOf),
    scopesOf: own.flatMap(({ scopesOf }) => scopesOf),
  };
}

function standsHow(standing: Omit<ControlStanding, "stands">, instant: string): Stands {
  const { control, counts: tally, deviating, unread, stale, notPlanned, notAsked, outside } = standing;
  const { regions, scopes, regionsOf, scopesOf } = notPlanned;
  const isMissing = unread.length + stale.length + regions + scopes.length + regionsOf.length + scopesOf.length > 0;
  const isNothingAsked = control.checks.every(({ check }) => notAsked.includes(check));
  if ((control.from !== null && instant < control.from) || (control.until !== null && instant >= control.until))
    return "not in effect";
  if (deviating.length > 0) return "not met";
  if (tally.indeterminate > 0 || isMissing || isNothingAsked) return "not observed";
  if (tally.pass + tally.fail > 0) return "met";
  return outside > 0 && tally["not-applicable"] === 0 ? "out of scope" : "no items";
}
