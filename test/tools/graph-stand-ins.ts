// Stands in for Microsoft Graph where the export script asks how people sign in: users, and what the tenant demands of them.
import type { StandIns } from "./stand-ins.ts";

const user = { id: "00000000-0000-4000-8000-000000000001", accountEnabled: true };

export const SIGN_INS: StandIns[string] = [
  [
    "roleAssignments?$expand=principal",
    { value: [{ id: "r", roleDefinitionId: "d", principalId: "p", directoryScopeId: "/" }] },
  ],
  ["users?$select=", { value: [user] }],
  ["identitySecurityDefaultsEnforcementPolicy", { isEnabled: false }],
  [
    "conditionalAccess/policies",
    {
      value: [{ id: "1", state: "disabled" }],
      "@odata.nextLink": "https://graph.microsoft.com/v1.0/identity/policies-of-page-2",
    },
  ],
  ["policies-of-page-2", { value: [{ id: "2", state: "disabled" }] }],
];

/** Types of which that tells an item each. */
export const SIGN_IN_TYPES = [
  "Tidemark::Entra::ConditionalAccess",
  "Tidemark::Entra::UserActivity",
  "microsoft.graph/identitySecurityDefaultsEnforcementPolicy",
] as const;
