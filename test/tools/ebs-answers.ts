// Answers about EBS of a stand-in for the AWS command line: whole ones in eu-central-1, and two refusals in eu-west-1.

type Answer = readonly [asked: string, answer: string | object];

/** `denied`: the refusal of a call for an action. The first answer whose text is in the call counts. */
export const ebsAnswers = (denied: (action: string) => Answer[1]): readonly Answer[] => [
  [
    "ec2 describe-snapshots --owner-ids self --restorable-by-user-ids all --region eu-central-1",
    { Snapshots: [{ SnapshotId: "snap-2", Encrypted: false }] },
  ],
  [
    "ec2 describe-snapshots --owner-ids self --region eu-central-1",
    { Snapshots: ["snap-1", "snap-2"].map((SnapshotId) => ({ SnapshotId, Encrypted: false })) },
  ],
  [
    "ec2 describe-snapshots --owner-ids self --restorable-by-user-ids all --region eu-west-1",
    denied("ec2:DescribeSnapshots"),
  ],
  ["ec2 describe-snapshots --owner-ids self --region eu-west-1", { Snapshots: [] }],
  ["ec2 get-ebs-encryption-by-default", { EbsEncryptionByDefault: true }],
  ["ec2 get-ebs-default-kms-key-id --region eu-central-1", { KmsKeyId: "alias/aws/ebs" }],
  ["ec2 get-ebs-default-kms-key-id --region eu-west-1", denied("ec2:GetEbsDefaultKmsKeyId")],
];
