// Whatever a policy says: if it is said to give strangers nothing, no request of a stranger is allowed. Strangers are callers whom
// nobody has named, or also those that a policy names and the company does not know.
import fc from "fast-check";
import { BOUND } from "../bound.ts";
import { describe, expect, test } from "vitest";
import { letOnlyKnownIn, spareOnlyKnown } from "../../../../checks/engines/policy/aws-conditions.ts";
import { grantsToStrangers } from "../../../../checks/engines/policy/aws-bucket-grants.ts";
import { ALL_NAMED, type IsKnown } from "../../../../checks/engines/policy/aws-parties.ts";
import type { Condition, Statement } from "../../../../checks/engines/policy/policy-document.ts";
import { holds, isAllowed, type IamRequest } from "./iam-by-definition.ts";
import { runs } from "../../../support/scale.ts";

/** Policies name these, or wildcards. The company is account 111122223333 of o-1, and has vpc-1 and 192.0.2.0/24. */
const known = {
  "aws:SourceVpc": ["vpc-1", "vpc-3", "vpc-*"],
  "aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24", "0.0.0.0/0"],
  "aws:PrincipalOrgID": ["o-1", "o-3", "o-*"],
  "aws:PrincipalOrgPaths": ["o-1/r-1/", "o-1/*", "o-3/*", "*"],
  "aws:PrincipalAccount": ["111122223333", "444455556666", "anonymous", "1*"],
  "aws:PrincipalIsAWSService": ["true", "false"],
  "aws:SecureTransport": ["true", "false"],
} as const;

type Keys = IamRequest["keys"];

/** Callers of an account, of an organisation or of none. */
const callersOf = (account: string, organization: string): readonly Keys[] => [
  { "aws:principalaccount": [account], "aws:principalisawsservice": ["false"] },
  {
    "aws:principalaccount": [account],
    "aws:principalisawsservice": ["false"],
    "aws:principalorgid": [organization],
    "aws:principalorgpaths": [`${organization}/r-2/`, `${organization}/r-2/ou-2/`],
  },
];
const anonymous: Keys = { "aws:principalaccount": ["anonymous"] };
const unnamed = {
  networks: [{ "aws:sourceip": ["198.51.100.7"] }, { "aws:sourcevpc": ["vpc-2"] }],
  identities: [anonymous, ...callersOf("999988887777", "o-2")],
};
const named = {
  networks: [{ "aws:sourceip": ["203.0.113.7"] }, { "aws:sourcevpc": ["vpc-3"] }],
  identities: callersOf("444455556666", "o-3"),
};

/**
 * Requests that S3 has: each action on the kind of resource that it is for. The last of each are not among the actions that the
 * engine knows by name.
 */
const calls: readonly (readonly [action: string, resource: string])[] = [
  ...["s3:GetObject", "s3:PutObject", "s3:PutObjectAcl", "s3:GetObjectTorrent"].flatMap((action) =>
    ["arn:aws:s3:::b/x", "arn:aws:s3:::b/x1", "arn:aws:s3:::b/y/z"].map((resource) => [action, resource] as const),
  ),
  ...["s3:ListBucket", "s3:PutBucketPolicy", "s3:GetBucketLocation"].map(
    (action) => [action, "arn:aws:s3:::b"] as const,
  ),
];
const requestsOf = (networks: readonly Keys[], identities: readonly Keys[]): readonly IamRequest[] =>
  networks.flatMap((network) =>
    identities.flatMap((identity) =>
      ["true", "false"].flatMap((tls) =>
        calls.map(([action, resource]) => ({
          account: identity === anonymous ? null : (identity["aws:principalaccount"]?.[0] as string),
          action,
          resource,
          keys: { ...network, ...identity, "aws:securetransport": [tls] },
        })),
      ),
    ),
  );

/** Who is known, and requests of all others. */
type World = { readonly isKnown: IsKnown; readonly strangers: readonly IamRequest[] };
const unnamedAreStrangers: World = {
  isKnown: ALL_NAMED,
  strangers: requestsOf(unnamed.networks, unnamed.identities),
};
const theCompany: World = {
  isKnown: (party) => ["111122223333", "o-1", "vpc-1", "192.0.2.0/24"].includes(party),
  strangers: requestsOf([...unnamed.networks, ...named.networks], [...unnamed.identities, ...named.identities]),
};

const comparisonOf = (key: keyof typeof known): string[] => {
  if (key === "aws:SourceIp") return ["IpAddress", "NotIpAddress"];
  if (key === "aws:PrincipalIsAWSService" || key === "aws:SecureTransport") return ["Bool"];
  const strings = ["StringEquals", "StringLike", "StringNotEquals", "StringNotLike"];
  return key === "aws:PrincipalOrgPaths"
    ? strings.flatMap((operator) => [`ForAllValues:${operator}`, `ForAnyValue:${operator}`])
    : strings;
};

const comparison = (Key: keyof typeof known): fc.Arbitrary<Condition> =>
  fc
    .tuple(
      fc.constantFrom(...comparisonOf(Key)),
      fc.constantFrom("", "", "IfExists"),
      fc.uniqueArray(fc.constantFrom<string>(...known[Key]), { minLength: 1, maxLength: 2 }),
    )
    .map(([name, suffix, Values]) => ({ Operator: name + suffix, Key, Values }));
const existence = (Key: string): fc.Arbitrary<Condition> =>
  fc.boolean().map((isNull) => ({ Operator: "Null", Key, Values: [String(isNull)] }));
const condition = fc
  .constantFrom(...(Object.keys(known) as (keyof typeof known)[]))
  .chain((key) => fc.oneof({ weight: 6, arbitrary: comparison(key) }, { weight: 1, arbitrary: existence(key) }));

const conditions = fc.array(condition, { maxLength: 3 });
const some = (...texts: string[]): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 2 });
const actions = some(
  "s3:GetObject",
  "s3:PutObject",
  "s3:ListBucket",
  "s3:Get*",
  "s3:*Object",
  "s3:*",
  "s3:P*",
  "S3:get*",
  "*",
  "*Object",
  "iam:*",
  "s?:*",
);
const patterns = some(
  "arn:aws:s3:::b",
  "arn:aws:s3:::b/*",
  "arn:aws:s3:::b/x",
  "arn:aws:s3:::b/x*",
  "arn:aws:s3:::b/?/*",
  "arn:aws:s3:::b*",
  "arn:aws:s3:::*",
  "arn:aws:s3:::*/x",
  "arn:aws:s3:::c",
  "arn:aws:s3:::c/*",
  "*",
);
const principals = fc.constantFrom<NonNullable<Statement["Principals"]>>(
  [{ Type: "*", Values: ["*"] }],
  [{ Type: "AWS", Values: ["*"] }],
  [{ Type: "AWS", Values: ["111122223333"] }],
  [{ Type: "AWS", Values: ["111122223333", "444455556666"] }],
  [
    { Type: "AWS", Values: ["111122223333"] },
    { Type: "Service", Values: ["cloudtrail.amazonaws.com"] },
  ],
);
/** An element or its opposite. */
const either = <Value>(name: string, value: fc.Arbitrary<Value>) =>
  fc.tuple(fc.constantFrom(name, name, name, `Not${name}`), value).map(([key, given]) => ({ [key]: given }));

const statement = fc
  .tuple(
    fc.constantFrom<Statement["Effect"]>("Allow", "Deny"),
    either("Principals", principals),
    either("Actions", actions),
    either("Resources", patterns),
    conditions,
  )
  .map(([Effect, ...rest]): Statement => {
    const [who, what, where, Conditions] = rest;
    return { Effect, ...who, ...what, ...where, Conditions };
  });

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
    grantsToStrangers({ Statements }, "b", { bound: BOUND, isKnown }).length > 0;
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
      { numRuns: runs(20_000) },
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
