// Decides which source reads which type of Microsoft Entra.
import { ROLE_ASSIGNMENTS_QUERY } from "../microsoft/client/resource-graph.ts";
import type { LaneSource, UnitSource } from "../live/source.ts";
import type { EntraRegionRead } from "./region-read.ts";
import { MICROSOFT_GRAPH, REGISTRATION_REPORT, SIGN_INS, type EntraSource } from "./source.ts";
import { applications, eligibleRoles, roleAssignments } from "./sources/listings.ts";
import { registrationDetails } from "./sources/registration-details.ts";
import { roleHolders } from "./sources/role-holders.ts";
import { conditionalAccessPolicies, securityDefaultsPolicy } from "./sources/sign-in-policies.ts";
import { userActivity } from "./sources/user-activity.ts";

export const ENTRA_SOURCES: readonly EntraSource[] = [
  registrationDetails,
  userActivity,
  roleAssignments,
  eligibleRoles,
  applications,
  roleHolders,
  securityDefaultsPolicy,
  conditionalAccessPolicies,
];

const QUERY = [
  ...ENTRA_SOURCES.map(
    ({ name, types, calls }) => `${name}: ${types.join(", ")} by ${calls.map(({ action }) => action).join(", ")}`,
  ),
  // Owners, whom role-holders reads.
  ROLE_ASSIGNMENTS_QUERY,
].join("\n");

/** Sources that tell later than the rest. */
const LATE = new Map<EntraSource, UnitSource>([
  [registrationDetails, REGISTRATION_REPORT],
  [userActivity, SIGN_INS],
]);

const BY_TYPE: ReadonlyMap<string, LaneSource<EntraRegionRead>> = new Map(
  ENTRA_SOURCES.flatMap((source) => {
    const record = LATE.get(source) ?? MICROSOFT_GRAPH;
    const told = { source, record: () => record, query: () => QUERY };
    return source.types.map((type) => [type, told] as const);
  }),
);

/** The source that reads `type`; null where none does. */
export const sourceOf = (type: string): LaneSource<EntraRegionRead> | null => BY_TYPE.get(type) ?? null;
