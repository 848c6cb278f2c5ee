// Names what Microsoft Graph answers for, below /v1.0: the permission that each needs, and where it reads the answer.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import type { Directory } from "../estate/estate.ts";
import { transitiveMembers, type Reading } from "./members.ts";

export type Collection = {
  /** Below /v1.0; its group is an object id. */
  readonly path: RegExp;
  /** Application permissions, each of which is enough: the pages of the reference, "Permissions". */
  readonly permissions: readonly string[];
  readonly licence?: "P1" | "P2";
  /** Set where signInActivity may be selected: it needs a further permission, and P1. */
  readonly hasSignIns?: true;
  /** Limits of https://learn.microsoft.com/en-us/graph/throttling-limits */
  readonly limit?: "reports" | "conditional-access";
  /** Query options that it takes, without those that page. */
  readonly options: readonly string[];
  /** The form of a $filter without which it does not answer. */
  readonly filter?: RegExp;
  /** An object is answered as it is, a list in pages; undefined is not found. */
  readonly read: (directory: Directory, id: string, asked: Reading) => JsonObject | readonly JsonObject[] | undefined;
};

const ofDirectory = ["Directory.Read.All", "Directory.ReadWrite.All"];
const PIM = ["$select", "$filter", "$expand"];
const PAGES = ["$select", "$top", "$filter", "$orderby", "$count", "$expand"];

const OF_GROUP = /^groupId eq '([^']+)'$/;

/** https://learn.microsoft.com/en-us/graph/api/overview, v1.0 */
export const COLLECTIONS: readonly Collection[] = [
  {
    path: /^\/reports\/authenticationMethods\/userRegistrationDetails$/i,
    permissions: ["AuditLog.Read.All"],
    licence: "P1",
    limit: "reports",
    // No $top and no $select: https://learn.microsoft.com/en-us/graph/api/authenticationmethodsroot-list-userregistrationdetails
    options: ["$filter", "$orderby"],
    read: ({ userRegistrationDetails }) => userRegistrationDetails,
  },
  {
    // https://learn.microsoft.com/en-us/graph/api/user-list
    path: /^\/users$/i,
    permissions: ["User.Read.All", ...ofDirectory],
    options: PAGES,
    hasSignIns: true,
    read: ({ users }) => users,
  },
  {
    path: /^\/roleManagement\/directory\/roleAssignments$/i,
    permissions: ["RoleManagement.Read.Directory", "RoleManagement.Read.All", ...ofDirectory],
    options: PAGES,
    read: (directory, _, { expand }) => expanded(directory, directory.roleAssignments, expand),
  },
  {
    path: /^\/roleManagement\/directory\/roleEligibilityScheduleInstances$/i,
    permissions: ["RoleEligibilitySchedule.Read.Directory", "RoleManagement.Read.Directory", "RoleManagement.Read.All"],
    licence: "P2",
    options: PIM,
    read: (directory, _, { expand }) => expanded(directory, directory.roleEligibilityScheduleInstances, expand),
  },
  {
    // https://learn.microsoft.com/en-us/graph/api/privilegedaccessgroup-list-eligibilityscheduleinstances
    path: /^\/identityGovernance\/privilegedAccess\/group\/eligibilityScheduleInstances$/i,
    permissions: ["PrivilegedEligibilitySchedule.Read.AzureADGroup"],
    licence: "P2",
    options: PIM,
    filter: OF_GROUP,
    read: (directory, _, { expand, filter }) =>
      expanded(
        directory,
        directory.groupEligibilityScheduleInstances.filter(
          ({ groupId }) => groupId === OF_GROUP.exec(filter ?? "")?.[1],
        ),
        expand,
      ),
  },
  {
    path: /^\/applications$/i,
    permissions: ["Application.Read.All", ...ofDirectory],
    options: PAGES,
    // https://learn.microsoft.com/en-us/graph/api/resources/application#relationships: expanded, up to twenty of an application
    read: ({ applications }, _, { expand }) =>
      expand === "federatedIdentityCredentials"
        ? applications.map((each) => ({ federatedIdentityCredentials: [], ...each }))
        : applications.map(({ federatedIdentityCredentials: _credentials, ...each }) => each),
  },
  {
    path: /^\/groups\/([^/]+)\/transitiveMembers$/i,
    permissions: ["GroupMember.Read.All", "Group.Read.All", ...ofDirectory],
    options: PAGES,
    read: transitiveMembers,
  },
  {
    path: /^\/groups\/([^/]+)$/i,
    permissions: ["GroupMember.Read.All", "Group.Read.All", ...ofDirectory],
    options: ["$select", "$expand"],
    read({ groups }, id) {
      const found = groups.find((each) => each.id === id.toLowerCase());
      if (found === undefined) return undefined;
      const { members: _members, ...group } = found;
      return group;
    },
  },
  {
    path: /^\/subscribedSkus$/i,
    permissions: ["LicenseAssignment.Read.All", "Organization.Read.All", ...ofDirectory],
    options: ["$select"],
    read: ({ subscribedSkus }) => subscribedSkus,
  },
  {
    path: /^\/organization$/i,
    permissions: ["Organization.Read.All", ...ofDirectory],
    options: ["$select", "$expand"],
    read: ({ organization }) => [organization],
  },
  {
    path: /^\/identity\/conditionalAccess\/policies$/i,
    permissions: ["Policy.Read.All", "Policy.Read.ConditionalAccess"],
    limit: "conditional-access",
    options: PAGES,
    read: ({ conditionalAccessPolicies }) => conditionalAccessPolicies,
  },
  {
    path: /^\/policies\/identitySecurityDefaultsEnforcementPolicy$/i,
    permissions: ["Policy.Read.All"],
    options: ["$select"],
    read: ({ securityDefaults }) => securityDefaults,
  },
  {
    path: /^\/policies\/authorizationPolicy$/i,
    permissions: ["Policy.Read.All"],
    options: ["$select"],
    read: ({ authorizationPolicy }) => authorizationPolicy,
  },
  {
    path: /^\/servicePrincipals\/([^/]+)$/i,
    permissions: ["Application.Read.All", ...ofDirectory],
    options: ["$select", "$expand"],
    read: ({ servicePrincipals }, id) => servicePrincipals.find((each) => each.id === id.toLowerCase()),
  },
];

const expanded = (
  directory: Directory,
  elements: readonly (JsonObject & { readonly principalId: string })[],
  expand: string | null,
): readonly JsonObject[] =>
  expand === "principal"
    ? elements.map((each) => ({ ...each, principal: principalOf(directory, each.principalId) }))
    : elements;

/** The object that holds a role, with its type; null where the directory has it no longer. */
function principalOf({ users, groups, servicePrincipals }: Directory, id: string): JsonObject | null {
  const kinds = { user: users, group: groups, servicePrincipal: servicePrincipals } as const;
  for (const [kind, objects] of Object.entries(kinds)) {
    const found = (objects as readonly JsonObject[]).find((each) => each["id"] === id);
    if (found !== undefined) {
      const { members: _members, ...object } = found;
      return { "@odata.type": `#microsoft.graph.${kind}`, ...object };
    }
  }
  return null;
}
