// Finds the custom roles of Google Cloud that an IAM policy grants: those of the project, and those of its organization.
import { CustomRole, homeOf } from "../../engines/identity/google-rights.ts";
import { relation, type Answer, type Related } from "../../kernel.ts";

const named = { within: "scope", global: true, reads: CustomRole, on: ({ name }: CustomRole) => [name] } as const;

/** Roles of an organization that policies of the scope, or above it, grant. */
export const organizationRoles = relation({ ...named, type: "Tidemark::IAM::OrganizationRole" });

/** Roles of the project. */
export const projectRoles = relation({ ...named, type: "iam.googleapis.com/Role" });

type Ask = (role: string) => Related<CustomRole>;

/** Looks up a role by its name. A folder or organization has no roles of a project (`projects`: null). */
export const customRoles =
  (organizations: Ask, projects: Ask | null) =>
  (role: string): Answer<CustomRole> =>
    (homeOf(role) === "organization" ? organizations : projects)?.(role).find(() => true) ?? { is: "none" };
