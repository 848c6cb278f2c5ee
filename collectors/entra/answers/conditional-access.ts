// Reads the conditional access policies of a tenant as one fact, since only all of them together say whom they leave out. People in
// them are numbered: whether two policies name the same person is told, and who it is is not.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered } from "../../answer.ts";
import { isRecord } from "../../json-shape.ts";

export const CONDITIONAL_ACCESS = "Tidemark::Entra::ConditionalAccess";

/** Below https://graph.microsoft.com/v1.0. */
export const CONDITIONAL_ACCESS_PATH = "/identity/conditionalAccess/policies";

const Listing = z.object({ value: z.array(z.custom<Json>((value) => value !== undefined)) });

/** Policies on a page; undefined where it has another form. */
export const policiesOn = (page: Json): readonly Json[] | undefined => Listing.safeParse(page).data?.value;

const names = z.array(z.string()).transform((list) => list.toSorted());
const texts = names.nullish();

/** https://learn.microsoft.com/en-us/graph/api/resources/conditionalaccessguestsorexternalusers */
const Guests = z
  .object({
    guestOrExternalUserTypes: z.string().nullish(),
    externalTenants: z.object({ membershipKind: z.string().nullish() }).nullish(),
  })
  .nullish();

/** https://learn.microsoft.com/en-us/graph/api/resources/conditionalaccessusers */
const Users = z.object({
  includeUsers: texts,
  excludeUsers: texts,
  includeGroups: texts,
  excludeGroups: texts,
  includeRoles: texts,
  excludeRoles: texts,
  includeGuestsOrExternalUsers: Guests,
  excludeGuestsOrExternalUsers: Guests,
});

/** A filter is a rule in words of the company: whether it takes in or leaves out is enough. */
const Filter = z.object({ mode: z.string().nullish() }).nullish();

/**
 * https://learn.microsoft.com/en-us/graph/api/resources/conditionalaccessconditionset. Members that are not known here are named in
 * `OtherConditions`, since each may narrow a policy.
 */
const CONDITIONS = {
  users: Users.nullish(),
  applications: z
    .object({
      includeApplications: texts,
      excludeApplications: texts,
      includeUserActions: texts,
      includeAuthenticationContextClassReferences: texts,
      applicationFilter: Filter,
    })
    .nullish(),
  clientAppTypes: texts,
  platforms: z.object({ includePlatforms: texts, excludePlatforms: texts }).nullish(),
  locations: z.object({ includeLocations: texts, excludeLocations: texts }).nullish(),
  signInRiskLevels: texts,
  userRiskLevels: texts,
  devices: z.object({ deviceFilter: Filter }).nullish(),
  authenticationFlows: z.object({ transferMethods: z.string().nullish() }).nullish(),
  insiderRiskLevels: z.string().nullish(),
};

/** https://learn.microsoft.com/en-us/graph/api/resources/conditionalaccessgrantcontrols and authenticationstrengthpolicy */
const GrantControls = z.object({
  operator: z.string().nullish(),
  builtInControls: texts,
  customAuthenticationFactors: texts,
  termsOfUse: texts,
  authenticationStrength: z
    .object({ id: z.string().nullish(), requirementsSatisfied: z.string().nullish(), allowedCombinations: texts })
    .nullish(),
});

const Policy = z.object({
  id: z.string().min(1),
  state: z.string(),
  conditions: z.object(CONDITIONS).nullish(),
  grantControls: GrantControls.nullish(),
});
type Policy = z.infer<typeof Policy>;

/** Members of the conditions of workload identities and agents, which people have none of. */
const OF_WORKLOADS = ["clientApplications", "servicePrincipalRiskLevels", "agentIdRiskLevels"];

/** The fact; undefined where a policy has another form. A policy that is not in force has its state alone. */
export function conditionalAccess(policies: readonly Json[], tenant: string): Answered | undefined {
  const parsed = z.array(Policy).safeParse(policies);
  if (!parsed.success) return undefined;
  const numbers = numbersOf(parsed.data);
  const told = parsed.data.map((policy, at) =>
    policy.state === "enabled"
      ? { ...policy, conditions: conditionsTold(policy, numbers), OtherConditions: otherConditions(policies[at]) }
      : { id: policy.id, state: policy.state },
  );
  return {
    key: syntheticKey("entra", tenant.toLowerCase(), "conditional-access"),
    body: { Policies: told.toSorted((one, other) => (one.id < other.id ? -1 : 1)) },
  };
}

/** Words that stand for users, and name none. */
const WORDS = new Set(["All", "None", "GuestsOrExternalUsers"]);

/** A number for each user whom a policy in force names, in the order of ids. */
function numbersOf(policies: readonly Policy[]): ReadonlyMap<string, string> {
  const ids = policies
    .filter(({ state }) => state === "enabled")
    .flatMap(({ conditions }) => [
      ...(conditions?.users?.includeUsers ?? []),
      ...(conditions?.users?.excludeUsers ?? []),
    ])
    .filter((id) => !WORDS.has(id));
  return new Map([...new Set(ids)].toSorted().map((id, at) => [id, `user-${at + 1}`]));
}

function conditionsTold({ conditions }: Policy, numbers: ReadonlyMap<string, string>): Policy["conditions"] {
  if (conditions?.users == null) return conditions;
  const { users } = conditions;
  const numbered = (list: readonly string[] | null | undefined): string[] =>
    (list ?? []).map((id) => numbers.get(id) ?? id).toSorted();
  return {
    ...conditions,
    users: {
      ...users,
      includeUsers: numbered(users.includeUsers),
      excludeUsers: numbered(users.excludeUsers),
    },
  };
}

function otherConditions(policy: Json | undefined): readonly string[] {
  const conditions = isRecord(policy) ? policy["conditions"] : undefined;
  if (!isRecord(conditions)) return [];
  const isSet = (value: Json | undefined): boolean =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.keys(conditions)
    .filter((name) => !(name in CONDITIONS) && !OF_WORKLOADS.includes(name) && !name.includes("@odata."))
    .filter((name) => isSet(conditions[name]))
    .toSorted();
}
