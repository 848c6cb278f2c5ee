// Lists the application permissions of Microsoft Graph that an administrator grants, each with what it is for.
import { ENTRA_ACTIONS } from "./actions.ts";

type GraphPermission = { readonly permission: string; readonly why: string };

/** The reason for each declared permission. https://learn.microsoft.com/en-us/graph/permissions-reference */
const WHY: { readonly [permission: string]: string } = {
  "AuditLog.Read.All": "the report of registered methods, the second factors of people; and when people last signed in",
  "User.Read.All":
    "users, of whom only ids, the kind of account, whether it is enabled, and the week of the last sign-in are recorded",
  "RoleManagement.Read.Directory":
    "assignments of directory roles, which make people administrators, and who may activate such a role",
  "Application.Read.All":
    "applications, the dates on which their secrets and certificates end, and which tokens of other issuers they take",
  "GroupMember.Read.All":
    "members of groups that own subscriptions or hold directory roles, or may activate that; those of owners and Global Administrators are judged",
  "PrivilegedEligibilitySchedule.Read.AzureADGroup":
    "who may activate membership in a group that owns a subscription or holds Global Administrator, or may activate that",
  "Policy.Read.All":
    "security defaults and conditional access policies, which say of whom a second factor is demanded; the people whom they name are numbered",
  "LicenseAssignment.Read.All":
    "products that the tenant has, since Graph refuses to list eligible roles where none has Microsoft Entra ID P2 or Governance",
};

/**
 * No source calls for it: without it Graph does not always see the tenant's licence, and refuses the report of registered methods and the last sign-ins.
 * https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/12537
 */
const BESIDE: readonly GraphPermission[] = [
  {
    permission: "Directory.Read.All",
    why: "lets Graph see the tenant's licence, without which Graph refuses the report of registered methods, and the last sign-ins, at random",
  },
];

/** Those that the sources declare, in their order, and the one beside them. */
export const GRAPH_PERMISSIONS: readonly GraphPermission[] = [
  ...[...new Set(ENTRA_ACTIONS.flatMap(({ actions }) => actions.map(({ action }) => action)))].map((permission) => ({
    permission,
    why: WHY[permission] ?? "",
  })),
  ...BESIDE,
];
