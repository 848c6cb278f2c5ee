// Judges an assertion as Entra does: by the issuer's published keys, RS256 alone, and a federated credential that fits exactly.
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from "jose";
import type { SignIn } from "../estate/estate.ts";
import type { EntraError } from "./entra-error.ts";
import { secondsOf } from "../../clouds/issuer/keys.ts";

export const EXCHANGE_AUDIENCE = "api://AzureADTokenExchange";

const HELP = "https://learn.microsoft.com/entra/workload-id/workload-identity-federation";
const CHECK = `Check your federated identity credential Subject, Audience and Issuer against the presented assertion. ${HELP}`;

/** What is wrong with it; null where it is right. `issuer` is whose keys `jwks` are. */
export async function judgeAssertion(
  assertion: string,
  { federated }: SignIn,
  { issuer, jwks, now }: { issuer: string; jwks: JSONWebKeySet; now: Date },
): Promise<EntraError | null> {
  let claims: JWTPayload;
  try {
    claims = decodeJwt(assertion);
    const { alg } = decodeProtectedHeader(assertion);
    // Documented for certificates and seen for ES384: https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-considerations
    if (alg !== "RS256")
      return refused(
        5002738,
        "invalid_client",
        `Invalid JWT token. '${alg}' is not a supported signature algorithm. Supported signing algorithms are: 'RS256,RS384,RS512'`,
      );
  } catch {
    return refused(50027, "invalid_request", "JWT token is invalid or malformed.");
  }
  const presented = (what: string, value: unknown, then = CHECK): string =>
    `No matching federated identity record found for presented assertion ${what} '${String(value)}'. ${then}`;
  const ofIssuer = federated.filter((credential) => (credential.issuer ?? issuer) === claims.iss);
  if (ofIssuer.length === 0) return refused(700211, "invalid_client", presented("issuer", claims.iss));
  const ofSubject = ofIssuer.filter(({ subject }) => subject === claims.sub);
  if (ofSubject.length === 0) {
    const byCase = ofIssuer.some(({ subject }) => subject.toLowerCase() === claims.sub?.toLowerCase());
    return byCase
      ? refused(
          7002138,
          "invalid_client",
          presented(
            "subject",
            claims.sub,
            `The subject matches with case-insensitive comparison, but not with case-sensitive comparison. ${CHECK}`,
          ),
        )
      : refused(700213, "invalid_client", presented("subject", claims.sub));
  }
  if (!ofSubject.some(({ audience }) => audience === claims.aud))
    return refused(700212, "invalid_client", presented("audience", claims.aud));
  try {
    await jwtVerify(assertion, createLocalJWKSet(jwks), { algorithms: ["RS256"], currentDate: now });
  } catch (error) {
    if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed)
      return untimely(claims, now);
    return refused(
      50027,
      "invalid_request",
      "JWT token is invalid or malformed. External ID token from issuer failed signature verification.",
    );
  }
  return claims.exp === undefined ? untimely(claims, now) : null;
}

const refused = (code: number, error: EntraError["error"], message: string): EntraError => ({ code, error, message });

function untimely({ iat, exp }: JWTPayload, now: Date): EntraError {
  const time = (seconds: number): string => new Date(seconds * 1000).toISOString().replace("Z", "0000Z");
  return refused(
    700024,
    "invalid_client",
    `Client assertion is not within its valid time range. Current time: ${time(secondsOf(now))}, assertion valid from ${time(iat ?? 0)}, expiry time of assertion ${time(exp ?? 0)}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`,
  );
}
