// Reads which check answers which row of Prowler, and says how far: the check, its parameter and its type may be planned yet.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "../../checks/check.ts";
import { CLOUDS, type Cloud } from "../../checks/clouds.ts";
import { LEFT_OUT, type LeftOut } from "./left-out.ts";

/** A check of Prowler, and what of ours asks the same; or the reason why nothing does. */
export type Row = {
  readonly cloud: Cloud;
  /** Prowler's id. */
  readonly row: string;
  /** Null: left out. */
  readonly check: string | null;
  /** The parameter under which the check asks the same, `name` or `name=value`; null where the default does. */
  readonly parameter: string | null;
  /** The native type that has to be judged for it; null where any that the check judges will do. */
  readonly type: string | null;
  readonly leftOut: LeftOut | null;
};

export type State = "answered" | "planned" | "left out";

const HEAD = "cloud\trow\tcheck\tparameter\ttype\tleft out";

/** The rows of `prowler.tsv`, in its order. Throws TypeError on a line of another form. */
export const readRows = (): Row[] => rowsOf(readFileSync(join(import.meta.dirname, "prowler.tsv"), "utf8"));

export function rowsOf(text: string): Row[] {
  const [head, ...lines] = text.trimEnd().split("\n");
  if (head !== HEAD) throw new TypeError(`found columns ${head}, expected ${HEAD}`);
  return lines.map((line) => {
    const [cloud = "", row = "", check = "", parameter = "", type = "", leftOut = ""] = line.split("\t");
    const known = CLOUDS.find((each) => each.cloud === cloud);
    if (known === undefined || row === "" || (check === "") === (leftOut === ""))
      throw new TypeError(`found line ${line}, expected a cloud, a row, and a check or the reason why none answers it`);
    if (leftOut !== "" && !(leftOut in LEFT_OUT))
      throw new TypeError(`found reason ${leftOut} of ${row}, expected one of ${Object.keys(LEFT_OUT).join(", ")}`);
    return {
      cloud: known.cloud,
      row,
      check: check || null,
      parameter: parameter || null,
      type: type || null,
      leftOut: (leftOut || null) as LeftOut | null,
    };
  });
}

/** The name of the parameter, without its value. */
export const parameterName = (parameter: string): string => parameter.replace(/=.*$/, "");

/** Answered are rows whose check exists, has the parameter, and judges the type. */
export function stateOf({ check: id, parameter, type, leftOut }: Row, checks: readonly Check[]): State {
  if (leftOut !== null) return "left out";
  const check = checks.find((each) => each.id === id);
  if (check === undefined) return "planned";
  if (parameter !== null && !(parameterName(parameter) in check.parameters.shape)) return "planned";
  if (type !== null && !check.evaluators.some(({ resourceType }) => resourceType === type)) return "planned";
  return "answered";
}
