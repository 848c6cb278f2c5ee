// Asks Google Workspace for one person, in both ways that people can be read: by an admin role of who signs in, and in an administrator's name.
import { remedy } from "../../audit/standing/remedy.ts";
import { GoogleAccess } from "../../collectors/google/client/access.ts";
import { administratorLogin } from "../../collectors/google/client/administrator-login.ts";
import { loginAtHand } from "../../collectors/google/client/login-at-hand.ts";
import type { GoogleLogin } from "../../collectors/google/client/login.ts";
import { CallFailed, NoCredentials } from "../../collectors/live/call.ts";
import { USERS_ACTION } from "../../collectors/workspace/sources/users.ts";
import type { Config } from "../../config/schema.ts";
import { realClock } from "../clock.ts";

export type WayToPeople = {
  readonly way: string;
  /** Why it does not work; null where it does. */
  readonly cause: string | null;
  readonly advice: string | null;
};

/** Empty where the config reads no people of Google Workspace live. Nothing of anybody is kept. */
export async function waysToPeople({ gcp }: Config): Promise<readonly WayToPeople[]> {
  if (gcp === null || gcp.customer === null) return [];
  const { customer, administrator, quotaProject } = gcp;
  const own = loginAtHand(quotaProject);
  const role = { way: "an admin role of the identity that reads", ...(await tried(own, customer)) };
  if (administrator === null) return [role];
  const delegated = await tried(administratorLogin(own, administrator, realClock.now), customer);
  const needless = role.cause === null ? "remove gcp.administrator and the delegation: the admin role is enough" : null;
  return [role, { way: "delegation, for gcp.administrator", ...delegated, advice: delegated.advice ?? needless }];
}

/** Asks for one person of the customer. */
async function tried(login: GoogleLogin, customer: string): Promise<Omit<WayToPeople, "way">> {
  const access = new GoogleAccess(login);
  const path = `/admin/directory/v1/users?customer=${customer}&maxResults=1`;
  try {
    const google = access.open(access.budget(), null);
    await google.get({ api: "directory", action: USERS_ACTION, path, answered: () => undefined });
    return { cause: null, advice: null };
  } catch (error) {
    if (error instanceof NoCredentials) return { cause: error.message, advice: null };
    if (!(error instanceof CallFailed)) throw error;
    const { code, detail } = error.problem;
    return { cause: `${code}: ${detail}`, advice: remedy(error.problem, []) };
  }
}
