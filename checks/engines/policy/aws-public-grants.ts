// Finds the access that a bucket's policy gives to callers whom nobody has named.
import { inOrder, type Access } from "./access.ts";
import { letOnlyKnownIn, spareOnlyKnown } from "./aws-conditions.ts";
import { strangersAmong, strangersIn, type Strangers } from "./aws-principals.ts";
import { isFor, s3Actions } from "./aws-s3-actions.ts";
import type { PolicyDocument, Statement } from "./policy-document.ts";
import { covers, coversAnyCase } from "./wildcard.ts";

/** `unknown` is a statement that is not understood: nobody can say that it is for strangers, or that it is not. */
export type PublicGrant = { readonly to: Strangers; readonly access: readonly Access[] };

/** A deny that takes from all strangers: those that it spares are known, by principal or by condition. */
function takesFromStrangers({ Effect, Principals = [], NotPrincipals, Conditions = [] }: Statement): boolean {
  if (Effect !== "Deny" || !spareOnlyKnown(Conditions)) return false;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  return NotPrincipals === undefined
    ? strangersAmong(Principals) === "everyone"
    : strangersAmong(NotPrincipals) === null;
}

/** Whether a deny has all that an action (a name or a pattern of some) is on a resource (likewise). */
function takes({ Actions, NotActions, Resources = [] }: Statement, action: string, resource: string): boolean {
  const hasAction =
    Actions?.some((pattern) => coversAnyCase(pattern, action)) ??
    // `NotAction` might leave a part of a pattern out.
    (!/[*?]/.test(action) && NotActions?.every((pattern) => !coversAnyCase(pattern, action)) === true);
  return hasAction && Resources.some((pattern) => covers(pattern, resource));
}

/** The access that is left of one Allow after the denies; empty if the denies have all of it. */
function accessOf(allow: Statement, denies: readonly Statement[]): readonly Access[] {
  const left = (action: string, resource: string): boolean => !denies.some((deny) => takes(deny, action, resource));
  const resources = allow.Resources ?? ["*"];
  const pairs = (allow.Actions ?? ["*"]).flatMap((action) =>
    resources.filter((resource) => left(action, resource)).map((resource) => ({ action, resource })),
  );
  const access = pairs.flatMap(({ action, resource }) => {
    const known = s3Actions.filter(
      ({ name, on }) =>
        isFor(resource, on) &&
        coversAnyCase(action, name) &&
        !(allow.NotActions ?? []).some((pattern) => coversAnyCase(pattern, name)) &&
        left(name, resource),
    );
    return known.length === 0 ? ["other" as const] : known.map((one) => one.access);
  });
  return inOrder(access);
}

/**
 * The Allow statements that are for strangers, after what Deny statements take back, in the order of the policy. A policy
 * that S3 calls not public gives none, and so does one in which a deny spares only known callers. None is missed; a
 * statement may be named that several denies together take back.
 */
export function publicGrants({ Statements }: PolicyDocument): readonly PublicGrant[] {
  const denies = Statements.filter(takesFromStrangers);
  return Statements.flatMap((statement) => {
    if (statement.Effect !== "Allow" || letOnlyKnownIn(statement.Conditions ?? [])) return [];
    const to = strangersIn(statement);
    const access = accessOf(statement, denies);
    return to === null || access.length === 0 ? [] : [{ to, access }];
  });
}
