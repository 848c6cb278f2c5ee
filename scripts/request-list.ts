// Writes docs/request-list.md: the usual requests of an auditor, and where the answer to each stands.
import { REQUESTS } from "../audit/handover/workbook/requests.ts";

const HEAD = `# Requests of an auditor

Written by scripts/request-list.ts from audit/handover/workbook/requests.ts. The workbook of \`tidemark export\` has the same list in its sheet Requests.

Sheets are those of the workbook, and parts those of \`tidemark report\`. In commands \`P\` stands for the period, such as \`2026-Q3\`.
`;

/** The page. */
export function requestListPage(): string {
  const groups = Map.groupBy(REQUESTS, ({ about }) => about);
  const sections = [...groups].map(([about, requests]) => {
    const rows = requests.map(({ asked, sheet, part, command, note }) =>
      [asked, sheet, part, command === null ? null : `\`${command}\``, note]
        .map((cell) => (cell ?? "").replaceAll("|", "\\|"))
        .join(" | "),
    );
    return [
      `## ${about}`,
      "",
      "| Request | Sheet | Part of the report | Command | Note |",
      "| --- | --- | --- | --- | --- |",
      ...rows.map((row) => `| ${row} |`),
      "",
    ].join("\n");
  });
  return [HEAD, ...sections].join("\n");
}
