// Opens the reader of what one login of Google reads: projects, folders and organizations of Google Cloud, and their customer of Google
// Workspace.
import { containerOf, projectOf } from "../gcp/containers/container.ts";
import { openContainers } from "../gcp/containers/reader.ts";
import { AncestorPolicies } from "../gcp/inventory/ancestor-policies.ts";
import { OrganizationRoles } from "../gcp/inventory/organization-roles.ts";
import { openProjects } from "../gcp/reader.ts";
import { GoogleAccess } from "../google/client/access.ts";
import { administratorLogin } from "../google/client/administrator-login.ts";
import type { GoogleLogin } from "../google/client/login.ts";
import type { ListedScopes } from "../live/listed-scopes.ts";
import { manyClouds } from "../live/many-clouds.ts";
import type { RereadingReader } from "../port.ts";
import { openCustomer } from "../workspace/reader.ts";

export type GoogleOptions = {
  readonly login: GoogleLogin;
  /** Where the inventory is asked about all projects at once; null: about each project by itself. */
  readonly parent: string | null;
  /** Id of the customer of Google Workspace; null where it is not read live. */
  readonly customer: string | null;
  /** The address of who the service account acts for; null where it has an admin role itself. */
  readonly administrator: string | null;
  /** The scopes that will be read. */
  readonly scopes: readonly string[];
  /** The scopes that are enrolled, whoever reads them: their owners are read. Left out: `scopes`. */
  readonly enrolled?: readonly string[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The projects that the identity sees, where they were listed. */
  readonly listed?: ListedScopes;
};

/** All sign in once, and share the limits of one project. Nothing is called before `read`. */
export function openGoogle(options: GoogleOptions): RereadingReader {
  const { login, parent, customer, administrator, scopes, enrolled = scopes, clock, listed } = options;
  const access = new GoogleAccess(administratorLogin(login, administrator, clock));
  const policies = new AncestorPolicies(clock);
  const roles = new OrganizationRoles(clock);
  const containers = openContainers({
    access,
    scopes: scopes.filter((scope) => containerOf(scope) !== null),
    policies,
    roles,
    clock,
  });
  const projects = openProjects({
    access,
    parent,
    scopes: scopes.filter((scope) => projectOf(scope) !== null),
    policies,
    roles,
    clock,
    ...(listed === undefined ? {} : { listed }),
  });
  const people =
    customer !== null && scopes.includes(`workspace/${customer}`)
      ? openCustomer({
          access,
          customer,
          parent,
          projects: enrolled.flatMap((scope) => projectOf(scope) ?? []),
          containers: enrolled.flatMap((scope) => containerOf(scope) ?? []),
          clock,
        })
      : null;
  return manyClouds([projects, containers, ...(people === null ? [] : [people])], (scope) => {
    if (containerOf(scope) !== null) return containers;
    return projectOf(scope) !== null ? projects : people;
  });
}
