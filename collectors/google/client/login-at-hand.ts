// Signs in to Google Cloud as the machine is signed in: by application default credentials.
import { GoogleAuth, OAuth2Client } from "google-auth-library";
import { CallFailed } from "../../live/call.ts";
import { CLOUD_SCOPES } from "../apis.ts";
import { perScopes, type GoogleLogin } from "./login.ts";
import { signInFailure } from "./sign-in-failure.ts";

/**
 * `gcloud auth application-default login`, or what the environment offers. Credentials of a person have the scopes that the
 * person signed in with, whichever are asked for. `quotaProject`: as in FederatedAccess; null for that of the credentials.
 * https://docs.cloud.google.com/docs/authentication/application-default-credentials
 */
export function loginAtHand(quotaProject: string | null): GoogleLogin {
  const headers = perScopes(async (scopes) => {
    const client = await authFor(scopes).getClient();
    if (quotaProject !== null) client.quotaProjectId = quotaProject;
    return client;
  });
  return { headers, principal: async () => (await serviceAccount(authFor(CLOUD_SCOPES))) ?? personBy(headers) };
}

/** The library would look for a project of its own, for seconds and at the metadata server too. Nothing asks for one. */
const authFor = (scopes: readonly string[]): GoogleAuth => new GoogleAuth({ scopes: [...scopes], projectId: "none" });

/** The address of the service account; null where a person is signed in. */
async function serviceAccount(auth: GoogleAuth): Promise<string | null> {
  try {
    return (await auth.getCredentials()).client_email ?? null;
  } catch (error) {
    throw signInFailure(error);
  }
}

/** The id of the account that a token is of. The token of a person whose login asked for no identity does not say. */
async function personBy(headers: GoogleLogin["headers"]): Promise<string> {
  const token = (await headers(CLOUD_SCOPES)).get("authorization")?.replace(/^Bearer /, "") ?? "";
  try {
    const { sub } = await new OAuth2Client().getTokenInfo(token);
    if (sub !== undefined && /^\d+$/.test(sub)) return sub;
  } catch (error) {
    throw signInFailure(error);
  }
  throw new CallFailed("NoAccountId", { code: "denied", detail: "the token of Google names no account id" }, null);
}
