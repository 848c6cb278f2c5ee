// Reads whether EBS encrypts new volumes of a region by default, and with which key, from two answers of EC2.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../json-shape.ts";

export const EBS_DEFAULTS = "Tidemark::EC2::EbsDefaults";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetEbsEncryptionByDefault.html and API_GetEbsDefaultKmsKeyId.html */
const Answer = z.object({ EbsEncryptionByDefault: z.boolean(), KmsKeyId: z.string().optional() });

/** The key and the name of a region's defaults in records and pages. */
export const ebsDefaultsIdentity = (
  account: string,
  region: string,
): { readonly key: string; readonly name: string } => ({
  key: syntheticKey("aws", account, `ebs-defaults/${region}`),
  name: `EBS defaults in ${region}`,
});

/** Undefined where the answer has another shape. */
export function ebsDefaultsIn(answer: Json): object | undefined {
  const parsed = Answer.safeParse(withoutNulls(answer));
  if (!parsed.success) return undefined;
  const { EbsEncryptionByDefault, KmsKeyId } = parsed.data;
  return { EncryptionByDefault: EbsEncryptionByDefault, ...(KmsKeyId === undefined ? {} : { KmsKeyId }) };
}
