// Makes the token by which AWS tells others who a role is, and the pages on which it publishes the keys for it.
import { randomUUID } from "node:crypto";
import { json, NOBODY, type Answer, type Asked } from "../wire/asked.ts";
import type { Serving } from "../wire/start-service.ts";
import { secondsOf, type Algorithm, type Keys } from "./keys.ts";

/** The role in whose name STS is asked. */
export type AwsCaller = {
  readonly account: string;
  readonly region: string;
  readonly roleArn: string;
  readonly organization: string;
  /** The function that asks; without it the claim is missing. */
  readonly functionArn?: string;
};

export type TokenRequest = {
  readonly audiences: readonly string[];
  readonly algorithm: Algorithm;
  readonly seconds: number;
  readonly tags: { readonly [name: string]: string };
};

/** Claims that a test wants otherwise than AWS would write them. */
export type OtherClaims = Partial<Record<"iss" | "sub" | "aud" | "iat" | "exp", string | number>>;

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html. `sub` is the role and not
 * its session; `aud` is a text where one audience was asked for.
 */
export function webIdentityToken(
  { keys, issuer, caller, now }: { keys: Keys; issuer: string; caller: AwsCaller; now: Date },
  { audiences, algorithm, seconds, tags }: TokenRequest,
  other: OtherClaims = {},
): Promise<string> {
  const { account, region, roleArn, organization, functionArn } = caller;
  const issued = secondsOf(now);
  return keys.sign(
    {
      iss: issuer,
      aud: audiences.length === 1 ? audiences.join() : [...audiences],
      sub: roleArn,
      iat: issued,
      exp: issued + seconds,
      jti: randomUUID(),
      "https://sts.amazonaws.com/": {
        aws_account: account,
        source_region: region,
        org_id: organization,
        ou_path: [`${organization}/r-test/`],
        principal_id: roleArn,
        ...(functionArn === undefined ? {} : { lambda_source_function_arn: functionArn }),
        ...(Object.keys(tags).length === 0 ? {} : { request_tags: tags }),
      },
      ...(other as object),
    },
    algorithm,
  );
}

/** The issuer of one account: `https://<id>.tokens.sts.global.api.aws` in AWS, here the address of the server. */
export const issuerService = (keys: Keys): Serving => ({
  service: "issuer",
  caller: () => Promise.resolve(NOBODY),
  denied: () => json(403, { message: "Forbidden" }),
  throttled: () => json(429, { message: "Too Many Requests" }),
  answer: (asked) => publish(keys, asked),
});

function publish({ jwks }: Keys, { path, origin }: Asked): Answer {
  if (path === "/.well-known/openid-configuration") {
    return json(200, {
      issuer: origin,
      jwks_uri: `${origin}/.well-known/jwks.json`,
      response_types_supported: ["id_token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256", "ES384"],
    });
  }
  if (path === "/.well-known/jwks.json")
    return json(200, { keys: jwks.keys.map((key) => ({ ...key }) as { [name: string]: string }) });
  return json(404, { message: "Not Found" });
}
