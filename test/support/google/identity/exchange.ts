// Plays sts.googleapis.com: a token of AWS goes in, a token of the workload identity pool comes out.
import type { JSONWebKeySet } from "jose";
import type { AwsCaller } from "../../clouds/issuer/web-identity.ts";
import { json, NOBODY, type Answer, type Asked } from "../../clouds/wire/asked.ts";
import type { Serving } from "../../clouds/wire/start-service.ts";
import type { World } from "../world.ts";
import { oauthError } from "./google-error.ts";
import { sessionOf, type AwsKeys } from "./signed-request.ts";
import { subjectOf } from "./subject-token.ts";

export type ExchangeOptions = {
  readonly world: World;
  /** Whose tokens the providers without an issuer of their own are for. */
  readonly issuer: string;
  readonly issuerKeys: JSONWebKeySet;
  readonly caller: AwsCaller;
  readonly awsKeys: AwsKeys;
};

const TOKEN_TYPES = {
  oidc: "urn:ietf:params:oauth:token-type:jwt",
  aws: "urn:ietf:params:aws:token-type:aws4_request",
} as const;

export const exchangeService = (options: ExchangeOptions): Serving => ({
  service: "exchange",
  caller: () => Promise.resolve(NOBODY),
  denied: () => oauthError(400, "unauthorized_client", "The given credential is rejected by the attribute condition."),
  throttled: () => oauthError(429, "temporarily_unavailable", "Quota exceeded."),
  answer: (asked) => answer(options, asked),
});

/** https://docs.cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
async function answer(options: ExchangeOptions, asked: Asked): Promise<Answer> {
  const { world, issuer, issuerKeys, caller, awsKeys } = options;
  if (asked.method !== "POST" || asked.path !== "/v1/token") return oauthError(404, "invalid_request", "Not found.");
  const form = new URLSearchParams(asked.body);
  if (form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:token-exchange")
    return oauthError(400, "unsupported_grant_type", "Invalid grant type.");
  const [, name] =
    /^\/\/iam\.googleapis\.com\/(projects\/\d+\/locations\/global\/workloadIdentityPools\/[^/]+\/providers\/[^/]+)$/.exec(
      form.get("audience") ?? "",
    ) ?? [];
  if (name === undefined)
    return oauthError(
      400,
      "invalid_request",
      'Invalid value for "audience". This value should be the full resource name of the Identity Provider. See https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token for the list of possible formats.',
    );
  const provider = world.estate.providers.find((each) => each.name === name && each.state === "ACTIVE");
  if (provider === undefined)
    return oauthError(
      400,
      "invalid_target",
      'The target service indicated by the "audience" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it doesn\'t exist.',
    );
  if (form.get("subject_token_type") !== TOKEN_TYPES[provider.kind])
    return oauthError(400, "invalid_request", 'Invalid value for "subject_token_type".');
  const token = form.get("subject_token") ?? "";
  const subject =
    provider.kind === "aws"
      ? sessionOf(token, provider, caller, awsKeys)
      : await subjectOf(token, provider, { issuer, jwks: issuerKeys, now: world.now() });
  if (typeof subject !== "string") return subject;
  const seconds = world.settings.tokenSeconds;
  return json(200, {
    access_token: world.tokens.give({
      principal: `principal://iam.googleapis.com/${poolOf(name)}/subject/${subject}`,
      scopes: form.get("scope")?.split(" ") ?? [],
      ends: world.now().getTime() + seconds * 1000,
    }),
    issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
    token_type: "Bearer",
    expires_in: seconds,
  });
}

const poolOf = (provider: string): string => provider.replace(/\/providers\/[^/]+$/, "");
