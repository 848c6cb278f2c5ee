// Whatever a trust policy says of tokens: no token of another owner or repository may be taken than the engine says.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SPANS, type Reach, type Span } from "../../../../checks/engines/federation/span.ts";
import { trustedIssuers } from "../../../../checks/engines/policy/aws/federation.ts";
import type { Condition, Statement } from "../../../../checks/engines/policy/policy-document.ts";
import { runs } from "../../../support/scale.ts";
import { BOUND } from "../bound.ts";
import { holds } from "./iam-by-definition.ts";

const HOST = "token.actions.githubusercontent.com";
const ARN = `arn:aws:iam::111122223333:oidc-provider/${HOST}`;
const ACTION = "sts:AssumeRoleWithWebIdentity";

/** Policies name these repositories of o1 alone; all others are strangers'. */
const NAMED = ["o1/r1", "o1/r2"];

type Token = {
  readonly owner: string;
  readonly repository: string;
  readonly keys: { readonly [key: string]: string[] };
};
const token = (repository: string, sub: string | null, aud: string): Token => ({
  owner: repository.split("/")[0] ?? "",
  repository,
  keys: { [`${HOST}:aud`]: [aud], ...(sub === null ? {} : { [`${HOST}:sub`]: [sub] }) },
});

/** Each repository with each form of subject that its owner may choose; the last is of a token that has none. */
const TOKENS: readonly Token[] = ["o1/r1", "o1/r2", "o1/r1x", "o1/r3", "o1x/r1", "o2/r1"].flatMap((repository) => {
  const [owner] = repository.split("/");
  const subjects = [
    `repo:${repository}:ref:refs/heads/main`,
    `repo:${repository}:environment:prod`,
    `repo:${repository}:pull_request`,
    `repository_owner:${owner}`,
    `repository_owner:${owner}:environment:prod`,
    "environment:prod",
    null,
  ];
  return subjects.flatMap((sub) => ["sts.amazonaws.com", "other"].map((aud) => token(repository, sub, aud)));
});

const SUBJECTS = [
  "repo:o1/r1:ref:refs/heads/main",
  "repo:o1/r1:*",
  "repo:o1/r2:*",
  "repo:o1/r2:environment:prod",
  "repo:o1/r1*",
  "repo:o1/r?:*",
  "repo:o1/*",
  "repo:o1/*:environment:prod",
  "repo:o1*",
  "repo:*",
  "repo:*/r1:*",
  "*:environment:prod",
  "environment:prod",
  "repository_owner:o1",
  "repository_owner:o1*",
  "repository_owner:o1:*",
  "*",
];
const operator = fc
  .tuple(
    fc.constantFrom("", "", "", "ForAllValues:", "ForAnyValue:"),
    fc.constantFrom("StringEquals", "StringLike", "StringLike", "StringNotEquals", "StringNotLike"),
    fc.constantFrom("", "", "IfExists"),
  )
  .map(([set, name, suffix]) => `${set}${name}${suffix}`);
const onSubject = fc
  .tuple(operator, fc.uniqueArray(fc.constantFrom(...SUBJECTS), { minLength: 1, maxLength: 2 }))
  .map(([Operator, Values]): Condition => ({ Operator, Key: `${HOST}:SUB`, Values }));
const onAudience = fc
  .constantFrom("StringEquals", "StringNotEquals")
  .map((Operator): Condition => ({ Operator, Key: `${HOST}:aud`, Values: ["sts.amazonaws.com"] }));
const existence = fc
  .boolean()
  .map((isNull): Condition => ({ Operator: "Null", Key: `${HOST}:sub`, Values: [String(isNull)] }));
const condition = fc.oneof(
  { weight: 6, arbitrary: onSubject },
  { weight: 2, arbitrary: onAudience },
  { weight: 1, arbitrary: existence },
);
const statement = fc
  .tuple(
    fc.constantFrom<Statement["Effect"]>("Allow", "Allow", "Deny"),
    fc.constantFrom("Federated", "Federated", "*"),
    fc.constantFrom(ACTION, "sts:*", "sts:AssumeRole"),
    fc.array(condition, { maxLength: 3 }),
  )
  .map(([Effect, Type, action, Conditions]): Statement => {
    const everyone = Effect === "Deny" && Type === "*";
    return {
      Effect,
      Principals: [everyone ? { Type, Values: ["*"] } : { Type: "Federated", Values: [ARN] }],
      Actions: [action],
      Conditions,
    };
  });
const policies = fc.array(statement, { minLength: 1, maxLength: 3 });

/** By the definition of each element: the tokens that are taken, and the widest that one of them is of. */
function takenBy(Statements: readonly Statement[]): readonly Token[] {
  const applies = ({ Actions = [], Conditions = [] }: Statement, { keys }: Token): boolean =>
    (Actions.includes(ACTION) || Actions.includes("sts:*")) &&
    Conditions.every((one) => holds(one, { account: null, action: ACTION, resource: "role", keys }));
  const some = (effect: Statement["Effect"], one: Token): boolean =>
    Statements.some((each) => each.Effect === effect && applies(each, one));
  return TOKENS.filter((one) => some("Allow", one) && !some("Deny", one));
}
function spanOf(tokens: readonly Token[]): Span | null {
  if (tokens.length === 0) return null;
  if (tokens.some(({ owner }) => owner !== "o1")) return "anybody";
  return tokens.every(({ repository }) => NAMED.includes(repository)) ? "workload" : "owner";
}

type Judge = (Statements: Statement[]) => Reach | null;
const judge: Judge = (Statements) =>
  trustedIssuers({ Statements }, { bound: BOUND, ownIssuers: [] }).find(({ by }) => by === HOST)?.reach ?? null;

const isNarrower = (said: Span | null, is: Span | null): boolean =>
  (said === null ? -1 : SPANS.indexOf(said)) < (is === null ? -1 : SPANS.indexOf(is));

function tryAll(of: Judge, numRuns: number) {
  const count = { policies: 0, pinned: 0, unknown: 0, saidWider: 0 };
  fc.assert(
    fc.property(policies, (statements) => {
      count.policies += 1;
      const said = of(statements);
      const is = spanOf(takenBy(statements));
      count.pinned += said?.most === "workload" ? 1 : 0;
      count.unknown += said !== null && said.least !== said.most ? 1 : 0;
      count.saidWider += said !== null && isNarrower(is, said.least) ? 1 : 0;
      // A pass claims no less than is so.
      expect(isNarrower(said?.most ?? null, is)).toBe(false);
    }),
    { numRuns },
  );
  return count;
}

test("no token is taken that the engine leaves out", () => {
  const count = tryAll(judge, runs(10_000));
  console.log("trusts in tokens:", count);
  expect(count.pinned).toBeGreaterThan(count.policies / 250);
  expect(count.unknown).toBeLessThan(count.policies / 5);
  // Policies that contradict themselves let fewer in than each of their conditions.
  expect(count.saidWider).toBeLessThan(count.policies / 4);
});

describe("the property finds a fault that is planted", () => {
  const changed =
    (change: (one: Condition) => Condition): Judge =>
    (statements) =>
      judge(statements.map((each) => ({ ...each, Conditions: (each.Conditions ?? []).map(change) })));
  test.each<[string, Judge]>([
    ["nobody comes in", () => null],
    ["IfExists asks for a subject", changed((one) => ({ ...one, Operator: one.Operator.replace("IfExists", "") }))],
    [
      "each value of none is a value",
      changed((one) => ({ ...one, Operator: one.Operator.replace("ForAllValues:", "") })),
    ],
    ["Not is not read", changed((one) => ({ ...one, Operator: one.Operator.replace("Not", "") }))],
    ["the first value alone counts", changed((one) => ({ ...one, Values: one.Values.slice(0, 1) }))],
    ["the first statement alone counts", (statements) => judge(statements.slice(0, 1))],
    [
      "a deny of another action counts",
      (statements) => judge(statements.map((each) => ({ ...each, Actions: [ACTION] }))),
    ],
  ])("%s", (_, fault) => {
    expect(() => tryAll(fault, 3_000)).toThrow();
  });
});
