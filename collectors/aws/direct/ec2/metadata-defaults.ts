// Reads what a region asks of the metadata service of new machines by default.
import { EC2Client, GetInstanceMetadataDefaultsCommand } from "@aws-sdk/client-ec2";
import {
  METADATA_DEFAULTS,
  metadataDefaultsIdentity,
  metadataDefaultsIn,
} from "../../answers/ec2/metadata-defaults.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetInstanceMetadataDefaults.html */
export const ec2MetadataDefaults: AwsSource = {
  name: "ec2-metadata-defaults",
  types: [METADATA_DEFAULTS],
  calls: [{ action: "ec2:GetInstanceMetadataDefaults", per: "few" }],
  async read(aws) {
    const { AccountLevel } = await aws.listing(EC2Client).send(new GetInstanceMetadataDefaultsCommand({}));
    const body = metadataDefaultsIn(jsonOf({ AccountLevel }));
    if (body === undefined)
      aws.spoil(METADATA_DEFAULTS, {
        code: "unexpected-shape",
        detail: "the answer to ec2:GetInstanceMetadataDefaults is not in the documented form",
      });
    else aws.emitFact(METADATA_DEFAULTS, { ...metadataDefaultsIdentity(aws.account, aws.region), body });
  },
};
