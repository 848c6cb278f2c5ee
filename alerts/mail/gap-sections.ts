// Writes the sections of a mail on what is not observed, what is observed again, and scopes that nobody enrolled.
import { remedy } from "../../audit/standing/remedy.ts";
import type { News } from "../news/news.ts";
import { plural } from "../../audit/plural.ts";

export function gapSections({ lost, regained, failed, missed }: News): string[][] {
  const gap = ({ scope, problem, units, results }: News["lost"][number]): string =>
    `  ${problem.code}: ${problem.detail} (${scope}: ${plural(units.length, "unit")}, ${plural(results, "result")})`;
  const none = {
    "No longer observed": lost.flatMap((each) => [gap(each), `      how to fix: ${remedy(each.problem, each.units)}`]),
    "Not observed at all": failed.map(({ scope, problem }) => `  ${scope}: ${problem}`),
    "Missed runs": missed.map(
      ({ first, count }) =>
        `  slot ${first}${count === 1 ? "" : ` and the ${count - 1} after it`}: no run was sealed in time, and a later run cannot make up for this. See docs/runbook.md`,
    ),
    "Observed again": regained.map(gap),
  };
  return Object.entries(none).flatMap(([title, lines]) => (lines.length === 0 ? [] : [[title, ...lines]]));
}

export function otherSections({ found, unlisted }: News): string[][] {
  const other = {
    "Found but neither enrolled nor excluded": found.map(
      (scope) => `  ${scope}: add the scope to scopes of the config, or to excluded with a reason and an approver`,
    ),
    "Not listed": unlisted.map(
      (parent) =>
        `  ${parent}: the scopes in it could not be listed, so the run reports none of them that is not enrolled. The log group /tidemark/plan-run says why, under unlisted`,
    ),
  };
  return Object.entries(other).flatMap(([title, lines]) => (lines.length === 0 ? [] : [[title, ...lines]]));
}
