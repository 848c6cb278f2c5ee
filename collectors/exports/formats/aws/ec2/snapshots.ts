// Reads EBS snapshots, as two calls of `aws ec2 describe-snapshots` tell them: one file a region.
import { EBS_SNAPSHOT, ebsSnapshotsIn } from "../../../../aws/answers/ebs-snapshots.ts";
import { oneCall } from "../../call.ts";

/** Both answers in one: `{"Snapshots","PublicSnapshots"}`, the second of the snapshots that everybody may restore. */
export const awsEc2Snapshots = oneCall({
  provider: "aws",
  lane: "aws-ec2-snapshots",
  scopeId: /^\d{12}$/,
  type: EBS_SNAPSHOT,
  global: false,
  items(answer, { id, region }) {
    const snapshots = ebsSnapshotsIn(answer, region ?? "");
    if (snapshots?.every(({ owner }) => owner === null || owner === id) !== false) return snapshots;
    return { found: "a snapshot of another account", expected: `account ${id}` };
  },
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-ebs-snapshots`;
      const command = `aws ec2 describe-snapshots --owner-ids self --region ${region}, alone and with --restorable-by-user-ids all`;
      const run = ["aws_ebs_snapshots", account, region];
      return { source, types, regions: [region], file: `${source}.json`, command, run };
    }),
});
