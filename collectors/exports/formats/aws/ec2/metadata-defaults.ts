// Reads what a region asks of the metadata service of new machines, as `aws ec2` tells it: one file a region.
import {
  METADATA_DEFAULTS,
  metadataDefaultsIdentity,
  metadataDefaultsIn,
} from "../../../../aws/answers/ec2/metadata-defaults.ts";
import { oneCall } from "../../call.ts";

/** `{"AccountLevel":{…}}`. */
export const awsEc2MetadataDefaults = oneCall({
  provider: "aws",
  lane: "aws-ec2-metadata-defaults",
  scopeId: /^\d{12}$/,
  type: METADATA_DEFAULTS,
  global: false,
  items(answer, { id, region }) {
    const body = metadataDefaultsIn(answer);
    return body === undefined ? undefined : [{ ...metadataDefaultsIdentity(id, region ?? ""), body }];
  },
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-metadata-defaults`;
      const command = `aws ec2 get-instance-metadata-defaults --region ${region}`;
      const run = ["aws_metadata_defaults", account, region];
      return { source, types, regions: [region], file: `${source}.json`, command, run };
    }),
});
