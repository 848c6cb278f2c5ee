// Opens the reader of what one login of Google reads: projects of Google Cloud, and their customer of Google Workspace.
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
  /** The scopes that are enrolled, whoever reads them: the owners of projects are read. Left out: `scopes`. */
  readonly enrolled?: readonly string[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The projects that the identity sees, where they were listed. */
  readonly listed?: ListedScopes;
};

/** Both sign in once, and share the limits of one project. Nothing is called before `read`. */
export function openGoogle(options: GoogleOptions): RereadingReader {
  const { login, parent, customer, administrator, scopes, enrolled = scopes, clock, listed } = options;
  const access = new GoogleAccess(administratorLogin(login, administrator, clock));
  const isProject = (scope: string): boolean => scope.startsWith("gcp/");
  const projects = openProjects({
    access,
    parent,
    scopes: scopes.filter(isProject),
    clock,
    ...(listed === undefined ? {} : { listed }),
  });
  const people =
    customer !== null && scopes.includes(`workspace/${customer}`)
      ? openCustomer({
          access,
          customer,
          parent,
          projects: enrolled.filter(isProject).map((scope) => scope.slice("gcp/".length)),
          clock,
        })
      : null;
  return manyClouds(people === null ? [projects] : [projects, people], (scope) =>
    isProject(scope) ? projects : people,
  );
}
