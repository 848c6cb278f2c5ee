// Finds the callers, other than known ones, whom the trust policy of an IAM role lets assume the role.
import { letOnlyKnownIn, type Acquaintance } from "./conditions.ts";
import { strangersIn, type Strangers } from "./principals.ts";
import { takesFromStrangers } from "./statements.ts";
import type { PolicyDocument, Statement } from "../policy-document.ts";
import { covers } from "../wildcard.ts";

/**
 * The actions that give the caller the role. Others, as sts:TagSession, give nothing by themselves.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const ASSUME = ["sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"];

const actionsOf = ({ Actions, NotActions }: Statement): readonly string[] => {
  const has = (patterns: readonly string[], action: string): boolean =>
    patterns.some((pattern) => covers(pattern.toLowerCase(), action));
  if (Actions !== undefined) return ASSUME.filter((action) => has(Actions, action));
  return ASSUME.filter((action) => !has(NotActions ?? [], action));
};

/** An Allow that is for strangers, and to whom it is. */
export type Trust = { readonly statement: Statement; readonly to: Strangers };

/** The Allow statements by which strangers may assume the role, after the denies that take the same action from all of them. */
export function trustInStrangers({ Statements }: PolicyDocument, known: Acquaintance): readonly Trust[] {
  const taken = new Set(Statements.filter((each) => takesFromStrangers(each, known)).flatMap(actionsOf));
  return Statements.flatMap((statement) => {
    if (statement.Effect !== "Allow" || letOnlyKnownIn(statement.Conditions ?? [], known)) return [];
    const to = strangersIn(statement, known.isKnown);
    const left = actionsOf(statement).filter((action) => !taken.has(action));
    return to === null || left.length === 0 ? [] : [{ statement, to }];
  });
}

/**
 * Whether an Allow asks for an external id, which the company gives to one party alone: a caller without it is refused.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const asksForExternalId = ({ Conditions = [] }: Statement): boolean =>
  Conditions.some(
    ({ Operator, Key, Values }) =>
      /^string(?:equals|like)$/i.test(Operator) &&
      Key.toLowerCase() === "sts:externalid" &&
      Values.length > 0 &&
      Values.every((value) => !/[*?]|\$\{/.test(value)),
  );
