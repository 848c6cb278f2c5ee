// Answers which failures there were in a window, and how late each was by the terms of each control.
import { SEVERITIES, type Severity } from "../../checks/check.ts";
import type { Place } from "../../controls/boundary.ts";
import { ownerOf } from "../../controls/owners.ts";
import type { Failure, Lasted } from "../period/failures.ts";
import { lasted } from "../period/failures.ts";
import { LATENESSES, type Lateness, type Verdict } from "../period/lateness.ts";
import { common, lengthOf, touches, type Stretch } from "../period/stretches.ts";
import { enrolmentIn } from "./policy/enrolment.ts";
import { descriptionsOf, placesOf } from "./policy/laid-over.ts";
import { itemsWithFailures, verdictsOf, type ItemFailures } from "./policy/judge.ts";
import type { PolicyTimes } from "./policy/policy-times.ts";
import type { Row, Rows } from "./rows.ts";

/** A failure under one control, or under none that it counts for. Times and durations are milliseconds. */
export type FailureInWindow = {
  readonly id: string;
  readonly scope: string;
  readonly key: string;
  readonly check: string;
  readonly type: string;
  readonly region: string | null;
  /** Null for people, and where it has none. */
  readonly name: string | null;
  readonly failure: Failure;
  readonly because: string;
  readonly lasted: Lasted;
  /** It ended after the window, or goes on. */
  readonly goesOn: boolean;
  /** It was recorded after the window, so it fills no day of it. */
  readonly becameKnownLater: boolean;
  /** Which failure of the item in the window this is, from 1. */
  readonly time: number;
  readonly owner: string | null;
  readonly severity: Severity | null;
  /** Where the resource lay by the boundary that was in force last; null where nothing is known of it. */
  readonly place: Place | null;
  /** Whether its scope was enrolled at some time of the window. */
  readonly isEnrolled: boolean;
  /** Null: it counts for no control, since none rests on the check or the resource lies outside the boundary. */
  readonly counted: Counted | null;
};

export type Counted = {
  readonly control: string;
  readonly status: Lateness;
  readonly verdict: Verdict;
  /** The limit in force at the window's end. */
  readonly limit: number;
  /** When the exceptions begin; null where there are none. */
  readonly lateFrom: number | null;
  /** Milliseconds of the exceptions in the window up to the last reading that shows the failure, and after it, if it went on. */
  readonly lateSeen: number;
  readonly latePresumed: number;
  /** From then on it no longer counts, though it goes on; null: it counts until its end. */
  readonly countedUntil: number | null;
  /** The accepted risks that touch what counts of it in the window, with the records of their acceptance. */
  readonly acceptances: readonly {
    readonly id: string;
    readonly record: string;
    readonly from: number;
    readonly to: number;
  }[];
};

export type AskedFailures = {
  readonly window: Stretch;
  /** The newest seal. */
  readonly until: number;
  readonly severityOf: (check: string) => Severity | null;
};

/** Exceptions first, and the most severe of them; then by scope, resource, check and begin. */
export function failuresIn(rows: Rows, policy: PolicyTimes, asked: AskedFailures): FailureInWindow[] {
  const enrolled = enrolmentIn(rows);
  const found = [...itemsWithFailures(rows, policy)].flatMap((item) => {
    const isEnrolled = enrolled(item.scope).some((each) => touches([each], asked.window));
    return ofItem(rows, policy, item, asked).map((each) => ({ ...each, isEnrolled }));
  });
  const rank = ({ counted }: FailureInWindow): number =>
    counted === null ? LATENESSES.length : LATENESSES.indexOf(counted.status);
  const severe = ({ severity }: FailureInWindow): number => (severity === null ? -1 : SEVERITIES.indexOf(severity));
  // Items come in order, and the sort is stable.
  return found.toSorted((a, b) => rank(a) - rank(b) || severe(b) - severe(a));
}

/** But for what is asked of its scope. */
type Found = Omit<FailureInWindow, "isEnrolled">;

function ofItem(rows: Rows, policy: PolicyTimes, item: ItemFailures, asked: AskedFailures): Found[] {
  const { window, until } = asked;
  const present = item.failures.flatMap((failure, at) => (isPresent(failure, window, until) ? [{ failure, at }] : []));
  if (present.length === 0) return [];
  const verdicts = verdictsOf(item, window, until);
  const about = aboutResource(rows, policy, item, asked);
  return present.flatMap(({ failure, at }, time): Found[] => {
    const own = {
      ...about,
      id: String(failure.row["id"]),
      failure,
      because: String(failure.row["because"]),
      lasted: lasted(failure),
      goesOn: failure.to === null || failure.to >= window.to,
      becameKnownLater: failure.knownAt >= window.to,
      time: time + 1,
    };
    const counted = [...verdicts].flatMap(([control, of]) => {
      const verdict = of[at];
      if (verdict == null) return [];
      const isSeen = common(verdict.counted, [window]).length > 0 || verdict.status === "possible exception";
      if (!isSeen) return [];
      return [{ ...own, counted: countedAs(item, { control, failure, verdict, window }) }];
    });
    return counted.length === 0 ? [{ ...own, counted: null }] : counted;
  });
}

/** By overlap with the window; one without length, at the instant at which it lies. */
const isPresent = ({ from, to, firstBad }: Failure, window: Stretch, until: number): boolean =>
  from < window.to && (to ?? Math.max(until, firstBad + 1)) > window.from - (from === to ? 1 : 0);

function aboutResource(
  rows: Rows,
  { controls, boundary }: PolicyTimes,
  item: ItemFailures,
  { severityOf }: AskedFailures,
) {
  const { scope, key, check } = item;
  const described = descriptionsOf(rows, scope, key).at(-1);
  const resource: Row =
    rows.get(`select name from resource where scope = :scope and key = :key order by first_seen desc limit 1`, {
      scope,
      key,
    }) ?? {};
  const document = controls.at(-1)?.document ?? null;
  const severity = document?.severities.find((each) => each.check === check)?.severity ?? severityOf(check);
  return {
    scope,
    key,
    check,
    type: described?.subject.type ?? "",
    region: described?.subject.region ?? null,
    name: (resource["name"] ?? null) as string | null,
    owner: described === undefined ? null : ownerOf(document?.owners ?? [], described.subject),
    severity,
    place: placesOf(described === undefined ? [] : [described], { boundary: boundary.slice(-1) }).at(-1)?.place ?? null,
  };
}

type About = {
  readonly control: string;
  readonly failure: Failure;
  readonly verdict: Verdict;
  readonly window: Stretch;
};

function countedAs({ acceptances, terms }: ItemFailures, { control, failure, verdict, window }: About): Counted {
  const inWindow = common(verdict.counted, [window]);
  const touching = acceptances.filter((each) => inWindow.some(({ from, to }) => each.from < to && from < each.to));
  const of = terms.get(control) ?? [];
  return {
    control,
    status: verdict.status,
    verdict,
    countedUntil: countedUntil(verdict, failure),
    limit: (of.findLast(({ from }) => from < window.to) ?? of[0])?.limit ?? 0,
    ...latenessIn(verdict, failure, window),
    acceptances: touching.map(({ id, record, from, to }) => ({ id, record, from, to })),
  };
}

function latenessIn({ exceptions }: Verdict, { lastBad }: Failure, window: Stretch) {
  const late = common(exceptions, [window]);
  const seen = lengthOf(common(late, [{ from: -Infinity, to: lastBad }]));
  return { lateFrom: exceptions[0]?.from ?? null, lateSeen: seen, latePresumed: lengthOf(late) - seen };
}

function countedUntil({ counted }: Verdict, { to }: Failure): number | null {
  const end = counted.at(-1)?.to ?? Infinity;
  return end < (to ?? Infinity) ? end : null;
}
