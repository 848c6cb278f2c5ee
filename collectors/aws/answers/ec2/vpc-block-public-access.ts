// Reads whether a region blocks public access to VPCs, and what is excluded from that, from two answers of EC2.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../../json-shape.ts";

export const VPC_BLOCK_PUBLIC_ACCESS = "Tidemark::EC2::VpcBlockPublicAccess";

const Exclusion = z.object({
  ExclusionId: z.string().min(1),
  InternetGatewayExclusionMode: z.string().optional(),
  ResourceArn: z.string().optional(),
  State: z.string().optional(),
});

/**
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessOptions.html and
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessExclusion.html
 */
const Answer = z.object({
  VpcBlockPublicAccessOptions: z.object({
    InternetGatewayBlockMode: z.string().min(1),
    State: z.string().optional(),
    ManagedBy: z.string().optional(),
    ExclusionsAllowed: z.string().optional(),
  }),
  VpcBlockPublicAccessExclusions: z.array(Exclusion).optional(),
});

/** The key and the name of a region's setting in records and pages. */
export const vpcBlockPublicAccessIdentity = (
  account: string,
  region: string,
): { readonly key: string; readonly name: string } => ({
  key: syntheticKey("aws", account, `vpc-block-public-access/${region}`),
  name: `VPC Block Public Access in ${region}`,
});

/** `{InternetGatewayBlockMode, State, ManagedBy, ExclusionsAllowed, Exclusions}`; undefined where the answer has another shape. */
export function vpcBlockPublicAccessIn(answer: Json): object | undefined {
  const parsed = Answer.safeParse(withoutNulls(answer));
  if (!parsed.success) return undefined;
  const { VpcBlockPublicAccessOptions: options, VpcBlockPublicAccessExclusions: exclusions = [] } = parsed.data;
  return { ...options, Exclusions: exclusions.toSorted((a, b) => (a.ExclusionId < b.ExclusionId ? -1 : 1)) };
}
