// Plays iamcredentials.googleapis.com: a service account gives tokens to those who may act as it, and signs for itself.
import type { JWTPayload } from "jose";
import type { Keys } from "../../clouds/issuer/keys.ts";
import { json, type Answer, type Asked, type Caller } from "../../clouds/wire/asked.ts";
import type { Serving } from "../../clouds/wire/start-service.ts";
import type { ServiceAccount } from "../estate/estate.ts";
import type { World } from "../world.ts";
import { bearerOf } from "./bearer.ts";
import { errorInfo, googleError, permissionDenied } from "./google-error.ts";

const SCOPES = ["https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/iam"];

export const credentialsService = (world: World, keys: Keys): Serving => ({
  service: "credentials",
  caller: (asked) => Promise.resolve(bearerOf(asked, world, SCOPES)),
  denied: ({ path }) => permissionDenied(permissionOf(path), accountIn(path)),
  throttled: () => googleError("RESOURCE_EXHAUSTED", "Quota exceeded.", [errorInfo("RATE_LIMIT_EXCEEDED", {})]),
  answer: (asked, caller) => answer(world, keys, asked, caller),
});

const accountIn = (path: string): string => /serviceAccounts\/([^:]+):/.exec(path)?.[1] ?? "";
const permissionOf = (path: string): string =>
  path.endsWith(":signJwt") ? "iam.serviceAccounts.signJwt" : "iam.serviceAccounts.getAccessToken";

/** https://docs.cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts */
async function answer(world: World, keys: Keys, asked: Asked, { principal }: Caller): Promise<Answer> {
  const account = accountFor(world, asked);
  if ("body" in account) return account;
  const body = JSON.parse(asked.body) as Asking;
  if (asked.path.endsWith(":signJwt")) {
    if (!(account.signs && principal === account.email))
      return permissionDenied("iam.serviceAccounts.signJwt", account.email);
    const claims = JSON.parse(body.payload ?? "") as JWTPayload;
    return json(200, { keyId: "test-RS256", signedJwt: await keys.sign(claims, "RS256") });
  }
  if (!account.impersonators.includes(principal ?? ""))
    return permissionDenied("iam.serviceAccounts.getAccessToken", account.email);
  const seconds = /^(\d+)s$/.exec(body.lifetime ?? "3600s")?.[1];
  if (seconds === undefined || Number(seconds) > 3600)
    return googleError("INVALID_ARGUMENT", "The access token lifetime cannot exceed 3600 seconds.");
  const ends = world.now().getTime() + Number(seconds) * 1000;
  const accessToken = world.tokens.give({ principal: account.email, scopes: body.scope ?? [], ends });
  return json(200, { accessToken, expireTime: new Date(ends).toISOString().replace(/\.\d+Z/, "Z") });
}

/** Bodies of both calls. */
type Asking = { readonly scope?: readonly string[]; readonly lifetime?: string; readonly payload?: string };

function accountFor({ estate, settings }: World, { path, method }: Asked): ServiceAccount | Answer {
  if (settings.off.includes("credentials"))
    return googleError(
      "PERMISSION_DENIED",
      "IAM Service Account Credentials API has not been used in project 558100220033 before or it is disabled.",
      [errorInfo("SERVICE_DISABLED", { service: "iamcredentials.googleapis.com", consumer: "projects/558100220033" })],
    );
  const isKnown = /^\/v1\/projects\/-\/serviceAccounts\/[^:/]+:(?:generateAccessToken|signJwt)$/.test(path);
  if (method !== "POST" || !isKnown) return googleError("NOT_FOUND", "Requested entity was not found.");
  const email = accountIn(path);
  return (
    estate.serviceAccounts.find((each) => each.email === email) ??
    googleError("NOT_FOUND", `Not found; Gaia id not found for email ${email}`)
  );
}
