// Reads who asks from a bearer token: only one that Entra's key signed for this very API counts.
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import type { Asked, Caller } from "../../clouds/wire/asked.ts";

/** What is wrong with the token, in words that both APIs use in their own way. */
export type BadToken = "missing" | "malformed" | "audience" | "expired" | "signature";

export async function bearerOf(
  { headers }: Asked,
  { audience, jwks, now }: { audience: string; jwks: JSONWebKeySet; now: Date },
): Promise<Caller | BadToken> {
  const [, token] = /^Bearer (.+)$/i.exec(headers["authorization"] ?? "") ?? [];
  if (token === undefined) return "missing";
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(jwks), {
      algorithms: ["RS256"],
      audience,
      currentDate: now,
    });
    const roles = Array.isArray(payload["roles"]) ? payload["roles"].map(String) : [];
    return { principal: String(payload["oid"]), roles };
  } catch (error) {
    return wrongIn(error);
  }
}

function wrongIn(error: unknown): BadToken {
  const { code = "", claim = "" } = error as { code?: string; claim?: string };
  if (code === "ERR_JWT_EXPIRED") return "expired";
  if (code === "ERR_JWT_CLAIM_VALIDATION_FAILED") return claim === "aud" ? "audience" : "expired";
  return code === "ERR_JWS_INVALID" || code === "ERR_JWT_INVALID" ? "malformed" : "signature";
}
