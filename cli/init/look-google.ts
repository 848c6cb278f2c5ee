// Finds what the Google login at hand can see: projects, and the organization that they lie in.
import { projectsSeen } from "../../collectors/gcp/projects-seen.ts";
import { CLOUD_SCOPES } from "../../collectors/google/apis.ts";
import { GoogleAccess } from "../../collectors/google/client/access.ts";
import { loginAtHand } from "../../collectors/google/client/login-at-hand.ts";
import { CallFailed, NoCredentials } from "../../collectors/live/call.ts";

export type SeenGoogle = {
  /** `organizations/<number>`; null where the login sees none, or several. */
  readonly parent: string | null;
  /** The project that the login's calls count against; null where it names none. */
  readonly quotaProject: string | null;
  /** Numbers of projects, sorted; at least one. */
  readonly projects: readonly string[];
};

/** Null: nobody is signed in, the login sees no project, or the sign-in fails (a problem says so). */
export type LookAtGoogle = { readonly seen: SeenGoogle | null; readonly problems: readonly string[] };

export async function lookAtGoogle(): Promise<LookAtGoogle> {
  try {
    const login = loginAtHand(null);
    const quotaProject = (await login.headers(CLOUD_SCOPES)).get("x-goog-user-project");
    const { projects, organizations } = await projectsSeen(new GoogleAccess(login));
    if (projects.length === 0)
      return {
        seen: null,
        problems: ["projects of Google Cloud (a search shows what the login sees, and it sees none)"],
      };
    const [parent = null] = organizations.length === 1 ? organizations : [];
    return { seen: { parent, quotaProject, projects }, problems: problemsOf(organizations) };
  } catch (error) {
    if (error instanceof NoCredentials) return { seen: null, problems: [] };
    if (!(error instanceof CallFailed)) throw error;
    return { seen: null, problems: [`Google Cloud (${error.problem.code}: ${error.problem.detail})`] };
  }
}

function problemsOf(organizations: readonly string[]): string[] {
  if (organizations.length === 1) return [];
  return organizations.length === 0
    ? [
        "the organization of Google Cloud (the login sees none, so each project is asked by itself and others are not found)",
      ]
    : [
        `${organizations.length} organizations of Google Cloud (a config reads one: add it as gcp.parent, and remove projects of others)`,
      ];
}
