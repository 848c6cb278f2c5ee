// Makes statements of policies at random, and lists requests of strangers: of callers whom nobody has named, or also of those that a
// policy names and the company does not know.
import fc from "fast-check";
import { ALL_NAMED, type IsKnown } from "../../../../checks/engines/policy/aws/parties.ts";
import type { Condition, Statement } from "../../../../checks/engines/policy/policy-document.ts";
import type { IamRequest } from "./iam-by-definition.ts";

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
export type World = { readonly isKnown: IsKnown; readonly strangers: readonly IamRequest[] };
export const unnamedAreStrangers: World = {
  isKnown: ALL_NAMED,
  strangers: requestsOf(unnamed.networks, unnamed.identities),
};
export const theCompany: World = {
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

export const conditions = fc.array(condition, { maxLength: 3 });
export const some = (...texts: string[]): fc.Arbitrary<string[]> =>
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
export const principals = fc.constantFrom<NonNullable<Statement["Principals"]>>(
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
export const either = <Value>(name: string, value: fc.Arbitrary<Value>) =>
  fc.tuple(fc.constantFrom(name, name, name, `Not${name}`), value).map(([key, given]) => ({ [key]: given }));

export const statement = fc
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
