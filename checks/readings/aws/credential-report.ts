// Reads flags of the credential report of IAM, which alone tells of the root user and of the age of access keys.
import { z } from "zod";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html; words stand where it does not tell. */
export const Flag = z.union([z.boolean(), z.enum(["N/A", "no_information", "not_supported"])]);
export type Flag = z.infer<typeof Flag>;

export const unclear = {
  code: "not-in-answer",
  detail: "the answer from AWS does not say which credentials are active, or whether MFA is active",
} as const;
