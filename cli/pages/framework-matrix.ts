// Prints which controls and checks speak to each requirement of a framework.
import type { Control } from "../../controls/control.ts";
import { FRAMEWORKS, type FrameworkId } from "../../controls/frameworks.ts";
import { table, type Output } from "../output.ts";

/** Requirements are known by their identifiers alone: their texts belong to the framework's publisher. */
export function printFramework(out: Output, framework: FrameworkId, controls: readonly Control[]): void {
  const { name } = FRAMEWORKS[framework];
  const rows = controls
    .flatMap(({ id, statement, frameworks, checks }) =>
      (frameworks[framework] ?? []).map((requirement) => ({
        requirement,
        control: id,
        statement,
        checks: checks.map(({ check }) => check.id),
      })),
    )
    .sort((a, b) => inOrder(a.requirement, b.requirement) || inOrder(a.control, b.control));
  out.line(`${name}: requirements that these controls speak to. Your auditor decides whether a control meets one.`);
  out.line("Requirements that are not in the list have no control here.");
  out.line();
  const lines = rows.map(({ requirement, control, statement, checks }) => [
    requirement,
    control,
    statement,
    checks.join(", "),
  ]);
  for (const line of table(lines)) out.line(line);
  out.result({ framework, name, requirements: rows });
}

/** 8.5 comes before 8.15. */
const inOrder = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });
