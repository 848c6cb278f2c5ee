// Whatever policies say: what the reading says of rights, against every request of a small world, which is asked by the definition of
// each element.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rightsOf, type Rights } from "../../../../checks/engines/identity/aws-rights.ts";
import type { Statement } from "../../../../checks/engines/policy/policy-document.ts";
import { runs } from "../../../support/scale.ts";
import { matches } from "../policy/iam-by-definition.ts";

const ACCOUNT = "111122223333";
const SELF = `person:${"a".repeat(64)}`;
const BOB = `person:${"b".repeat(64)}`;

/** The user who asks is `me`. Names of one to three letters may stand in policies; no policy has a letter of `zzq`. */
const NAMES = ["me", "a", "b", "ab", "aab", "bb", "zzq"];
const KIND: Readonly<Record<string, string>> = {
  "iam:AttachUserPolicy": "user",
  "iam:CreateAccessKey": "user",
  "iam:PassRole": "role",
  "iam:PutRolePolicy": "role",
};
const ACTIONS = Object.keys(KIND);
const arn = (kind: string, name: string): string => `arn:aws:iam::${ACCOUNT}:${kind}/${name}`;

/** One pattern as a person writes it: by name it is a reference of the person where evidence has it. */
const asEvidence = (pattern: string): string =>
  pattern === arn("user", "me") ? SELF : pattern === arn("user", "a") ? BOB : pattern;
const asAsked = (pattern: string): string => pattern.replaceAll("${aws:username}", "me");

const some = (...of: readonly string[]) => fc.uniqueArray(fc.constantFrom(...of), { minLength: 1, maxLength: 2 });
const actions = some(
  "*",
  "iam:*",
  "iam:AttachUserPolicy",
  "iam:createaccesskey",
  "iam:Pass*",
  "iam:Put?olePolicy",
  "s3:*",
  "zz:*",
  "*:*",
);
const resources = some(
  "*",
  "arn:aws:iam::*:*",
  arn("user", "*"),
  arn("user", "me"),
  arn("user", "a"),
  arn("user", "a*"),
  arn("user", "?"),
  arn("user", "${aws:username}"),
  arn("role", "*"),
  arn("role", "a*"),
  arn("role", "*b"),
  "arn:aws:iam::*:role/a",
  "arn:aws:s3:::b/*",
);
const either = <Value>(name: string, value: fc.Arbitrary<Value>) =>
  fc.tuple(fc.constantFrom(name, name, name, `Not${name}`), value).map(([key, given]) => ({ [key]: given }));
const written = fc
  .tuple(
    fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
    either("Actions", actions),
    either("Resources", resources),
    fc.integer({ min: 0, max: 2 }),
  )
  .map(([Effect, what, where, condition]): Statement => ({
    Effect,
    ...what,
    ...where,
    ...(condition === 0 ? { Conditions: [{ Operator: "Bool", Key: "aws:SecureTransport", Values: ["true"] }] } : {}),
  }));
const policies = fc.array(written, { minLength: 1, maxLength: 4 });

const mapped = (statement: Statement, change: (pattern: string) => string): Statement => ({
  ...statement,
  ...(statement.Resources === undefined ? {} : { Resources: statement.Resources.map(change) }),
  ...(statement.NotResources === undefined ? {} : { NotResources: statement.NotResources.map(change) }),
});

/** By the definition of each element. `holding`: the statements whose conditions hold, each of its own accord. */
function isAllowed(
  statements: readonly Statement[],
  action: string,
  resource: string,
  holding: ReadonlySet<number>,
): boolean {
  const has = (patterns: readonly string[] = [], word: string): boolean =>
    patterns.some((one) => matches(asAsked(one), word));
  const lower = (patterns: readonly string[] | undefined) => patterns?.map((one) => one.toLowerCase());
  const applying = statements.filter((one, at) => {
    const what =
      one.NotActions === undefined
        ? has(lower(one.Actions), action.toLowerCase())
        : !has(lower(one.NotActions), action.toLowerCase());
    const where = one.NotResources === undefined ? has(one.Resources, resource) : !has(one.NotResources, resource);
    return what && where && (one.Conditions === undefined || holding.has(at));
  });
  return applying.some(({ Effect }) => Effect === "Allow") && applying.every(({ Effect }) => Effect === "Allow");
}

/** Every way in which the conditions of some statements can hold. */
function ways(statements: readonly Statement[]): ReadonlySet<number>[] {
  const open = [...statements.keys()].filter((at) => statements[at]?.Conditions !== undefined);
  return Array.from(
    { length: 2 ** open.length },
    (_, bits) => new Set(open.filter((__, of) => (bits >> of) % 2 === 1)),
  );
}

function grantByDefinition(statements: readonly Statement[], action: string, resource: string) {
  const answers = ways(statements).map((holding) => isAllowed(statements, action, resource, holding));
  return answers.every(Boolean) ? "always" : answers.some(Boolean) ? "conditional" : "never";
}

/** A reading that is tried: the one that is judged by, or one with a fault. */
type Reading = (statements: readonly Statement[]) => Rights;
const reading: Reading = (statements) =>
  rightsOf(
    statements.map((one) => mapped(one, asEvidence)),
    SELF,
  );

const MARKS: readonly string[] = ["never", "conditional", "always"];

/** The first action of which the reading says something that no request bears out; null where there is none. */
function contradicted(statements: readonly Statement[], read: Reading): string | null {
  const { everyService, raising } = read(statements);
  if (everyService !== grantByDefinition(statements, "qq:Zap", "arn:aws:qq:eu-north-1:111122223333:zap/zzq"))
    return "every service";
  for (const action of ACTIONS) {
    const kind = KIND[action] as string;
    const on = (name: string) => grantByDefinition(statements, action, arn(kind, name));
    const isOfAsker = action === "iam:AttachUserPolicy";
    const greatest = [on("zzq"), ...(isOfAsker ? [on("me")] : [])].toSorted(
      (a, b) => MARKS.indexOf(b) - MARKS.indexOf(a),
    )[0];
    const said = raising.find((one) => one.action === action)?.reach ?? "never";
    if (greatest !== "never" ? said !== greatest : said === "always" || said === "conditional") return action;
    const others = NAMES.filter((name) => kind !== "user" || name !== "me").some((name) => on(name) !== "never");
    if (said === "never" && greatest === "never" && action !== "iam:PassRole" && others) return action;
    // Only denies that take a part each may leave less than is said.
    const isPlain = statements.every(({ Effect }) => Effect === "Allow");
    if (said === "named" && isPlain && !others) return action;
  }
  return null;
}

test("no request of a small world contradicts what is said of any policies", () => {
  const count = { policies: 0, raising: 0, named: 0, conditional: 0 };
  fc.assert(
    fc.property(policies, (statements) => {
      expect(contradicted(statements, reading)).toBeNull();
      const { raising } = reading(statements);
      count.policies += 1;
      count.raising += raising.some(({ reach }) => reach === "always") ? 1 : 0;
      count.named += raising.some(({ reach }) => reach === "named") ? 1 : 0;
      count.conditional += raising.some(({ reach }) => reach === "conditional") ? 1 : 0;
    }),
    { numRuns: runs(5000) },
  );
  console.log("policies of IAM:", count);
  // Each kind of answer has to come often, else nothing was tried.
  for (const often of [count.raising, count.named, count.conditional])
    expect(often).toBeGreaterThan(count.policies / 20);
});

describe("the property finds a fault that is planted", () => {
  const changing =
    (change: (statement: Statement) => Statement | null): Reading =>
    (statements) =>
      reading(statements.flatMap((one) => change(one) ?? []));
  const faults: readonly (readonly [string, Reading])[] = [
    ["denies are not read", changing((one) => (one.Effect === "Deny" ? null : one))],
    ["conditions are not read", changing(({ Conditions: _conditions, ...one }) => one)],
    ["what is excepted is not read", changing((one) => (one.NotResources === undefined ? one : null))],
    ["actions that are excepted are not read", changing((one) => (one.NotActions === undefined ? one : null))],
    [
      "an exception of a deny is read as what it takes",
      changing(({ NotResources, ...one }) =>
        NotResources === undefined || one.Effect === "Allow"
          ? { ...one, ...(NotResources === undefined ? {} : { NotResources }) }
          : { ...one, Resources: NotResources },
      ),
    ],
    [
      "case decides",
      changing((one) =>
        one.Actions?.includes("iam:createaccesskey") === true
          ? { ...one, Actions: one.Actions.filter((each) => each !== "iam:createaccesskey") }
          : one,
      ),
    ],
    ["a prefix is everything", changing((one) => mapped(one, (each) => each.replace("a*", "*")))],
    [
      "the asker is nobody",
      (statements) =>
        rightsOf(
          statements.map((one) => mapped(one, asEvidence)),
          null,
        ),
    ],
    [
      "a person's reference names no user",
      changing((one) => mapped(one, (each) => (each === arn("user", "a") ? "x" : each))),
    ],
  ];
  test.each(faults)("%s", (_, faulty) => {
    const found = fc.check(
      fc.property(policies, (statements) => contradicted(statements, faulty) === null),
      { numRuns: 5000 },
    );
    expect(found.failed).toBe(true);
  });
});
