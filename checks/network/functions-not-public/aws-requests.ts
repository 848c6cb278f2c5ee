// Reads the policy of a function as one kind of request meets it: by a URL or by the API.
import type { Condition, PolicyDocument } from "../../engines/policy/policy-document.ts";
import { covers } from "../../engines/policy/wildcard.ts";

/** The values of the keys that are of Lambda alone; null where a request has none. */
type Request = { readonly [key: string]: string | null };

const AUTH_TYPE = "lambda:functionurlauthtype";
const VIA_URL = "lambda:invokedviafunctionurl";

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
export const BY_OPEN_URL: Request = { [AUTH_TYPE]: "NONE", [VIA_URL]: "true" };
/** Callers sign, and everybody who has an account of AWS can. */
export const BY_SIGNED_URL: Request = { [AUTH_TYPE]: "AWS_IAM", [VIA_URL]: "true" };
export const BY_API: Request = { [AUTH_TYPE]: null, [VIA_URL]: "false" };

/** Whether a request passes a condition; null where the condition is on another key, or of a kind that is not read. */
function passes({ Operator, Key, Values }: Condition, request: Request): boolean | null {
  const value = request[Key.toLowerCase()];
  if (value === undefined) return null;
  const operator = Operator.toLowerCase();
  const name = operator.replace(/ifexists$/, "");
  const isNegated = name.includes("not");
  const matches = comparisons.get(name.replace("not", ""));
  if (name === "null") return Values.some((each) => (each.toLowerCase() === "true") === (value === null));
  if (matches === undefined) return null;
  if (value === null) return isNegated || name !== operator;
  return Values.some((each) => matches(each, value)) !== isNegated;
}

/** Whether a value of a policy matches that of a request, by the comparison without Not. */
const comparisons: ReadonlyMap<string, (asked: string, value: string) => boolean> = new Map(
  Object.entries({
    stringequals: (asked, value) => asked === value,
    stringequalsignorecase: (asked, value) => asked.toLowerCase() === value.toLowerCase(),
    stringlike: (asked, value) => covers(asked, value),
    bool: (asked, value) => asked.toLowerCase() === value.toLowerCase(),
  }),
);

/** The statements that a request may meet, without the conditions that it passes for certain. */
export const metBy = ({ Statements }: PolicyDocument, request: Request): PolicyDocument => ({
  Statements: Statements.flatMap(({ Conditions = [], ...statement }) => {
    const said = Conditions.map((condition) => ({ condition, passed: passes(condition, request) }));
    if (said.some(({ passed }) => passed === false)) return [];
    const left = said.flatMap(({ condition, passed }) => (passed === null ? [condition] : []));
    return [{ ...statement, Conditions: left }];
  }),
});
