// Lists what was not observed in a window, from when to when, why, and which controls it concerns.
import { common, type Stretch } from "../../period/stretches.ts";
import { enrolmentIn } from "../../tables/policy/enrolment.ts";
import { effectOf, statedControls } from "../../tables/policy/controls.ts";
import type { PolicyTimes } from "../../tables/policy/policy-times.ts";
import { gapsByScope } from "../../tables/days/gaps.ts";
import { unreadIn } from "../../tables/days/unread.ts";
import { instant, ms, type Rows } from "../../tables/rows.ts";

/** Cut to the window; `goesOn`: it was not read at the window's end. */
export type NotObserved = Stretch & {
  /** A scope, a unit or region of one, or a check on some resources. */
  readonly name: string;
  readonly cause: string;
  /** The action, file or field, where records name one; else null. */
  readonly detail: string | null;
  /** How many results are hidden; null where nobody knows. */
  readonly results: number | null;
  readonly controls: readonly string[];
  readonly goesOn: boolean;
  /** The record that says so; null where the log says it by what it lacks. */
  readonly record: string | null;
};

/** Units, scopes and regions first, then single results; each in order of time. */
export function notObservedIn(rows: Rows, policy: PolicyTimes, window: Stretch): NotObserved[] {
  const gaps = gapsByScope(rows, policy.dues);
  const enrolled = enrolmentIn(rows);
  const concerned = controlsBy(policy, window);
  const parts = unreadIn(rows, gaps, enrolled).flatMap(({ name, stretches, concerns }) => {
    const controls = concerned((check) => {
      const asked = policy.asked
        .findLast(({ from, document }) => from < window.to && document.has(check))
        ?.document.get(check);
      return asked !== undefined && concerns(asked);
    });
    // Nothing that is asked lies there.
    if (controls.length === 0) return [];
    return stretches.flatMap((stretch) =>
      common([stretch], [window]).map((part) => ({
        ...part,
        name,
        cause: stretch.cause,
        ...unitRecord(rows, name, stretch),
        results: null,
        controls,
        goesOn: stretch.to > window.to,
      })),
    );
  });
  return [...joinedByCause(parts).toSorted(byTime), ...unreadResults(rows, window, concerned).toSorted(byTime)];
}

/** Units of one scope that were not read at the same times, for the same reason, are one row. */
function joinedByCause(parts: readonly NotObserved[]): NotObserved[] {
  const alike = Map.groupBy(parts, ({ name, from, to, cause, detail, goesOn }) =>
    JSON.stringify([name.split(" ")[0], from, to, cause, detail, goesOn]),
  );
  return [...alike.values()].map((of) => {
    const [first] = of as [NotObserved];
    if (of.length === 1) return first;
    const scope = first.name.slice(0, first.name.indexOf(" "));
    const units = of.map(({ name }) => name.slice(scope.length + 1)).sort();
    const controls = [...new Set(of.flatMap((each) => each.controls))].sort();
    return { ...first, name: `${scope} ${units.length} units: ${units.join(", ")}`, controls };
  });
}

const byTime = (a: NotObserved, b: NotObserved): number =>
  a.from - b.from || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const UNIT = `select detail, record from unit where scope = :scope and unit = :unit and problem is not null
  and from_time <= :at and (to_time is null or to_time > :at)`;

function unitRecord(rows: Rows, name: string, { from }: Stretch): Pick<NotObserved, "detail" | "record"> {
  const [scope, unit] = [name.slice(0, name.indexOf(" ")), name.slice(name.indexOf(" ") + 1)];
  const row = Number.isFinite(from) && unit !== name ? rows.get(UNIT, { scope, unit, at: instant(from) }) : undefined;
  return { detail: (row?.["detail"] ?? null) as string | null, record: (row?.["record"] ?? null) as string | null };
}

const RESULTS = `select scope, check_id, problem, detail, count(*) as n, min(from_time) as first, max(coalesce(to_time, '~')) as last,
  min(record) as record from result where answer = 'indeterminate' and from_time < :to and (to_time is null or to_time > :from)
  group by scope, check_id, problem, detail, from_time, to_time order by first`;

type Concerned = (isIt: (check: string) => boolean) => readonly string[];

function unreadResults(rows: Rows, window: Stretch, concerned: Concerned): NotObserved[] {
  return rows.all(RESULTS, { from: instant(window.from), to: instant(window.to) }).map((row) => {
    const check = String(row["check_id"]);
    const to = row["last"] === "~" ? Infinity : (ms(row["last"]) as number);
    return {
      from: Math.max(window.from, ms(row["first"]) as number),
      to: Math.min(window.to, to),
      name: `${String(row["scope"])} ${check}`,
      cause: String(row["problem"]),
      detail: row["detail"] as string | null,
      results: Number(row["n"]),
      controls: concerned((each) => each === check),
      goesOn: to > window.to,
      record: row["record"] as string | null,
    };
  });
}

/** Controls in effect in the window that rest on a check. */
function controlsBy(policy: PolicyTimes, window: Stretch): Concerned {
  const stated = [...statedControls(policy)].filter((each) => common([effectOf(each)], [window]).length > 0);
  return (isIt) =>
    [
      ...new Set(
        stated.flatMap(({ control }) => (control.checks.some(({ check }) => isIt(check)) ? [control.id] : [])),
      ),
    ].sort();
}
