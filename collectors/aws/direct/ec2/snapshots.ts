// Reads the EBS snapshots that an account owns, and which of them everybody may restore: one listing each.
import { EC2Client, paginateDescribeSnapshots, type Snapshot } from "@aws-sdk/client-ec2";
import { EBS_SNAPSHOT, ebsSnapshotsIn } from "../../answers/ebs-snapshots.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

/**
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html; owner and permission narrow the answer together.
 */
export const ec2Snapshots: AwsSource = {
  name: "ec2-snapshots",
  types: [EBS_SNAPSHOT],
  calls: [{ action: "ec2:DescribeSnapshots", per: "page" }],
  async read(aws) {
    const client = aws.listing(EC2Client);
    const list = async (restorableBy: { readonly RestorableByUserIds?: string[] }): Promise<Snapshot[]> => {
      const all: Snapshot[] = [];
      const pages = paginateDescribeSnapshots({ client, pageSize: 1000 }, { OwnerIds: ["self"], ...restorableBy });
      for await (const { Snapshots = [] } of pages) all.push(...Snapshots);
      return all;
    };
    const Snapshots = await list({});
    // A snapshot that came in between is not in the first list, and is read by the next run.
    const PublicSnapshots = await list({ RestorableByUserIds: ["all"] });
    const snapshots = ebsSnapshotsIn(jsonOf({ Snapshots, PublicSnapshots }), aws.region);
    if (snapshots === undefined)
      aws.spoil(EBS_SNAPSHOT, {
        code: "unexpected-shape",
        detail: "the answer to ec2:DescribeSnapshots has no Snapshots in the documented form",
      });
    for (const snapshot of snapshots ?? []) aws.emitFact(EBS_SNAPSHOT, snapshot);
  },
};
