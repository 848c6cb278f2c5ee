// Makes statements of policies at random, and lists requests of strangers: of callers whom nobody has named, or also of those that a
// policy names and the company does not know.
import fc from "fast-check";
import { ALL_NAMED, type IsKnown } from "../../../../checks/engines/policy/aws/parties.ts";
import type { Condition, Statement } from "../../../../checks/engines/policy/policy-document.ts";
import type { IamRequest } from "./iam-by-definition.ts";
import { s3World, type ServiceWorld } from "./service-worlds.ts";

/** Policies name these, or wildcards. The company is account 111122223333 of o-1, and has vpc-1 and 192.0.2.0/24. */
const known: { readonly [key: string]: readonly string[] } = {
  "aws:SourceVpc": ["vpc-1", "vpc-3", "vpc-*"],
  "aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24", "0.0.0.0/0"],
  "aws:PrincipalOrgID": ["o-1", "o-3", "o-*"],
  "aws:PrincipalOrgPaths": ["o-1/r-1/", "o-1/*", "o-3/*", "*"],
  "aws:PrincipalAccount": ["111122223333", "444455556666", "anonymous", "1*"],
  "aws:PrincipalIsAWSService": ["true", "false"],
  "aws:SecureTransport": ["true", "false"],
};

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

const requestsOf = (
  { calls, has, signed = false }: ServiceWorld,
  networks: readonly Keys[],
  identities: readonly Keys[],
): readonly IamRequest[] =>
  networks.flatMap((network) =>
    identities
      .filter((identity) => !signed || identity !== anonymous)
      .flatMap((identity) =>
        ["true", "false"].flatMap((tls) =>
          calls.flatMap(([action, resource]) => {
            const account = identity["aws:principalaccount"]?.[0] as string;
            return (has?.(account) ?? [{}]).map((own) => ({
              account: identity === anonymous ? null : account,
              action,
              resource,
              keys: { ...network, ...identity, "aws:securetransport": [tls], ...own },
            }));
          }),
        ),
      ),
  );

/** Who is known, and requests of all others. */
export type World = { readonly isKnown: IsKnown; readonly strangers: readonly IamRequest[] };
export const unnamedStrangersOf = (service: ServiceWorld): World => ({
  isKnown: ALL_NAMED,
  strangers: requestsOf(service, unnamed.networks, unnamed.identities),
});
export const theCompanyOf = (service: ServiceWorld): World => ({
  isKnown: (party) => ["111122223333", "o-1", "vpc-1", "192.0.2.0/24"].includes(party),
  strangers: requestsOf(
    service,
    [...unnamed.networks, ...named.networks],
    [...unnamed.identities, ...named.identities],
  ),
});
export const unnamedAreStrangers = unnamedStrangersOf(s3World);
export const theCompany = theCompanyOf(s3World);

const FLAGS: readonly string[] = [
  "aws:PrincipalIsAWSService",
  "aws:SecureTransport",
  "elasticfilesystem:AccessedViaMountTarget",
];

const comparisonOf = (key: string): string[] => {
  if (key === "aws:SourceIp") return ["IpAddress", "NotIpAddress"];
  if (FLAGS.includes(key)) return ["Bool"];
  const strings = ["StringEquals", "StringLike", "StringNotEquals", "StringNotLike"];
  return key === "aws:PrincipalOrgPaths"
    ? strings.flatMap((operator) => [`ForAllValues:${operator}`, `ForAnyValue:${operator}`])
    : strings;
};

const comparison = (Key: string, values: readonly string[]): fc.Arbitrary<Condition> =>
  fc
    .tuple(
      fc.constantFrom(...comparisonOf(Key)),
      fc.constantFrom("", "", "IfExists"),
      fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
    )
    .map(([name, suffix, Values]) => ({ Operator: name + suffix, Key, Values }));
const existence = (Key: string): fc.Arbitrary<Condition> =>
  fc.boolean().map((isNull) => ({ Operator: "Null", Key, Values: [String(isNull)] }));
const conditionOn = (keys: typeof known): fc.Arbitrary<Condition> =>
  fc
    .constantFrom(...Object.entries(keys))
    .chain(([key, values]) =>
      fc.oneof({ weight: 6, arbitrary: comparison(key, values) }, { weight: 1, arbitrary: existence(key) }),
    );

export const conditions = fc.array(conditionOn(known), { maxLength: 3 });
export const some = (...texts: readonly string[]): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 2 });
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

export const statementOf = ({ actions, resources, keys = {} }: ServiceWorld): fc.Arbitrary<Statement> =>
  fc
    .tuple(
      fc.constantFrom<Statement["Effect"]>("Allow", "Deny"),
      either("Principals", principals),
      either("Actions", some(...actions)),
      either("Resources", some(...resources)),
      // Keys of the service come as often as all others together.
      Object.keys(keys).length === 0
        ? conditions
        : fc.array(fc.oneof(conditionOn(known), conditionOn(keys)), { maxLength: 3 }),
    )
    .map(([Effect, who, what, where, Conditions]) => ({ Effect, ...who, ...what, ...where, Conditions }));
export const statement = statementOf(s3World);
