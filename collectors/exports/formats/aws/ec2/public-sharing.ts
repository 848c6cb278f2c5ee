// Reads whether a region blocks that snapshots and images are shared with everyone, as two calls of `aws ec2` tell it: one file a region.
import { PUBLIC_SHARING, publicSharingIn, publicSharingKey, SHARED } from "../../../../aws/answers/public-sharing.ts";
import { callEach } from "../../call.ts";

export const awsEc2PublicSharing = callEach({
  provider: "aws",
  lane: "aws-ec2-public-sharing",
  scopeId: /^\d{12}$/,
  type: PUBLIC_SHARING,
  global: false,
  subjects: () => SHARED,
  key: (subject, { id, region }) => publicSharingKey(id, region ?? "", subject),
  body: publicSharingIn,
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-public-sharing`;
      const command = `aws ec2 get-snapshot-block-public-access-state and get-image-block-public-access-state --region ${region}`;
      const run = ["aws_public_sharing", account, region];
      return { source, types, regions: [region], file: `${source}.ndjson`, command, run };
    }),
});
