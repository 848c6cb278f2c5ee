// Writes the generated pages on checks: docs/checks/<id>.md with the check's cases as examples, and the control matrix.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { typesOf, type Check, type Remedy } from "../checks/check.ts";
import { CLOUDS } from "../checks/clouds.ts";
import { checks } from "../checks/index.ts";
import type { Evaluator } from "../checks/kernel.ts";
import { CRITERIA } from "../controls/criteria.ts";
import { FRAMEWORK_IDS, FRAMEWORKS } from "../controls/frameworks.ts";
import { defaultControls } from "../controls/default-controls.ts";
import { slicePaths } from "../test/support/slice-paths.ts";
import type { Cases } from "../test/checks/cases.ts";

const CASES = join(import.meta.dirname, "../test/checks");

export const checkPages = [
  ...checks.map((check) => ({
    path: `docs/checks/${check.id}.md`,
    prettier: true as const,
    make: async () =>
      page(check, ((await import(join(CASES, check.domain, `${check.id}.cases.ts`))) as { cases: Cases }).cases),
  })),
  { path: "docs/checks/README.md", prettier: true as const, make: index },
  { path: "docs/control-matrix.md", prettier: true as const, make: matrix },
];

/** Pages that no check has any more. */
export function strayPages(): string[] {
  const folder = join(import.meta.dirname, "../docs/checks");
  const known = new Set(checkPages.map(({ path }) => path));
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => `docs/checks/${name}`)
    .filter((path) => !known.has(path));
}

const GENERATED = "<!-- Generated from the check and its cases by `npm run generate`. -->";

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ").replaceAll("<", "&lt;");
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
const head = (...cells: readonly string[]): string[] => [row(...cells), `|${cells.map(() => "---").join("|")}|`];

function page(check: Check, cases: Cases): string {
  const controls = defaultControls.filter((control) => control.checks.some((mapping) => mapping.check === check));
  return [
    GENERATED,
    `# ${check.title}`,
    `\`${check.id}\`, version ${check.version}. Domain: ${check.domain}. Default severity: ${check.severity}.`,
    `**Requirement.** ${check.requirement}`,
    `**Why.** ${check.rationale}`,
    `**Limits.** ${check.limits}`,
    "## Parameters",
    parameters(check),
    "## Controls",
    controls.length === 0
      ? "No default control rests on it."
      : controls
          .flatMap(({ id, statement, checks: mapped }) => {
            const reason = mapped.find((mapping) => mapping.check === check)?.reason ?? "";
            return [`- ${id}, "${statement}": ${reason}`];
          })
          .join("\n"),
    ...CLOUDS.flatMap(({ cloud, name, providers }) => {
      const evaluators = check.evaluators.filter(({ provider }) => (providers as readonly string[]).includes(provider));
      return [
        `## ${name}`,
        ...remedyPart(check.remediation[cloud]),
        ...(evaluators.length === 0 ? [`Not judged. ${check.unavailableIn?.[cloud] ?? ""}`] : []),
        ...evaluators.flatMap((evaluator) => evaluatorPart(evaluator, cases)),
      ];
    }),
    "## References",
    check.references.map(({ title, url }) => `- [${title}](${url})`).join("\n"),
    "",
  ].join("\n\n");
}

function remedyPart(remedy: Remedy | undefined): string[] {
  if (remedy === undefined) return [];
  const { change, console, commands, terraform } = remedy;
  return [
    `**To fix.** ${change}`,
    "In the console:",
    console.map((way) => `- ${way}`).join("\n"),
    ...(commands.length === 0 ? [] : [`${FITTING}:`, ["```sh", ...commands, "```"].join("\n")]),
    ...(terraform.length === 0 ? [] : ["In Terraform:", terraform.map((line) => `- \`${line}\``).join("\n")]),
  ];
}

/** Commands are for one failure each: no remedy is a script. */
const FITTING = "On the command line, whichever fits the failure; words in capitals stand for names of your own";

function parameters({ parameters: schema }: Check): string {
  const defaults = schema.parse({});
  const rows = Object.entries(schema.shape).map(([name, parameter]) =>
    row(
      `\`${name}\``,
      `\`${JSON.stringify(defaults[name])}\``,
      z.toJSONSchema(parameter as z.ZodType, { io: "input" }).description ?? "",
    ),
  );
  return rows.length === 0 ? "None." : [...head("parameter", "default", "what it decides"), ...rows].join("\n");
}

function evaluatorPart({ provider, resourceType, reads, related }: Evaluator, cases: Cases): string[] {
  const { cases: examples = [], never = {} } = cases[`${provider} ${resourceType}`] ?? {};
  const rows = examples.map(({ name, expect, because = "" }) => row(expect, name, because));
  const needs = Object.values(related).map(({ type }) => `\`${type}\``);
  const paths = slicePaths(reads);
  return [
    `### \`${resourceType}\``,
    paths.length === 0
      ? "Reads nothing but that it is there."
      : `Reads ${paths.map((path) => `\`${path}\``).join(", ")}.`,
    ...(needs.length === 0 ? [] : [`Asks about ${[...new Set(needs)].join(", ")}.`]),
    [...head("outcome", "case", "because"), ...rows].join("\n"),
    ...Object.entries(never).map(([outcome, why]) => `Never \`${outcome}\`: ${why}`),
  ];
}

function index(): string {
  return [
    GENERATED,
    "# Checks",
    [
      ...head("domain", "check", "severity", ...CLOUDS.map(({ name }) => `types in ${name}`)),
      ...checks
        .toSorted((a, b) => (`${a.domain} ${a.id}` < `${b.domain} ${b.id}` ? -1 : 1))
        .map((check) =>
          row(
            check.domain,
            `[${check.id}](${check.id}.md)`,
            check.severity,
            ...CLOUDS.map(({ cloud }) => String(typesOf(check, cloud).length)),
          ),
        ),
    ].join("\n"),
    "",
  ].join("\n\n");
}

function matrix(): string {
  return [
    GENERATED,
    "# Default controls",
    "The set to start from. A company's own matrix, with its ids, statements, owners and times, stands in its config; `tidemark checks --matrix` prints that one. Criteria are those of SOC 2 by identifier, in our own words: the published text is copyrighted.",
    [
      ...head(
        "control",
        "statement",
        "criteria",
        "check",
        "why the check speaks for it",
        ...CLOUDS.map(({ name }) => name),
      ),
      ...defaultControls.flatMap(({ id, statement, criteria, checks: mapped }) =>
        mapped.map(({ check, reason }) =>
          row(
            id,
            statement,
            criteria.join(" "),
            `[${check.id}](checks/${check.id}.md)`,
            reason,
            ...CLOUDS.map(({ cloud }) => (typesOf(check, cloud).length > 0 ? "yes" : "-")),
          ),
        ),
      ),
    ].join("\n"),
    "## Other frameworks",
    "Requirements that a control speaks to, by identifier. They help to find one's way: an auditor decides whether a control meets a requirement. A dash means that there is none, or that we are not sure. `tidemark checks --matrix --framework iso27001` prints one framework by its requirements.",
    [
      ...head("control", ...FRAMEWORK_IDS.map((id) => FRAMEWORKS[id].name)),
      ...defaultControls.map(({ id, frameworks }) =>
        row(id, ...FRAMEWORK_IDS.map((framework) => frameworks[framework]?.join(" ") ?? "-")),
      ),
    ].join("\n"),
    "## Criteria in use",
    [
      ...head("criterion", "about"),
      ...Object.entries(CRITERIA)
        .filter(([id]) => defaultControls.some(({ criteria }) => (criteria as readonly string[]).includes(id)))
        .map(([id, text]) => row(id, text)),
    ].join("\n"),
    "",
  ].join("\n\n");
}
