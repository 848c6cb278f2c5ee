// Judges a token of AWS as a provider of a workload identity pool does: by the issuer's keys, its audience and its condition.
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from "jose";
import type { Answer } from "../../clouds/wire/asked.ts";
import { secondsOf } from "../../clouds/issuer/keys.ts";
import type { Provider } from "../estate/estate.ts";
import { oauthError } from "./google-error.ts";

/** The claims of AWS that conditions use. */
const FUNCTION = "lambda_source_function_arn";
const AWS = "https://sts.amazonaws.com/";

const invalidGrant = (description: string): Answer => oauthError(400, "invalid_grant", description);

/**
 * The subject of the token, or what is wrong with it. `issuer` is whose keys `jwks` are. Descriptions are those that
 * https://docs.cloud.google.com/iam/docs/troubleshooting-workload-identity-federation and issues of
 * google-github-actions/auth quote; words for a wrong algorithm and a malformed token are our own.
 */
export async function subjectOf(
  token: string,
  provider: Provider,
  { issuer, jwks, now }: { issuer: string; jwks: JSONWebKeySet; now: Date },
): Promise<string | Answer> {
  let claims: JWTPayload;
  try {
    claims = decodeJwt(token);
    // Google takes ES256 too, which AWS does not offer.
    const { alg = "none" } = decodeProtectedHeader(token);
    if (alg !== "RS256") return invalidGrant(`The ID Token is signed by an unsupported algorithm ${alg}.`);
  } catch {
    return invalidGrant("Unable to parse the ID Token.");
  }
  const expected = provider.issuer ?? issuer;
  if (claims.iss !== expected)
    return invalidGrant(`The issuer in ID Token ${claims.iss} does not match the expected ones: ${expected}.`);
  const audiences = [claims.aud ?? []].flat();
  const own = `//iam.googleapis.com/${provider.name}`;
  const allowed = [...provider.audiences, own, `https:${own}`];
  if (!audiences.some((audience) => allowed.includes(audience)))
    return invalidGrant(
      `The audience in ID Token [${audiences.join(", ")}] does not match the expected audience ${allowed[0]}.`,
    );
  try {
    // Times are judged below, by words of their own.
    await jwtVerify(token, createLocalJWKSet(jwks), { algorithms: ["RS256"], currentDate: new Date(0) });
  } catch {
    return invalidGrant("Unable to verify the signature of the ID Token.");
  }
  const time = secondsOf(now);
  const { iat = Infinity, exp = 0, sub = "" } = claims;
  if (exp <= time || iat > time + 60) return invalidGrant(`ID Token issued at ${iat} is stale to sign-in.`);
  return mapped(sub, provider, (claims[AWS] as { readonly [name: string]: unknown } | undefined)?.[FUNCTION]);
}

/** The mapping google.subject=assertion.sub, and the attribute condition after it. */
export function mapped(sub: string, { condition }: Provider, fn: unknown): string | Answer {
  if (Buffer.byteLength(sub) > 127)
    return oauthError(
      400,
      "invalid_request",
      "The size of mapped attribute google.subject exceeds the 127 bytes limit. Either modify your attribute mapping or the incoming assertion to produce a mapped attribute that is less than 127 bytes.",
    );
  const fits = condition === null || (condition.sub === sub && (condition.function ?? fn) === fn);
  return fits
    ? sub
    : oauthError(400, "unauthorized_client", "The given credential is rejected by the attribute condition.");
}
