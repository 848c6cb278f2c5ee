// Lists the paths of Microsoft Graph at which items of a directory are read, by type.
// https://learn.microsoft.com/en-us/graph/api/overview?view=graph-rest-1.0
import { quoted } from "./quoted.ts";

/** `id`: the last part of the key. */
export const ENTRA_COMMANDS: { readonly [type: string]: (id: string) => string } = {
  "microsoft.graph/application": (id) => `applications/${quoted(id)}`,
  "microsoft.graph/servicePrincipal": (id) => `servicePrincipals/${quoted(id)}`,
  "microsoft.graph/unifiedRoleAssignment": (id) => `roleManagement/directory/roleAssignments/${quoted(id)}`,
  "microsoft.graph/userRegistrationDetails": (id) =>
    `reports/authenticationMethods/userRegistrationDetails/${quoted(id)}`,
};
