// Puts together what a report says of each control: what it states, how its days stood, its tests and its failures.
import { checks as allChecks } from "../../../checks/index.ts";
import { durationMs } from "../../../controls/control.ts";
import type { ControlEntry } from "../../../controls/controls-document.ts";
import { countedDays, type ControlDay, type DayStatus } from "../../period/control-days.ts";
import { common, joined, touches, type Stretch } from "../../period/stretches.ts";
import type { DaysOfControl } from "../../tables/days/control-days-in.ts";
import type { FailureInWindow } from "../../tables/failures-in.ts";
import { effectOf, statedControls } from "../../tables/policy/controls.ts";
import type { PolicyTimes } from "../../tables/policy/policy-times.ts";
import { instant, type Rows } from "../../tables/rows.ts";
import type { Test } from "./tests-over-time.ts";

/** A control as one document states it, cut to the window. */
export type StatedPart = Stretch & { readonly control: ControlEntry; readonly limit: number };

export type TestPart = {
  readonly check: string;
  /** Null for a check of another version of Tidemark. */
  readonly title: string | null;
  readonly reason: string;
  /** The text on what a pass does not prove; null for a check of another version. */
  readonly limits: string | null;
  /** Cut to the window; empty where the check was not asked in it. */
  readonly parts: readonly Test[];
  /** Whether some result of it was a fail in the window: then it is shown to be able to fail. */
  readonly hasFailed: boolean;
  /** Passes in the window that the cloud leaves no choice about, and results that the company states not to apply. */
  readonly byProvider: number;
  readonly stated: number;
};

export type ControlPart = {
  readonly id: string;
  /** As stated at the end of the window, or last in it. */
  readonly control: ControlEntry;
  readonly limit: number;
  /** Each wording or set of terms that held in the window, in order. */
  readonly stated: readonly StatedPart[];
  readonly effect: readonly Stretch[];
  readonly days: readonly ControlDay[];
  /** In the order of DAY_STATUSES; those that do not occur are left out. */
  readonly byStatus: readonly (readonly [DayStatus, number])[];
  readonly possiblyLate: number;
  readonly items: number;
  readonly listed: DaysOfControl["listed"];
  readonly tests: readonly TestPart[];
  readonly failures: readonly FailureInWindow[];
};

export type ControlsAsked = {
  readonly window: Stretch;
  readonly days: readonly DaysOfControl[];
  readonly failures: readonly FailureInWindow[];
  readonly tests: ReadonlyMap<string, readonly Test[]>;
};

/** Controls that some document in force in the window states, in order of their ids. */
export function controlParts(rows: Rows, policy: PolicyTimes, asked: ControlsAsked): ControlPart[] {
  const { window, days, failures } = asked;
  const stated = Map.groupBy(statedControls(policy), ({ control }) => control.id);
  const counts = testCounts(rows, window);
  return days.flatMap(({ control: id, days: own, items, listed }) => {
    const versions = stated.get(id) ?? [];
    const parts = versions.flatMap(({ control, from, to }) =>
      common([window], [{ from, to }]).map((part) => ({ ...part, control, limit: durationMs(control.correctWithin) })),
    );
    const last = parts.at(-1);
    if (last === undefined) return [];
    return [
      {
        id,
        control: last.control,
        limit: last.limit,
        stated: distinct(parts),
        effect: common(joined(versions.map(effectOf)), [window]),
        days: own,
        byStatus: countedDays(own),
        possiblyLate: own.filter(({ marks }) => marks.includes("possibly late")).length,
        items,
        listed,
        tests: testParts(parts, asked, counts),
        failures: failures.filter(({ counted }) => counted?.control === id),
      },
    ];
  });
}

/** Documents differ in more than one control: neighbours that say the same of this one are one. */
function distinct(parts: readonly StatedPart[]): StatedPart[] {
  const result: StatedPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last !== undefined && JSON.stringify(last.control) === JSON.stringify(part.control))
      result[result.length - 1] = { ...last, to: part.to };
    else result.push(part);
  }
  return result;
}

function testParts(
  stated: readonly StatedPart[],
  { window, tests }: ControlsAsked,
  counts: ReadonlyMap<string, TestCounts>,
): TestPart[] {
  const reasons = new Map(
    stated.flatMap(({ control }) => control.checks.map(({ check, reason }) => [check, reason] as const)),
  );
  return [...reasons]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([check, reason]) => {
      const known = allChecks.find(({ id }) => id === check);
      const parts = (tests.get(check) ?? []).flatMap((test) =>
        common([window], [test]).map((part) => ({ ...test, ...part })),
      );
      return {
        check,
        title: known?.title ?? null,
        reason,
        limits: known?.limits ?? null,
        parts,
        ...(counts.get(check) ?? { hasFailed: false, byProvider: 0, stated: 0 }),
      };
    });
}

type TestCounts = Pick<TestPart, "hasFailed" | "byProvider" | "stated">;

const COUNTS = `select check_id, sum(answer = 'fail') as failed,
  count(distinct case when basis = 'provider' and answer = 'pass' then scope || ' ' || key end) as by_provider,
  count(distinct case when basis = 'stated' and answer = 'not-applicable' then scope || ' ' || key end) as stated
  from result where from_time < :to and (to_time is null or to_time > :from) group by check_id`;

function testCounts(rows: Rows, { from, to }: Stretch): ReadonlyMap<string, TestCounts> {
  return new Map(
    rows.all(COUNTS, { from: instant(from), to: instant(to) }).map((row) => [
      String(row["check_id"]),
      {
        hasFailed: Number(row["failed"]) > 0,
        byProvider: Number(row["by_provider"]),
        stated: Number(row["stated"]),
      },
    ]),
  );
}

/** Whether a control was in effect at some time of the window. */
export const isInEffect = ({ effect }: Pick<ControlPart, "effect">, window: Stretch): boolean =>
  touches(effect, window);
