// Judges the failures of the tables by the terms of each control, over all that is sealed.
import type { TimeOf } from "../../period/bracket.ts";
import type { Beginning, Ending, Failure } from "../../period/failures.ts";
import { verdictsOn, type Verdict } from "../../period/lateness.ts";
import { common, type Stretch } from "../../period/stretches.ts";
import type { Acceptance, Terms } from "../../period/terms.ts";
import { instant, ms, type Row, type Rows } from "../rows.ts";
import { acceptancesIn } from "./acceptances.ts";
import { termsFor } from "./controls.ts";
import { enrolmentIn } from "./enrolment.ts";
import { acceptedFor, descriptionsOf, placesOf, withinOf } from "./laid-over.ts";
import type { PolicyTimes } from "./policy-times.ts";

/** The failures of one item, and what is laid over them. */
export type ItemFailures = {
  readonly scope: string;
  readonly key: string;
  readonly check: string;
  /** In order of time, each with its row. */
  readonly failures: readonly (Failure & { readonly row: Row })[];
  /** When it lay within the boundary, in a scope that was enrolled. */
  readonly within: readonly Stretch[];
  readonly acceptances: readonly Acceptance[];
  readonly terms: ReadonlyMap<string, readonly Terms[]>;
};

/** Items in order of scopes, keys and checks. */
export function* itemsWithFailures(rows: Rows, policy: PolicyTimes): Generator<ItemFailures> {
  const accepted = acceptancesIn(rows);
  const enrolled = enrolmentIn(rows);
  const terms = new Map<string, ReadonlyMap<string, readonly Terms[]>>();
  const all = rows.all(`select * from failure order by scope, key, check_id, n`);
  for (let at = 0; at < all.length;) {
    const first = all[at] as Row;
    const isOfIt = (row: Row): boolean =>
      row["scope"] === first["scope"] && row["key"] === first["key"] && row["check_id"] === first["check_id"];
    let end = at;
    while (end < all.length && isOfIt(all[end] as Row)) end += 1;
    const [scope, key, check] = [String(first["scope"]), String(first["key"]), String(first["check_id"])];
    let ofCheck = terms.get(check);
    if (ofCheck === undefined) terms.set(check, (ofCheck = termsFor(check, policy)));
    const described = descriptionsOf(rows, scope, key);
    yield {
      scope,
      key,
      check,
      failures: all.slice(at, end).map((row) => ({ ...failureIn(row), row })),
      within: common(withinOf(placesOf(described, policy)), enrolled(scope)),
      acceptances: acceptedFor(check, described, accepted),
      terms: ofCheck,
    };
    at = end;
  }
}

/** The verdicts on the failures of an item by control, in a window. `until`: the newest seal. */
export function verdictsOf(
  { failures, terms, within, acceptances }: ItemFailures,
  window: Stretch,
  until: number,
): ReadonlyMap<string, readonly (Verdict | null)[]> {
  const overlay = { within, acceptances };
  return new Map(
    [...terms].map(([control, of]) => [control, verdictsOn({ failures, terms: of, overlay }, window, until)]),
  );
}

export function judge(rows: Rows, policy: PolicyTimes, newest: string): void {
  const until = ms(newest) as number;
  rows.run(`delete from verdict`, {});
  rows.run(`delete from judged`, {});
  for (const item of itemsWithFailures(rows, policy)) {
    for (const [control, verdicts] of verdictsOf(item, { from: -Infinity, to: Infinity }, until))
      for (const [at, verdict] of verdicts.entries())
        if (verdict !== null) writeVerdict(rows, item, { control, verdict, row: item.failures[at]?.row as Row });
  }
}

function writeVerdict(
  rows: Rows,
  { acceptances }: ItemFailures,
  { control, verdict, row }: { readonly control: string; readonly verdict: Verdict; readonly row: Row },
): void {
  const of = { failure_id: row["id"] as string, control_id: control };
  const touching = acceptances.filter((each) =>
    verdict.counted.some(({ from, to }) => each.from < to && from < each.to),
  );
  rows.insert("verdict", {
    ...of,
    status: verdict.status,
    clock: instant(verdict.clock),
    due: instant(verdict.due),
    acceptances: [...new Set(touching.map(({ id }) => id))].join(" "),
  });
  const parts = { counted: verdict.counted, accepted: verdict.accepted, exception: verdict.exceptions };
  for (const [part, stretches] of Object.entries(parts))
    for (const { from, to } of stretches)
      rows.insert("judged", { ...of, part, from_time: instant(from), to_time: instant(to) });
}

/** A failure from its row. */
function failureIn(row: Row): Failure {
  const said = (record: string, time: string) => ({ record, time, dataTime: null });
  return {
    opened: null,
    incarnation: row["incarnation"] as string | null,
    from: ms(row["from_time"]) as number,
    fromIs: row["from_is"] as TimeOf,
    to: ms(row["to_time"]),
    toIs: row["to_is"] as TimeOf | null,
    lastGood: ms(row["last_good"]),
    firstBad: ms(row["first_bad"]) as number,
    lastBad: ms(row["last_bad"]) as number,
    firstGood: ms(row["first_good"]),
    began: row["began"] as Beginning,
    ended: row["ended"] as Ending,
    judged: JSON.parse(String(row["judged"])) as readonly string[],
    knownAt: ms(row["known_at"]) as number,
    endKnownAt: ms(row["end_known_at"]),
    opening: said(String(row["record"]), String(row["known_at"])),
    closing: row["end_record"] === null ? null : said(String(row["end_record"]), String(row["end_known_at"])),
    series: Number(row["series"]),
  };
}
