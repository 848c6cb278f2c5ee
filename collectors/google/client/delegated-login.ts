// Signs in to Google Workspace in the name of an administrator: the service account signs that it acts for that person.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { CLOUD_SCOPES, SIGN_IN } from "../apis.ts";
import type { GoogleLogin } from "./login.ts";
import { bodyOf, send } from "./send.ts";
import { refused, SIGNATURE, signInFailure } from "./sign-in-failure.ts";

export type Delegation = {
  /** The e-mail address of the service account, to which the organization delegates. */
  readonly serviceAccount: string;
  /** The e-mail address of an administrator. It is in no record and no message. */
  readonly subject: string;
};

/** How long the signed claim lasts. */
const CLAIM_SECONDS = 300;
/** A token is not handed out again this long before it ends. */
const EARLY_MS = 5 * 60_000;

/**
 * Wraps `login`: tokens for Google Cloud stay its own, tokens with other scopes are of the administrator. No key is needed,
 * since Google signs for whoever may call signJwt (roles/iam.serviceAccountTokenCreator). A delegation is broad power, and an
 * admin role of the service account itself is better where it is enough. `clock`: milliseconds since 1970.
 * https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests
 */
export function delegatedLogin(login: GoogleLogin, delegation: Delegation, clock: () => number): GoogleLogin {
  const kept = new Map<string, { readonly headers: Promise<Headers>; until: number }>();
  return {
    principal: login.principal,
    async headers(scopes) {
      const scope = scopes.join(" ");
      if (scope === CLOUD_SCOPES.join(" ")) return login.headers(scopes);
      const before = kept.get(scope);
      if (before !== undefined && clock() < before.until) return before.headers;
      const asked = { headers: Promise.resolve(new Headers()), until: Number.POSITIVE_INFINITY };
      asked.headers = granted(login, delegation, scope, clock).then(({ headers, seconds }) => {
        asked.until = clock() + seconds * 1000 - EARLY_MS;
        return headers;
      });
      kept.set(scope, asked);
      asked.headers.catch(() => kept.delete(scope));
      return asked.headers;
    },
  };
}

async function granted(
  login: GoogleLogin,
  { serviceAccount, subject }: Delegation,
  scope: string,
  clock: () => number,
) {
  const own = await login.headers(CLOUD_SCOPES);
  const now = Math.floor(clock() / 1000);
  const claims = { iss: serviceAccount, sub: subject, scope, aud: SIGN_IN.token, iat: now, exp: now + CLAIM_SECONDS };
  const signed = await answered(
    `${SIGN_IN.credentials}/v1/projects/-/serviceAccounts/${serviceAccount}:signJwt`,
    new Headers({ ...Object.fromEntries(own), "content-type": "application/json" }),
    JSON.stringify({ payload: JSON.stringify(claims) }),
    SIGNATURE,
  );
  const token = await answered(
    SIGN_IN.token,
    new Headers({ "content-type": "application/x-www-form-urlencoded" }),
    new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: textOf(signed["signedJwt"]) ?? "",
    }).toString(),
  );
  const headers = new Headers({ authorization: `Bearer ${textOf(token["access_token"]) ?? ""}` });
  const quota = own.get("x-goog-user-project");
  if (quota !== null) headers.set("x-goog-user-project", quota);
  return { headers, seconds: Number(token["expires_in"]) };
}

async function answered(
  url: string,
  headers: Headers,
  body: string,
  asked?: typeof SIGNATURE,
): Promise<{ readonly [name: string]: Json }> {
  try {
    const answer = await send({ url, method: "POST", headers, body }, null);
    const json = bodyOf(answer);
    if (answer.status !== 200 || !isRecord(json)) throw refused(answer.status, json, asked);
    return json;
  } catch (error) {
    throw signInFailure(error);
  }
}
