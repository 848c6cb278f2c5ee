// Whatever a trust policy says: if it is said to let no stranger in, no stranger may assume the role.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BOUND } from "../bound.ts";
import { asksForExternalId, trustInStrangers } from "../../../../checks/engines/policy/aws/trust.ts";
import type { Statement } from "../../../../checks/engines/policy/policy-document.ts";
import { runs } from "../../../support/scale.ts";
import { conditions, either, principals, some, theCompany, unnamedAreStrangers, type World } from "./any-statements.ts";
import { isAllowed, type IamRequest } from "./iam-by-definition.ts";

const ASSUME = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];
const actions = some(...ASSUME, "sts:TagSession", "sts:*", "STS:assume*", "*", "sts:AssumeRoleWith*", "s3:*");

const statement = fc
  .tuple(
    fc.constantFrom<Statement["Effect"]>("Allow", "Deny"),
    either("Principals", principals),
    either("Actions", actions),
    conditions,
  )
  .map(([Effect, who, what, Conditions]): Statement => ({ Effect, ...who, ...what, Conditions }));
const policies = fc
  .array(statement, { minLength: 1, maxLength: 4 })
  .filter((statements) => statements.some(({ Effect }) => Effect === "Allow"));

/** Each caller of the world once, with each way to assume a role. A trust policy is of the role alone, and names no resource. */
const callsIn = ({ strangers }: World): readonly IamRequest[] => {
  const [first] = strangers;
  const callers = strangers.filter(({ action, resource }) => action === first?.action && resource === first.resource);
  return callers.flatMap((caller) => ASSUME.map((action) => ({ ...caller, action, resource: "role" })));
};
const mayAssume = (Statements: readonly Statement[], world: World): boolean =>
  callsIn(world).some((request) =>
    isAllowed({ Statements: Statements.map((each) => ({ ...each, Resources: ["*"] })) }, request),
  );

type Judge = (Statements: Statement[], world: World) => boolean;
const isOpen: Judge = (Statements, { isKnown }) =>
  trustInStrangers({ Statements }, { bound: BOUND, isKnown }).length > 0;

test.each([
  ["nobody has named", unnamedAreStrangers],
  ["the company does not know", theCompany],
])("no stranger whom %s may assume the role", (_, world) => {
  const count = { policies: 0, closed: 0, falseFails: 0 };
  fc.assert(
    fc.property(policies, (statements) => {
      count.policies += 1;
      const [said, is] = [isOpen(statements, world), mayAssume(statements, world)];
      count.closed += said ? 0 : 1;
      count.falseFails += said && !is ? 1 : 0;
      if (!said) expect(is).toBe(false);
    }),
    { numRuns: runs(10_000) },
  );
  console.log("trust policies:", count);
  expect(count.closed).toBeGreaterThan(count.policies / 20);
  expect(count.falseFails / count.policies).toBeLessThan(0.15);
});

describe("the property finds a fault that is planted", () => {
  const without = (is: (statement: Statement) => boolean): Judge => {
    return (statements, world) =>
      isOpen(
        statements.filter((each) => each.Effect === "Deny" || !is(each)),
        world,
      );
  };
  test.each<[string, Judge]>([
    ["nobody may", () => false],
    ["a condition lets nobody in", without(({ Conditions = [] }) => Conditions.length > 0)],
    ["NotAction gives nothing", without(({ NotActions }) => NotActions !== undefined)],
    ["NotPrincipal names nobody", without(({ NotPrincipals }) => NotPrincipals !== undefined)],
    ["sts:AssumeRole alone gives the role", without(({ Actions = [] }) => !Actions.includes("sts:AssumeRole"))],
    ["every caller who is named is known", (statements) => isOpen(statements, unnamedAreStrangers)],
    [
      "a deny holds whatever its conditions say",
      (statements, world) =>
        isOpen(
          statements.map((each) => (each.Effect === "Deny" ? { ...each, Conditions: [] } : each)),
          world,
        ),
    ],
  ])("%s", (_, faulty) => {
    const holds = fc.property(policies, (each) => faulty(each, theCompany) || !mayAssume(each, theCompany));
    expect(fc.check(holds, { numRuns: 5000, seed: 7 }).failed).toBe(true);
  });
});

test.each<[string, string, readonly string[], boolean]>([
  ["StringEquals", "sts:ExternalId", ["acme-17"], true],
  ["stringequals", "STS:externalid", ["acme-17"], true],
  ["StringLike", "sts:ExternalId", ["acme-17"], true],
  ["StringLike", "sts:ExternalId", ["*"], false],
  ["StringEquals", "sts:ExternalId", ["${aws:PrincipalTag/id}"], false],
  ["StringEquals", "sts:ExternalId", [], false],
  ["StringEqualsIfExists", "sts:ExternalId", ["acme-17"], false],
  ["StringNotEquals", "sts:ExternalId", ["acme-17"], false],
  ["Null", "sts:ExternalId", ["false"], false],
  ["StringEquals", "aws:PrincipalTag/ExternalId", ["acme-17"], false],
])("%s of %s %j asks for an external id: %s", (Operator, Key, Values, asks) => {
  expect(asksForExternalId({ Effect: "Allow", Conditions: [{ Operator, Key, Values: [...Values] }] })).toBe(asks);
});
