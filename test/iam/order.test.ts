// What holds of any policies: a Deny never allows, an Allow never denies, and order says nothing.
import fc from "fast-check";
import { expect, test } from "vitest";
import { decide, type Request } from "../support/iam/decide.ts";
import type { Condition, Policy, PrincipalElement, Statement } from "../support/iam/statement.ts";

const [HERE, THERE] = ["111122223333", "999988887777"];
const role = (account: string): string => `arn:aws:iam::${account}:role/writer`;
const some = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const conditions = some<Condition>(
  {},
  { ArnLike: { "aws:PrincipalArn": role("*") } },
  { ArnNotEquals: { "aws:PrincipalArn": role(HERE) } },
  { StringNotEquals: { "s3:tier": "cold" } },
  { StringEquals: { "s3:tier": ["cold", "warm"] }, Null: { "s3:tier": "false" } },
  { "ForAllValues:StringLike": { "aws:TagKeys": "a*" } },
  { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
);
const principals = some<PrincipalElement>(
  "*",
  { AWS: HERE },
  { AWS: `arn:aws:iam::${THERE}:root` },
  { AWS: [role(HERE), role(THERE)] },
  { Service: "sns.amazonaws.com" },
);
const about = {
  Action: some<string | string[]>("*", "s3:*", "s3:PutObject", ["kms:Sign", "s3:GetObject"]),
  Resource: some("*", "arn:aws:s3:::ledger/*", "arn:aws:s3:::names/*"),
  Condition: conditions,
};
const effect = some<Statement["Effect"]>("Allow", "Allow", "Deny");
const ofIdentity: fc.Arbitrary<Statement> = fc.record({ Effect: effect, ...about });
const ofResource: fc.Arbitrary<Statement> = fc.record({ Effect: effect, Principal: principals, ...about });

/** A request, and a decision for any statements. */
const asked = fc.record({
  by: some("role", "stranger", "service"),
  action: some("s3:PutObject", "s3:GetObject", "kms:Sign"),
  resource: some("arn:aws:s3:::ledger/log/7", "arn:aws:s3:::names/7"),
  context: some<Request["context"] & object>(
    {},
    { "s3:tier": "cold" },
    { "aws:TagKeys": ["a", "b"], "s3:tier": "hot" },
  ),
  identity: fc.array(ofIdentity, { maxLength: 3 }),
  own: fc.option(fc.array(ofResource, { maxLength: 3 })),
});
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

const Version = "2012-10-17";
function decided({ by, identity, own, ...request }: Asked, policies: Policy[] = [{ Version, Statement: identity }]) {
  const account = by === "stranger" ? THERE : HERE;
  return decide({
    ...request,
    by:
      by === "service"
        ? { kind: "service", service: "sns.amazonaws.com" }
        : { kind: "aws", arn: role(account), account, policies },
    ...(own === null ? {} : { on: { policy: { Version, Statement: own }, account: HERE } }),
  });
}

/** Puts a statement anywhere into a list. */
const insert = (statements: readonly Statement[], statement: Statement, at: number): Statement[] =>
  statements.toSpliced(at % (statements.length + 1), 0, statement);

function withOneMore(
  before: Asked,
  Effect: Statement["Effect"],
  identity: Statement,
  resource: Statement,
  at: number,
): Asked[] {
  return [
    { ...before, identity: insert(before.identity, { ...identity, Effect }, at) },
    ...(before.own === null ? [] : [{ ...before, own: insert(before.own, { ...resource, Effect }, at) }]),
  ];
}

test("one more Deny allows nothing that was not allowed", () => {
  fc.assert(
    fc.property(asked, ofIdentity, ofResource, fc.nat(), (before, identity, resource, at) => {
      const was = decided(before).allowed;
      for (const after of withOneMore(before, "Deny", identity, resource, at)) {
        if (!was) expect(decided(after).allowed).toBe(false);
      }
    }),
    { numRuns: 2000 },
  );
});

test("one more Allow denies nothing that was allowed, and undoes no explicit deny", () => {
  fc.assert(
    fc.property(asked, ofIdentity, ofResource, fc.nat(), (before, identity, resource, at) => {
      const was = decided(before);
      for (const after of withOneMore(before, "Allow", identity, resource, at)) {
        const is = decided(after);
        if (was.allowed) expect(is.allowed).toBe(true);
        expect(is.because === "explicit deny").toBe(was.because === "explicit deny");
      }
    }),
    { numRuns: 2000 },
  );
});

test("order of statements says nothing, nor how many policies hold them", () => {
  fc.assert(
    fc.property(asked, (request) => {
      const { identity, own } = request;
      const turned = { ...request, identity: identity.toReversed(), own: own?.toReversed() ?? null };
      const each = identity.map((Statement) => ({ Version, Statement }));
      const was = decided(request);
      for (const { allowed, because } of [decided(turned), decided(request, each)])
        expect([allowed, because]).toEqual([was.allowed, was.because]);
    }),
    { numRuns: 2000 },
  );
});

test("requests that are allowed, denied and left alone are all among those above", () => {
  const seen = new Set(fc.sample(asked, { numRuns: 2000, seed: 1 }).map((request) => decided(request).because));
  expect([...seen].toSorted()).toEqual([
    "allowed by both",
    "allowed by identity policy",
    "allowed by resource policy",
    "explicit deny",
    "no statement allows it",
  ]);
});
