// Runs `tidemark checks`: prints the list of checks, explains one, or shows which control rests on which check and cloud.
import { parseArgs } from "node:util";
import { z } from "zod";
import { typesOf, type Check } from "../../checks/check.ts";
import { CLOUDS, type Cloud } from "../../checks/clouds.ts";
import { checks as allChecks } from "../../checks/index.ts";
import { controlMatrix } from "../../config/members/control-matrix.ts";
import type { Config } from "../../config/schema.ts";
import { writtenAs } from "../../config/members/person-or-role.ts";
import type { Control } from "../../controls/control.ts";
import { FRAMEWORK_IDS, type FrameworkId } from "../../controls/frameworks.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { EXIT, UsageError } from "../exit.ts";
import { printFramework } from "../pages/framework-matrix.ts";
import { loadConfig } from "../places/load-config.ts";
import { table, type Output } from "../output.ts";

export const summary =
  "checks [ID | --matrix [--framework NAME]]                  the checks, and the controls that use them";

export const options = {
  config: { type: "string" },
  matrix: { type: "boolean", default: false },
  framework: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [id, ...more] = positionals;
  if (more.length > 0 || (id !== undefined && values.matrix))
    throw new UsageError(
      `checks: found ${positionals.join(" ")}, expected at most one check, and no check with --matrix`,
    );
  const framework = frameworkOf(values);
  const { config, notice } = await loadConfig(values.config);
  if (notice !== null) out.line(`${notice}\n`);
  const controls = controlMatrix(config.controls, writtenAs);
  if (framework !== null) {
    printFramework(out, framework, controls);
    return EXIT.done;
  }
  if (values.matrix) return showMatrix(out, controls);
  if (id === undefined) return showList(out, config, controls);
  const check = allChecks.find((each) => each.id === id);
  if (check === undefined)
    throw new UsageError(`checks: found ${id}, expected one of ${allChecks.map((each) => each.id).join(", ")}`);
  return explain(out, check, config, controls);
}

function frameworkOf({ framework, matrix }: { framework?: string; matrix: boolean }): FrameworkId | null {
  if (framework === undefined) return null;
  if (!matrix) throw new UsageError("checks: found --framework without --matrix. Add --matrix");
  const known = FRAMEWORK_IDS.find((id) => id === framework);
  if (known === undefined)
    throw new UsageError(`checks: found framework ${framework}, expected one of ${FRAMEWORK_IDS.join(", ")}`);
  return known;
}

const servedBy = (controls: readonly Control[], { id }: Check): readonly Control[] =>
  controls.filter(({ checks }) => checks.some(({ check }) => check.id === id));

function showList(out: Output, { checks: configured }: Config, controls: readonly Control[]): number {
  const rows = allChecks.map((check) => {
    const { id, domain, title } = check;
    const { enabled = true, severity = check.severity } = configured[id] ?? {};
    const clouds = CLOUDS.filter(({ cloud }) => typesOf(check, cloud).length > 0).map(({ name }) => name);
    const ids = servedBy(controls, check).map((control) => control.id);
    return { id, domain, title, severity, enabled, clouds, controls: ids };
  });
  for (const line of table(
    rows.map(({ id, domain, severity, enabled, clouds, controls: ids }) => [
      domain,
      id,
      enabled ? severity : "disabled",
      clouds.join(", "),
      ids.length === 0 ? "no control" : ids.join(", "),
    ]),
  ))
    out.line(line);
  out.result(rows);
  return EXIT.done;
}

function showMatrix(out: Output, controls: readonly Control[]): number {
  const rows = controls.flatMap(({ id, criteria, frameworks, owner, checks }) =>
    checks.map(({ check, reason }) => ({
      control: id,
      criteria,
      frameworks,
      owner,
      check: check.id,
      reason,
      clouds: Object.fromEntries(CLOUDS.map(({ cloud }) => [cloud, typesOf(check, cloud)])),
    })),
  );
  const mark = (types: readonly string[] | undefined): string =>
    types === undefined || types.length === 0 ? "-" : String(types.length);
  for (const line of table([
    ["control", "criteria", "check", ...CLOUDS.map(({ name }) => name), "(types judged)"],
    ...rows.map(({ control, criteria, check, clouds }) => [
      control,
      criteria.join(" "),
      check,
      ...CLOUDS.map(({ cloud }) => mark(clouds[cloud])),
      "",
    ]),
  ]))
    out.line(line);
  out.result(rows);
  return EXIT.done;
}

function explain(out: Output, check: Check, { checks }: Config, controls: readonly Control[]): number {
  const configured = checks[check.id];
  const parameters = parametersOf(check, configured?.parameters ?? {});
  out.line(`${check.title} (${check.id}, version ${check.version}, ${configured?.severity ?? check.severity})`);
  out.line();
  for (const [heading, text] of [
    ["Requirement", check.requirement],
    ["Why", check.rationale],
    ["Limits", check.limits],
  ] as const)
    out.section(heading, [text]);
  out.section(
    "Parameters",
    parameters.map(({ name, value, fallback, description }) => {
      const is = JSON.stringify(value);
      const differs = is === JSON.stringify(fallback) ? "" : ` (default ${JSON.stringify(fallback)})`;
      return `${name} = ${is}${differs}: ${description}`;
    }),
  );
  if (configured !== undefined)
    out.section("Configured", [`${configured.enabled ? "" : "disabled: "}${configured.reason}`]);
  for (const { cloud, name } of CLOUDS) {
    out.section(name, cloudLines(check, cloud));
  }
  out.section("Remedies", [
    "Take the ways and commands that fit the failure: together they are no script. Words in capitals stand for names of your own.",
  ]);
  out.section(
    "Controls",
    servedBy(controls, check).map(({ id, statement }) => `${id}  ${statement}`),
  );
  out.section(
    "References",
    check.references.map(({ title, url }) => `${title}: ${url}`),
  );
  const { evaluators: _evaluators, parameters: _parameters, ...said } = check;
  out.result({ ...said, parameters, controls: servedBy(controls, check).map(({ id }) => id) } as unknown as Json);
  return EXIT.done;
}

function cloudLines(check: Check, cloud: Cloud): string[] {
  const types = typesOf(check, cloud);
  const remedy = check.remediation[cloud];
  if (types.length === 0 || remedy === undefined) return [`not judged: ${check.unavailableIn?.[cloud] ?? ""}`];
  return [
    `judges ${types.join(", ")}`,
    `to fix: ${remedy.change}`,
    ...remedy.console.map((way) => `console: ${way}`),
    ...remedy.commands.map((command) => `command: ${command}`),
    ...remedy.terraform.map((line) => `Terraform: ${line}`),
  ];
}

type Parameter = {
  readonly name: string;
  readonly value: unknown;
  readonly fallback: unknown;
  readonly description: string;
};

/** Parameters with their values, beside their defaults. */
function parametersOf({ parameters }: Check, given: { readonly [name: string]: unknown }): Parameter[] {
  const values = parameters.parse(given);
  const defaults = parameters.parse({});
  return Object.entries(parameters.shape).map(([name, schema]) => ({
    name,
    value: values[name],
    fallback: defaults[name],
    description: z.toJSONSchema(schema as z.ZodType, { io: "input" }).description ?? "",
  }));
}
