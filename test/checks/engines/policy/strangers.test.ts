// Whatever a policy says: if it is said to give strangers nothing, no request of a stranger is allowed. Strangers are callers whom
// nobody has named, or also those that a policy names and the company does not know.
import fc from "fast-check";
import { BOUND } from "../bound.ts";
import { describe, expect, test } from "vitest";
import { letOnlyKnownIn, spareOnlyKnown } from "../../../../checks/engines/policy/aws/conditions.ts";
import { grantsToStrangers } from "../../../../checks/engines/policy/aws/resource-grants.ts";
import { bucketNamed } from "../../../../checks/engines/policy/aws/services/s3.ts";
import type { Statement } from "../../../../checks/engines/policy/policy-document.ts";
import { conditions, statement, theCompany, unnamedAreStrangers, type World } from "./any-statements.ts";
import { holds, isAllowed, type IamRequest } from "./iam-by-definition.ts";
import { runs } from "../../../support/scale.ts";

/**
 * The largest part of the policies that may be called public although no request of a stranger is allowed. Most of them have
 * conditions that contradict each other, or that nobody but a service meets.
 */
const MOST_FALSE_FAILS = 0.1;

/** Whether a policy gives strangers something, as the engine says or as a faulty one would. */
type Judge = (statements: Statement[]) => boolean;
const isOpenTo =
  ({ isKnown }: World): Judge =>
  (Statements) =>
    grantsToStrangers({ Statements }, bucketNamed("b"), { bound: BOUND, isKnown }).length > 0;
const isPublic = isOpenTo(unnamedAreStrangers);

const policies = fc
  .array(statement, { minLength: 1, maxLength: 4 })
  .filter((statements) => statements.some(({ Effect }) => Effect === "Allow"));
const reachedBy = (Statements: Statement[], { strangers }: World): readonly IamRequest[] =>
  strangers.filter((request) => isAllowed({ Statements }, request));

describe.each([
  ["nobody has named", unnamedAreStrangers],
  ["the company does not know", theCompany],
])("no stranger whom %s gets past", (_, world) => {
  const { strangers } = world;
  const acquaintance = { bound: BOUND, isKnown: world.isKnown };

  test("an Allow that is said to let only known callers in", () => {
    fc.assert(
      fc.property(conditions, (all) => {
        if (!letOnlyKnownIn(all, acquaintance)) return;
        expect(strangers.filter((request) => all.every((one) => holds(one, request)))).toEqual([]);
      }),
      { numRuns: runs(5000) },
    );
  });

  test("a Deny that is said to spare only known callers", () => {
    fc.assert(
      fc.property(conditions, (all) => {
        if (!spareOnlyKnown(all, acquaintance)) return;
        expect(strangers.filter((request) => !all.every((one) => holds(one, request)))).toEqual([]);
      }),
      { numRuns: runs(5000) },
    );
  });

  test("a policy that is said to give strangers nothing", () => {
    const count = { policies: 0, closed: 0, falseFails: 0 };
    fc.assert(
      fc.property(policies, (statements) => {
        count.policies += 1;
        const reached = reachedBy(statements, world);
        const isOpen = isOpenTo(world)(statements);
        count.closed += isOpen ? 0 : 1;
        count.falseFails += isOpen && reached.length === 0 ? 1 : 0;
        if (!isOpen) expect(reached).toEqual([]);
      }),
      { numRuns: runs(10_000) },
    );
    console.log("policies of S3:", count);
    // Some policies have to be closed, else nothing was tried.
    expect(count.closed).toBeGreaterThan(count.policies / 20);
    expect(count.falseFails / count.policies).toBeLessThan(MOST_FALSE_FAILS);
  });
});

describe("the property finds a fault that is planted", () => {
  const denies = (change: (deny: Statement) => Statement): Judge => {
    return (statements) => isPublic(statements.map((each) => (each.Effect === "Deny" ? change(each) : each)));
  };
  const faults: readonly (readonly [string, Judge])[] = [
    ["nothing is public", () => false],
    ["a deny holds whatever its conditions say", denies((deny) => ({ ...deny, Conditions: [] }))],
    [
      "a deny is for everyone",
      denies((deny) => ({ ...deny, NotPrincipals: undefined, Principals: [{ Type: "*", Values: ["*"] }] })),
    ],
    [
      "NotAction of a deny is read as Action",
      denies(({ NotActions, ...rest }) => (NotActions ? { ...rest, Actions: NotActions } : rest)),
    ],
    ["a deny of some actions is one of all", denies((deny) => ({ ...deny, NotActions: undefined, Actions: ["s3:*"] }))],
    [
      "NotResource of a deny is read as Resource",
      denies(({ NotResources, ...rest }) => (NotResources ? { ...rest, Resources: NotResources } : rest)),
    ],
    [
      "a deny of some resources is one of all",
      denies((deny) => ({ ...deny, NotResources: undefined, Resources: ["*"] })),
    ],
    [
      "an Allow with a condition is for known callers",
      (statements) =>
        isPublic(statements.filter(({ Effect, Conditions = [] }) => Effect === "Deny" || Conditions.length === 0)),
    ],
    [
      "an Allow for the bucket alone gives nothing",
      (statements) =>
        isPublic(
          statements.filter(
            ({ Effect, Resources = ["*"] }) => Effect === "Deny" || Resources.some((one) => /[/*]/.test(one)),
          ),
        ),
    ],
    [
      "NotAction of an Allow gives nothing",
      (statements) =>
        isPublic(statements.filter(({ Effect, NotActions }) => Effect === "Deny" || NotActions === undefined)),
    ],
    [
      "only the first Allow counts",
      (statements) => {
        const first = statements.find(({ Effect }) => Effect === "Allow");
        return isPublic(statements.filter((one) => one.Effect === "Deny" || one === first));
      },
    ],
    [
      "NotPrincipal of an Allow gives nothing",
      (statements) =>
        isPublic(statements.filter(({ Effect, NotPrincipals }) => Effect === "Deny" || NotPrincipals === undefined)),
    ],
  ];
  test("every caller whom a policy names is known", () => {
    const holdsFor = fc.property(
      policies,
      (statements) => isPublic(statements) || reachedBy(statements, theCompany).length === 0,
    );
    expect(fc.check(holdsFor, { numRuns: 5000, seed: 7 }).failed).toBe(true);
  });

  test.each(faults)("%s", (_, faulty) => {
    const holdsFor = fc.property(
      policies,
      (statements) => faulty(statements) || reachedBy(statements, unnamedAreStrangers).length === 0,
    );
    expect(fc.check(holdsFor, { numRuns: 5000, seed: 7 }).failed).toBe(true);
  });
});
