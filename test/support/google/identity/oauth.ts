// Plays oauth2.googleapis.com: a claim that a service account signed, or a person's refresh token, becomes an access token.
import { createLocalJWKSet, jwtVerify, type JWTPayload } from "jose";
import type { Keys } from "../../clouds/issuer/keys.ts";
import { json, NOBODY, type Answer, type Asked } from "../../clouds/wire/asked.ts";
import type { Serving } from "../../clouds/wire/start-service.ts";
import type { World } from "../world.ts";
import { oauthError } from "./google-error.ts";

export const oauthService = (world: World, keys: Keys): Serving => ({
  service: "oauth",
  caller: () => Promise.resolve(NOBODY),
  denied: () => oauthError(401, "unauthorized_client", UNAUTHORIZED),
  throttled: () => oauthError(429, "rate_limit_exceeded", "Rate limit exceeded."),
  answer: (asked) => answer(world, keys, asked),
});

const UNAUTHORIZED =
  "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.";

/** https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests */
function answer(world: World, keys: Keys, asked: Asked): Promise<Answer> | Answer {
  if (asked.path === "/tokeninfo") return tokenInfo(world, asked);
  const form = new URLSearchParams(asked.body);
  if (asked.path !== "/token" || asked.method !== "POST") return oauthError(404, "invalid_request", "Not found.");
  switch (form.get("grant_type")) {
    case "urn:ietf:params:oauth:grant-type:jwt-bearer":
      return delegated(world, keys, form.get("assertion") ?? "");
    case "refresh_token":
      return refreshed(world, form);
    default:
      return oauthError(400, "unsupported_grant_type", "Invalid grant_type.");
  }
}

async function delegated(world: World, keys: Keys, assertion: string): Promise<Answer> {
  const { estate, now } = world;
  let claims: JWTPayload;
  try {
    const audience = "https://oauth2.googleapis.com/token";
    const verified = await jwtVerify(assertion, createLocalJWKSet(keys.jwks), { audience, currentDate: now() });
    claims = verified.payload;
  } catch {
    return oauthError(400, "invalid_grant", "Invalid JWT Signature.");
  }
  const account = estate.serviceAccounts.find(({ email }) => email === claims.iss);
  const scopes = String(claims["scope"]).split(" ");
  if (account === undefined || !scopes.every((scope) => account.delegated.includes(scope)))
    return oauthError(401, "unauthorized_client", UNAUTHORIZED);
  const person = estate.users.find(({ primaryEmail }) => primaryEmail === claims.sub);
  if (person === undefined) return oauthError(400, "invalid_grant", "Invalid email or User ID");
  return given(world, person.primaryEmail, scopes);
}

function refreshed(world: World, form: URLSearchParams): Answer {
  const person = world.estate.people.find(
    ({ refreshToken, clientId }) => refreshToken === form.get("refresh_token") && clientId === form.get("client_id"),
  );
  return person === undefined
    ? oauthError(400, "invalid_grant", "Token has been expired or revoked.")
    : given(world, person.email, person.scopes);
}

function given({ tokens, settings, now }: World, principal: string, scopes: readonly string[]): Answer {
  const ends = now().getTime() + settings.tokenSeconds * 1000;
  return json(200, {
    access_token: tokens.give({ principal, scopes, ends }),
    expires_in: settings.tokenSeconds,
    scope: scopes.join(" "),
    token_type: "Bearer",
  });
}

/** https://developers.google.com/identity/sign-in/web/backend-auth#calling-the-tokeninfo-endpoint; `sub` where `openid` was granted. */
function tokenInfo({ tokens, estate, now }: World, { headers }: Asked): Answer {
  const token = tokens.of(headers["authorization"]?.replace(/^Bearer /, "") ?? "");
  const person = estate.people.find(({ email }) => email === token?.principal);
  if (token === undefined || person === undefined) return oauthError(400, "invalid_token", "Invalid Value");
  return json(200, {
    azp: person.clientId,
    aud: person.clientId,
    ...(token.scopes.includes("openid") ? { sub: person.sub } : {}),
    scope: token.scopes.join(" "),
    exp: String(Math.floor(token.ends / 1000)),
    expires_in: String(Math.floor((token.ends - now().getTime()) / 1000)),
    access_type: "offline",
  });
}
