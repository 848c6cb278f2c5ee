// Decides by the permissions of a Google Cloud role, and by where the role is bound, which of them give rights away.

/** From the resource that lies lowest up. A role that is bound at one holds in all that lies below it too. */
const LEVELS = ["project", "folder", "organization"] as const;
type Level = (typeof LEVELS)[number];

/**
 * Permissions by which somebody gives any role to anybody, or changes what a role gives, by the resources that they are taken on.
 * Google asks nobody for the rights that are given. Rights of service accounts give no more than these accounts have, and are left out:
 * keys and tokens of them, their policies, acting as them.
 * https://docs.cloud.google.com/iam/docs/roles-permissions/resourcemanager
 * https://docs.cloud.google.com/iam/docs/roles-permissions/iam
 * https://docs.cloud.google.com/iam/docs/creating-custom-roles
 */
const GIVING: { readonly [permission: string]: readonly Level[] } = {
  // Custom roles are of projects and organizations.
  "iam.roles.update": ["project", "organization"],
  "resourcemanager.folders.setIamPolicy": ["folder"],
  "resourcemanager.organizations.setIamPolicy": ["organization"],
  "resourcemanager.projects.setIamPolicy": ["project"],
};

/**
 * Those of `permissions` that give rights where they are bound at `level`, a project, folder or organization, sorted. A permission on
 * resources that lie higher gives nothing there.
 */
export const givingAt = (permissions: readonly string[], level: string): readonly string[] =>
  Object.keys(GIVING).filter(
    (permission) =>
      permissions.includes(permission) && GIVING[permission]?.some((on) => heightOf(on) <= heightOf(level)) === true,
  );

/** An unknown level counts as the highest, so that no permission is taken for one without effect. */
function heightOf(level: string): number {
  const height = LEVELS.findIndex((each) => each === level);
  return height === -1 ? LEVELS.length : height;
}
