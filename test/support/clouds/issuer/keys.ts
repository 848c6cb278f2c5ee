// Makes signing keys when a server starts, and signs tokens with them.
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JSONWebKeySet, type JWTPayload } from "jose";

export type Algorithm = "RS256" | "ES384";

export type Keys = { readonly jwks: JSONWebKeySet; sign(claims: JWTPayload, algorithm: Algorithm): Promise<string> };

/** A key for each algorithm, with public halves in `jwks`. */
export async function newKeys(algorithms: readonly Algorithm[]): Promise<Keys> {
  const made = await Promise.all(
    algorithms.map(async (algorithm) => {
      const { privateKey, publicKey } = await generateKeyPair(algorithm);
      const jwk = { ...(await exportJWK(publicKey)), kid: `test-${algorithm}`, use: "sig", alg: algorithm };
      return { algorithm, privateKey, jwk };
    }),
  );
  const privateKeys = new Map<Algorithm, CryptoKey>(made.map(({ algorithm, privateKey }) => [algorithm, privateKey]));
  return {
    jwks: { keys: made.map(({ jwk }) => jwk) },
    sign(claims, algorithm) {
      const key = privateKeys.get(algorithm);
      if (key === undefined) throw new RangeError(`found no key for ${algorithm}`);
      return new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid: `test-${algorithm}`, typ: "JWT" }).sign(key);
    },
  };
}

/** Whole seconds since 1970, as claims tell time. */
export const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000);
