// Starts AWS as the issuer of workload tokens: STS, which gives them for a role, and the pages with the keys for them.
import type { JSONWebKeySet } from "jose";
import type { Lift } from "../wire/faults.ts";
import { startService, type Observers } from "../wire/start-service.ts";
import { newKeys, type Algorithm } from "./keys.ts";
import { stsService, tokenRefusal, type TokenRefusal } from "./sts.ts";
import { issuerService, webIdentityToken, type AwsCaller, type OtherClaims } from "./web-identity.ts";

export type Issuer = {
  /** Addresses, without a slash at the end. */
  readonly sts: string;
  readonly issuer: string;
  readonly jwks: JSONWebKeySet;
  /** A token as STS gives it, without asking STS: with claims or an algorithm that a test wants otherwise. */
  readonly assertion: (audience: string, other?: OtherClaims & { readonly algorithm?: Algorithm }) => Promise<string>;
  /** STS refuses to give tokens. */
  readonly refuseTokens: (refusal: TokenRefusal, times?: number) => Lift;
  stop(): Promise<void>;
};

export type IssuerOptions = {
  /** In whose name STS gives tokens. */
  readonly caller: AwsCaller;
  /** A server for the other actions of STS, by its address. */
  readonly upstream: string | null;
  readonly now: () => Date;
};

export async function startIssuer({ caller, upstream, now }: IssuerOptions, observers: Observers): Promise<Issuer> {
  const keys = await newKeys(["RS256", "ES384"]);
  const pages = await startService(issuerService(keys), observers);
  const sts = await startService(stsService({ keys, issuer: () => pages.url, now, caller, upstream }), observers);
  return {
    sts: sts.url,
    issuer: pages.url,
    jwks: keys.jwks,
    assertion: (audience, { algorithm = "RS256", ...other } = {}) =>
      webIdentityToken(
        { keys, issuer: pages.url, caller, now: now() },
        { audiences: [audience], algorithm, seconds: 300, tags: {} },
        other,
      ),
    refuseTokens: (refusal, times) =>
      observers.faults.answer({ service: "sts", body: /Action=GetWebIdentityToken/ }, tokenRefusal(refusal), times),
    async stop() {
      await Promise.all([pages.stop(), sts.stop()]);
    },
  };
}
