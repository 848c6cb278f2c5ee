// Writes docs/coverage.md: how each row of Prowler is answered, and what is planned or left out.
import { CLOUDS } from "../../checks/clouds.ts";
import { checks } from "../../checks/index.ts";
import { LEFT_OUT } from "./left-out.ts";
import { PLANNED } from "./planned.ts";
import { readRows, stateOf, type Row, type State } from "./rows.ts";

const line = (...cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
const head = (...cells: readonly string[]): string[] => [line(...cells), `|${cells.map(() => "---").join("|")}|`];

export function coveragePage(): string {
  const rows = readRows().map((row) => ({ ...row, state: stateOf(row, checks) }));
  const count = (state: State, of: readonly { readonly state: State }[]): number =>
    of.filter((each) => each.state === state).length;
  return [
    "<!-- Generated from scripts/coverage by `npm run generate`. -->",
    "# Coverage",
    "Scanners have many checks that differ in one value. This page takes 422 checks of [Prowler](https://github.com/prowler-cloud/prowler) for AWS, Azure and Google Cloud, by id, as a selection of 28 November 2026 has them. It says for each which check of Tidemark asks the same. Prowler has more. *Answered*: the check exists, has the parameter, and judges the type. *Planned*: one of these is not there yet. *Left out*: nothing of Tidemark will ask it, for the reason that stands here.",
    "Where a parameter is named, the check asks the same with that parameter; without a value, the value that the row asks for.",
    [
      ...head("", "rows", "answered", "planned", "left out"),
      ...CLOUDS.map(({ cloud, name }) => {
        const own = rows.filter((each) => each.cloud === cloud);
        return line(name, own.length, count("answered", own), count("planned", own), count("left out", own));
      }),
      line("all", rows.length, count("answered", rows), count("planned", rows), count("left out", rows)),
    ].join("\n"),
    "## Planned checks",
    Object.entries(PLANNED)
      .map(([domain, ids]) => `- ${domain}: ${ids.map((id) => `\`${id}\``).join(", ")}`)
      .join("\n"),
    ...CLOUDS.flatMap(({ cloud, name }) => [
      `## ${name}`,
      [
        ...head("Prowler", "Tidemark", "state"),
        ...rows.filter((each) => each.cloud === cloud).map((each) => line(`\`${each.row}\``, asks(each), each.state)),
      ].join("\n"),
    ]),
    "",
  ].join("\n\n");
}

/** What of ours asks the same, or why nothing does. */
function asks({ check, parameter, type, leftOut }: Row): string {
  if (leftOut !== null) return LEFT_OUT[leftOut];
  const id = checks.some((each) => each.id === check) ? `[${check}](checks/${check}.md)` : `\`${check}\``;
  return [id, parameter === null ? "" : `\`${parameter}\``, type === null ? "" : `of \`${type}\``]
    .filter((part) => part !== "")
    .join(" ");
}
