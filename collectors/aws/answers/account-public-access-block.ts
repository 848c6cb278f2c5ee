// Reads whether S3 blocks public access for a whole account, as GetPublicAccessBlock of S3 Control tells it.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";

const Flag = z.boolean().optional();

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html. Gives the settings in effect: a policy of the organization counts in. */
const Answer = z.object({
  PublicAccessBlockConfiguration: z.object({
    BlockPublicAcls: Flag,
    IgnorePublicAcls: Flag,
    BlockPublicPolicy: Flag,
    RestrictPublicBuckets: Flag,
  }),
});

export const ACCOUNT_PUBLIC_ACCESS_BLOCK = "AWS::S3::AccountPublicAccessBlock";

export const accountPublicAccessBlockKey = (account: string): string =>
  syntheticKey("aws", account, "account-public-access-block");

/** The body for an account that never set its public access block. */
export const NOT_CONFIGURED = { Configured: false } as const;

/** Undefined where the answer has another shape. */
export function accountPublicAccessBlockIn(answer: Json): object | undefined {
  const parsed = Answer.safeParse(answer);
  return parsed.success ? { Configured: true, ...parsed.data.PublicAccessBlockConfiguration } : undefined;
}
