// Reads whether EBS encrypts new volumes of a region by default, and with which key.
import { EC2Client, GetEbsDefaultKmsKeyIdCommand, GetEbsEncryptionByDefaultCommand } from "@aws-sdk/client-ec2";
import { EBS_DEFAULTS, ebsDefaultsIdentity, ebsDefaultsIn } from "../../answers/ebs-defaults.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetEbsEncryptionByDefault.html and the call for its key. */
export const ec2EbsDefaults: AwsSource = {
  name: "ec2-ebs-defaults",
  types: [EBS_DEFAULTS],
  calls: [
    { action: "ec2:GetEbsEncryptionByDefault", per: "few" },
    { action: "ec2:GetEbsDefaultKmsKeyId", per: "few" },
  ],
  async read(aws) {
    const { account, region } = aws;
    const { EbsEncryptionByDefault } = await aws.listing(EC2Client).send(new GetEbsEncryptionByDefaultCommand({}));
    const { KmsKeyId } = await aws.detail(EC2Client).send(new GetEbsDefaultKmsKeyIdCommand({}));
    const body = ebsDefaultsIn(jsonOf({ EbsEncryptionByDefault, KmsKeyId }));
    if (body === undefined)
      aws.spoil(EBS_DEFAULTS, {
        code: "unexpected-shape",
        detail: "the answer to ec2:GetEbsEncryptionByDefault is not in the documented form",
      });
    else aws.emitFact(EBS_DEFAULTS, { ...ebsDefaultsIdentity(account, region), body });
  },
};
