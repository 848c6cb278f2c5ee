// Defines the company's own control matrix over the default set: ids and statements as its system description has them.
import { z } from "zod";
import { FREQUENCIES, type Control } from "../../controls/control.ts";
import { CRITERION_IDS } from "../../controls/criteria.ts";
import { FRAMEWORK_IDS, FRAMEWORKS } from "../../controls/frameworks.ts";
import { defaultControls } from "../../controls/default-controls.ts";
import { Day, endOf, startOf } from "./day.ts";
import { Duration } from "./duration.ts";
import { ImportedCheck } from "./imported-check.ts";
import { PersonOrRole } from "./person-or-role.ts";
import { RecordedText as text } from "./recorded-text.ts";

const defaultIds = defaultControls.map(({ id }) => id);

/** Identifiers by framework, each of a form that the framework's edition has. */
const Frameworks = z.partialRecord(z.enum(FRAMEWORK_IDS), z.array(z.string()).min(1)).check(({ value, issues }) => {
  for (const id of FRAMEWORK_IDS) {
    const { name, example, has } = FRAMEWORKS[id];
    for (const [at, found] of (value[id] ?? []).entries()) {
      if (has(found)) continue;
      const message = `found ${JSON.stringify(found)}, expected an identifier of ${name}, such as ${example}`;
      issues.push({ code: "custom", path: [id, at], message, input: value });
    }
  }
});

export const ControlInput = z
  .strictObject({
    id: text,
    /** A default control whose statement, criteria, frameworks and checks are taken over, as far as they are not given here. */
    basedOn: z
      .string()
      .refine((id) => defaultIds.includes(id), `expected the id of a default control, one of ${defaultIds.join(", ")}`)
      .optional(),
    statement: text.optional(),
    criteria: z.array(z.enum(CRITERION_IDS)).min(1).optional(),
    frameworks: Frameworks.optional(),
    checks: z
      .array(z.strictObject({ check: ImportedCheck, reason: text }))
      .min(1)
      .optional(),
    owner: PersonOrRole,
    frequency: z.enum(FREQUENCIES).default("continuous"),
    correctWithin: Duration.default("PT0H"),
    /** First day or instant on which the control is in effect, and the last; both days are in. */
    from: Day.optional(),
    until: Day.optional(),
  })
  .check(({ value, issues }) => {
    for (const member of ["statement", "criteria", "checks"] as const) {
      if (value.basedOn !== undefined || value[member] !== undefined) continue;
      issues.push({
        code: "custom",
        path: [member],
        message: `${member} is missing. Add ${member}, or basedOn with the id of a default control`,
        input: value,
      });
    }
    const { from, until } = value;
    if (from !== undefined && until !== undefined && startOf(from) >= endOf(until))
      issues.push({
        code: "custom",
        path: ["until"],
        message: `found ${until}, expected a time after from (${from})`,
        input: value,
      });
  });
type ControlInput = z.output<typeof ControlInput>;

/** The controls in force: the company's where it has any, else the default set. `said`: what stands for their owners. */
export function controlMatrix(
  own: readonly ControlInput[] | undefined,
  said: (owner: PersonOrRole) => string,
): readonly Control[] {
  return own === undefined ? defaultControls : own.map((input) => toControl(input, said));
}

function toControl(input: ControlInput, said: (owner: PersonOrRole) => string): Control {
  const base = defaultControls.find(({ id }) => id === input.basedOn);
  const { id, owner, frequency, correctWithin, from, until } = input;
  return {
    id,
    statement: input.statement ?? base?.statement ?? "",
    criteria: input.criteria ?? base?.criteria ?? [],
    frameworks: input.frameworks ?? base?.frameworks ?? {},
    checks: input.checks ?? base?.checks ?? [],
    owner: said(owner),
    frequency,
    correctWithin,
    from: from === undefined ? null : startOf(from),
    until: until === undefined ? null : endOf(until),
  };
}
