// Writes the sections of a mail on what was seen for the first time, or is judged by other tests: counted by control.
import type { ControlEntry } from "../../controls/controls-document.ts";
import type { LedgerOfNews } from "../events/events.ts";
import type { Counted } from "../news/first-sight.ts";
import type { News } from "../news/news.ts";
import { plural } from "../../audit/plural.ts";

export function firstSightSections({ firstSight }: News, { controls }: LedgerOfNews, place: string): string[][] {
  if (firstSight.isEmpty()) return [];
  const { scopes, baseline, rejudged, unread } = firstSight;
  const causes = unread.map(
    ({ problem, results }) => `  not observed: ${problem.code}: ${problem.detail} (${plural(results, "result")})`,
  );
  const first = countedByControl(baseline, controls?.controls ?? []);
  const again = countedByControl(rejudged, controls?.controls ?? []);
  return [
    ...(first.length + causes.length > 0
      ? [[`Observed for the first time: ${scopes.join(", ")}`, ...first, ...causes]]
      : []),
    ...(again.length > 0 ? [["Judged by changed checks or parameters", ...again]] : []),
    ...(first.length > 0
      ? [[`To see what fails and who owns each failure: npx tidemark status --ledger ${place}`]]
      : []),
  ];
}

// The controls with most that fails first; checks that serve none after them.
function countedByControl(counts: ReadonlyMap<string, Counted>, controls: readonly ControlEntry[]): string[] {
  const claimed = new Set(controls.flatMap(({ checks: of }) => of.map(({ check }) => check)));
  const groups = [
    ...controls.map(({ id, statement, checks: of }) => ({
      title: `${id}  ${statement}`,
      ids: of.map(({ check }) => check),
    })),
    ...[...counts.keys()].filter((check) => !claimed.has(check)).map((check) => ({ title: check, ids: [check] })),
  ];
  return groups
    .map(({ title, ids }) => {
      const of = ids.flatMap((id) => counts.get(id) ?? []);
      const [results, failing, stated] = (["results", "failing", "stated"] as const).map((member) =>
        of.reduce((sum, each) => sum + each[member], 0),
      ) as [number, number, number];
      return { title, results, failing, stated };
    })
    .filter(({ results }) => results > 0)
    .sort((a, b) => b.failing - a.failing)
    .map(
      ({ title, results, failing, stated }) =>
        `  ${title}\n      ${plural(results, "result")}, ${failing} of them ${failing === 1 ? "fails" : "fail"}` +
        (stated === 0 ? "" : `, ${stated} not applicable by the company's statement`),
    );
}
