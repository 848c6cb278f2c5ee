// Reads the defaults of EBS in a region, as two calls of `aws ec2` tell them: one file a region.
import { EBS_DEFAULTS, ebsDefaultsIdentity, ebsDefaultsIn } from "../../../../aws/answers/ebs-defaults.ts";
import { oneCall } from "../../call.ts";

/** Both answers in one: `{"EbsEncryptionByDefault","KmsKeyId"}`. */
export const awsEc2EbsDefaults = oneCall({
  provider: "aws",
  lane: "aws-ec2-ebs-defaults",
  scopeId: /^\d{12}$/,
  type: EBS_DEFAULTS,
  global: false,
  items(answer, { id, region }) {
    const body = ebsDefaultsIn(answer);
    return body === undefined ? undefined : [{ ...ebsDefaultsIdentity(id, region ?? ""), body }];
  },
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-ebs-defaults`;
      const command = `aws ec2 get-ebs-encryption-by-default and get-ebs-default-kms-key-id --region ${region}`;
      const run = ["aws_ebs_defaults", account, region];
      return { source, types, regions: [region], file: `${source}.json`, command, run };
    }),
});
