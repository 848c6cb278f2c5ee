// The condition keys of a request, as the services' pages on their condition keys say them.
import type { Ask } from "./authority.ts";
import type { WireRequest } from "../servers/wire.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html: by the header that each comes from. */
const OF_S3: { readonly [header: string]: string } = {
  "if-none-match": "s3:if-none-match",
  "x-amz-server-side-encryption": "s3:x-amz-server-side-encryption",
  "x-amz-server-side-encryption-customer-algorithm": "s3:x-amz-server-side-encryption-customer-algorithm",
  "x-amz-storage-class": "s3:x-amz-storage-class",
};

/** Of KMS: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
const OF_KMS: { readonly [member: string]: string } = {
  MessageType: "kms:MessageType",
  SigningAlgorithm: "kms:SigningAlgorithm",
};

/** Of STS, where a workload token is asked for: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
const OF_TOKENS: { readonly [member: string]: string } = {
  SigningAlgorithm: "sts:SigningAlgorithm",
  DurationSeconds: "sts:DurationSeconds",
};

export function contextOf({ service, call, headers, form, body }: WireRequest): NonNullable<Ask["context"]> {
  if (service === "s3") return keys(OF_S3, headers);
  if (service === "sts" && call === "GetWebIdentityToken") {
    const audiences = [...form].flatMap(([name, value]) => (name.startsWith("Audience.member.") ? [value] : []));
    return { ...keys(OF_TOKENS, Object.fromEntries(form)), "sts:IdentityTokenAudience": audiences };
  }
  if (service !== "kms") return {};
  const asked = JSON.parse(body) as { readonly [member: string]: string };
  const alias = /alias\/.*$/.exec(asked["KeyId"] ?? "")?.[0];
  return { ...keys(OF_KMS, asked), ...(alias === undefined ? {} : { "kms:RequestAlias": alias }) };
}

const keys = (
  names: { readonly [from: string]: string },
  values: { readonly [from: string]: string },
): { [key: string]: string } =>
  Object.fromEntries(
    Object.entries(names).flatMap(([from, key]) => {
      const value = values[from];
      return value === undefined ? [] : [[key, value]];
    }),
  );
