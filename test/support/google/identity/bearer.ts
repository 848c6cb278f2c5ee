// Reads who asks from a bearer token: only one that was given, with a scope that the API takes, counts.
import type { Answer, Asked, Caller } from "../../clouds/wire/asked.ts";
import type { World } from "../world.ts";
import { errorInfo, googleError } from "./google-error.ts";

/** https://docs.cloud.google.com/docs/authentication/troubleshoot-adc; `scopes`: any of them opens the API. */
export function bearerOf({ headers }: Asked, { tokens, now }: World, scopes: readonly string[]): Caller | Answer {
  const [, text = ""] = /^Bearer (.+)$/i.exec(headers["authorization"] ?? "") ?? [];
  const token = tokens.of(text);
  if (token === undefined || token.ends <= now().getTime())
    return googleError(
      "UNAUTHENTICATED",
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
      [errorInfo(token === undefined ? "ACCESS_TOKEN_TYPE_UNSUPPORTED" : "ACCESS_TOKEN_EXPIRED", {})],
    );
  if (!token.scopes.some((scope) => scopes.includes(scope)))
    return googleError("PERMISSION_DENIED", "Request had insufficient authentication scopes.", [
      errorInfo("ACCESS_TOKEN_SCOPE_INSUFFICIENT", {}),
    ]);
  return { principal: token.principal, roles: token.scopes };
}
