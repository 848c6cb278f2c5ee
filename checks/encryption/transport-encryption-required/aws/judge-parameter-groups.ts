// Decides whether parameter groups of RDS or Redshift make a database refuse connections without TLS.
import { z } from "zod";
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import { fail, indeterminate, pass, type Answer, type Verdict } from "../../../kernel.ts";
import type { TlsParameter } from "./tls-parameter.ts";

/** As DescribeDBParameters answers: without a value the engine's default holds. */
export const Parameters = z
  .array(z.object({ ParameterName: z.string(), ParameterValue: z.string().optional() }))
  .optional();

type Parameter = Pick<TlsParameter, "byDefault" | "name">;

type Row = { readonly Parameters?: z.infer<typeof Parameters> };

/** A group that a database uses; `statuses` are how far it is applied, one for each instance where a cluster has many. */
export type Group = {
  readonly name: string;
  readonly statuses: readonly (string | undefined)[];
  readonly answer: Answer<Row>;
};

/** `tls` of DocumentDB names versions instead of saying yes. https://docs.aws.amazon.com/documentdb/latest/developerguide/security.encryption.ssl.html */
const ON = ["1", "on", "true", "enabled", "fips-140-3", "tls1.2+", "tls1.3+"];
const OFF = ["0", "off", "false", "disabled"];

type Setting = { readonly value: string | null; readonly requires: boolean | Problem };

function readSetting({ answer }: Group, { name, byDefault }: Parameter): Setting {
  const unread = (code: "not-in-answer" | "not-seen" | "not-supported", detail: string): Setting => ({
    value: null,
    requires: { code, detail },
  });
  if (answer.is === "unknown") return { value: null, requires: answer.problem };
  if (answer.is === "none") return unread("not-seen", "a parameter group that the database uses was not read");
  const parameter = answer.row.Parameters?.find(({ ParameterName }) => ParameterName === name);
  if (parameter === undefined)
    return unread("not-in-answer", `the answer from AWS lacks ${name} of the parameter group`);
  const value = parameter.ParameterValue ?? null;
  if (value === null) {
    return byDefault === null
      ? unread(
          "not-supported",
          `the parameter group does not set ${name}, and the check does not know the engine's default`,
        )
      : { value, requires: byDefault };
  }
  const spelt = value.trim().toLowerCase();
  if (ON.includes(spelt)) return { value, requires: true };
  if (OFF.includes(spelt)) return { value, requires: false };
  return {
    value,
    requires: {
      code: "unexpected-shape",
      detail: `${name} in the parameter group has a value that the check does not know`,
    },
  };
}

export function judgeParameterGroups(groups: readonly Group[], parameter: Parameter): Verdict {
  const sorted = groups.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const settings = sorted.map((group) => ({ group, ...readSetting(group, parameter) }));
  const facts = {
    parameter: parameter.name,
    groups: settings.map(({ group, value }) => ({ name: group.name, value })),
    byDefault: parameter.byDefault,
  };
  if (settings.some(({ requires }) => requires === false)) {
    return fail(`the parameter group does not require TLS (${parameter.name})`, facts);
  }
  const problem = settings.map(({ requires }) => requires).find((requires) => typeof requires === "object");
  if (problem !== undefined) return indeterminate(problem, facts);
  const statuses = sorted.flatMap((group) => group.statuses);
  if (sorted.length === 0 || statuses.includes(undefined)) {
    const detail =
      "the answer from AWS does not say which parameter group the database uses, or whether the group is applied";
    return indeterminate({ code: "not-in-answer", detail }, facts);
  }
  // A change waits for a restart. It may be of another parameter, but a group that was just attached waits as a whole.
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html
  if (statuses.some((status) => status !== "in-sync")) {
    const detail = "the parameter group requires TLS, but changes of the group are not yet applied to the database";
    return indeterminate({ code: "contradictory", detail }, facts);
  }
  return pass(`the parameter group requires TLS (${parameter.name})`, facts);
}
