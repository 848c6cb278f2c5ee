// Reads whether a region blocks that snapshots and images are shared with everyone: one call each.
import {
  EC2Client,
  GetImageBlockPublicAccessStateCommand,
  GetSnapshotBlockPublicAccessStateCommand,
} from "@aws-sdk/client-ec2";
import { PUBLIC_SHARING, publicSharingIn, publicSharingKey, SHARED } from "../../answers/public-sharing.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSnapshotBlockPublicAccessState.html and the call for images. */
export const ec2PublicSharing: AwsSource = {
  name: "ec2-public-sharing",
  types: [PUBLIC_SHARING],
  calls: [
    { action: "ec2:GetSnapshotBlockPublicAccessState", per: "few" },
    { action: "ec2:GetImageBlockPublicAccessState", per: "few" },
  ],
  async read(aws) {
    const ec2 = aws.detail(EC2Client);
    const keyOf = (shared: string): string => publicSharingKey(aws.account, aws.region, shared);
    await aws.each(PUBLIC_SHARING, SHARED, keyOf, async (shared) => {
      const answer =
        shared === "snapshots"
          ? await ec2.send(new GetSnapshotBlockPublicAccessStateCommand({}))
          : await ec2.send(new GetImageBlockPublicAccessStateCommand({}));
      const body = publicSharingIn(jsonOf(answer), shared);
      if (body !== undefined) return aws.emitFact(PUBLIC_SHARING, { key: keyOf(shared), body });
      aws.emitUnread(PUBLIC_SHARING, keyOf(shared), {
        code: "unexpected-shape",
        detail: `the answer from EC2 on public sharing of ${shared} is not in the documented form`,
      });
    });
  },
};
