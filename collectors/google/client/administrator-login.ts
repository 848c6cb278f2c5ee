// Decides how people and groups of Google Workspace are read: by an admin role of who signs in, or in an administrator's name.
import { delegatedLogin } from "./delegated-login.ts";
import type { GoogleLogin } from "./login.ts";

/**
 * `administrator`: the address of who is acted for; null where who signs in has an admin role. A person who signs in has roles of
 * that person's own, and acts for nobody. `clock`: milliseconds since 1970.
 */
export function administratorLogin(login: GoogleLogin, administrator: string | null, clock: () => number): GoogleLogin {
  if (administrator === null) return login;
  let delegated: GoogleLogin | null = null;
  return {
    principal: login.principal,
    async headers(scopes) {
      const serviceAccount = await login.principal();
      if (!serviceAccount.includes("@")) return login.headers(scopes);
      delegated ??= delegatedLogin(login, { serviceAccount, subject: administrator }, clock);
      return delegated.headers(scopes);
    },
  };
}
