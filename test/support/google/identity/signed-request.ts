// Judges a signed request to AWS STS as a provider of kind AWS does: Google would send it, here its signature is computed again.
import { createHash, createHmac } from "node:crypto";
import type { Answer } from "../../clouds/wire/asked.ts";
import type { AwsCaller } from "../../clouds/issuer/web-identity.ts";
import type { Provider } from "../estate/estate.ts";
import { oauthError } from "./google-error.ts";
import { mapped } from "./subject-token.ts";

/** Credentials of the role, as the environment of the client has them. */
export type AwsKeys = { readonly accessKeyId: string; readonly secretAccessKey: string };

type Signed = {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** The session of the role, or what is wrong. https://docs.cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
export function sessionOf(token: string, provider: Provider, caller: AwsCaller, keys: AwsKeys): string | Answer {
  const signed = parsed(token);
  const headers = new Map(signed?.headers.map(({ key, value }) => [key.toLowerCase(), value]));
  const refuse = (description: string): Answer => oauthError(400, "invalid_grant", description);
  if (signed === null) return refuse("Unable to parse the AWS signed request.");
  if (headers.get("x-goog-cloud-target-resource") !== `//iam.googleapis.com/${provider.name}`)
    return refuse("The target resource in the AWS signed request does not match the audience.");
  const url = new URL(signed.url);
  if (!/^sts\.[a-z0-9-]+\.amazonaws\.com$/.test(url.host) || url.searchParams.get("Action") !== "GetCallerIdentity")
    return refuse("The AWS signed request is not one of GetCallerIdentity.");
  if (!isSignedBy(keys, signed, url, headers)) return refuse("Unable to verify the AWS signed request.");
  const session = caller.roleArn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/");
  const name = caller.functionArn?.split(":").at(-1) ?? "test";
  return mapped(`${session}/${name}`, provider, undefined);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function isSignedBy(keys: AwsKeys, { method }: Signed, url: URL, headers: ReadonlyMap<string, string>): boolean {
  const [, access, scope = "", names = "", signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.get("authorization") ?? "",
    ) ?? [];
  if (access !== keys.accessKeyId) return false;
  const [date = "", region = "", service = ""] = scope.split("/");
  const canonical = [
    method,
    url.pathname,
    url.searchParams.toString(),
    ...names.split(";").map((name) => `${name}:${(name === "host" ? url.host : headers.get(name)) ?? ""}`),
    "",
    names,
    sha256(""),
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", headers.get("x-amz-date"), scope, sha256(canonical)].join("\n");
  const key = [date, region, service, "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`);
  return hmac(key, toSign).toString("hex") === signature;
}

function parsed(token: string): Signed | null {
  try {
    return JSON.parse(decodeURIComponent(token)) as Signed;
  } catch {
    return null;
  }
}
