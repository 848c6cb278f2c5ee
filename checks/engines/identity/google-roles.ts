// Lists the roles of Google Cloud's own that let their holder do everything, or give rights away.

/** Owner and Editor are the legacy ones. https://docs.cloud.google.com/iam/docs/roles-overview#basic */
export const BASIC: readonly string[] = ["roles/owner", "roles/admin", "roles/editor", "roles/writer"];

const [PROJECTS, FOLDERS, ORGANIZATIONS] = [
  "resourcemanager.projects.setIamPolicy",
  "resourcemanager.folders.setIamPolicy",
  "resourcemanager.organizations.setIamPolicy",
] as const;
const ROLES = "iam.roles.update";

/**
 * Predefined roles that have permissions by which rights are given, with those permissions. Roles of service agents are left out: Google
 * grants them to accounts of its own.
 * https://docs.cloud.google.com/iam/docs/roles-permissions/iam
 * https://docs.cloud.google.com/iam/docs/roles-permissions/resourcemanager
 */
export const PREDEFINED: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ["roles/iam.admin", [ROLES]],
  ["roles/iam.organizationRoleAdmin", [ROLES]],
  ["roles/iam.roleAdmin", [ROLES]],
  ["roles/iam.securityAdmin", [PROJECTS, FOLDERS, ORGANIZATIONS]],
  ["roles/resourcemanager.folderAdmin", [PROJECTS, FOLDERS]],
  ["roles/resourcemanager.folderIamAdmin", [FOLDERS]],
  ["roles/resourcemanager.organizationAdmin", [PROJECTS, FOLDERS, ORGANIZATIONS]],
  ["roles/resourcemanager.projectIamAdmin", [PROJECTS]],
]);
