// Reads flags of the credential report of IAM, which alone tells of the root user and of the age of access keys.
import { z } from "zod";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html; words stand where it does not tell. */
export const Flag = z.union([z.boolean(), z.enum(["N/A", "no_information", "not_supported"])]);
export type Flag = z.infer<typeof Flag>;

/**
 * Whether the account's partition has a root user who can sign in. In AWS GovCloud (US) nobody signs in as root, and root can
 * have access keys alone: https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-iam.html. In China there is no
 * root user at all: https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html.
 */
export function rootIn(partition: string | undefined): "none" | "keys alone" | "signs in" {
  if (partition === "aws-cn") return "none";
  return partition === "aws-us-gov" ? "keys alone" : "signs in";
}

export const unclear = {
  code: "not-in-answer",
  detail: "the answer from AWS does not say which credentials are active, or whether MFA is active",
} as const;
