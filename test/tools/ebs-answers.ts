// Answers about EBS, images and networks of a stand-in for the AWS command line: whole ones in eu-central-1, and two refusals in eu-west-1.

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
  [
    "ec2 describe-images --owners self --include-deprecated --include-disabled --region eu-central-1",
    { Images: [{ ImageId: "ami-1", Name: "runner", State: "available", Public: true }] },
  ],
  ["ec2 describe-images --owners self --include-deprecated --include-disabled --region eu-west-1", { Images: [] }],
  ["ec2 get-snapshot-block-public-access-state --region eu-central-1", { State: "block-all-sharing" }],
  ["ec2 get-image-block-public-access-state --region eu-central-1", { ImageBlockPublicAccessState: "unblocked" }],
  ["ec2 get-snapshot-block-public-access-state --region eu-west-1", { State: "unblocked" }],
  ["ec2 get-image-block-public-access-state --region eu-west-1", denied("ec2:GetImageBlockPublicAccessState")],
  ["ec2 get-instance-metadata-defaults", { AccountLevel: { HttpTokens: "required" } }],
  // Two pages of exclusions; a list that a route names, and a group too, is asked for once.
  [
    "ec2 describe-vpc-block-public-access-options --region eu-central-1",
    { VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: "block-ingress", State: "update-complete" } },
  ],
  [
    "ec2 describe-vpc-block-public-access-exclusions --max-results 1000 --next-token more --region eu-central-1",
    { VpcBlockPublicAccessExclusions: [{ ExclusionId: "vpcbpa-exclude-2" }] },
  ],
  [
    "ec2 describe-vpc-block-public-access-exclusions --max-results 1000 --region eu-central-1",
    { VpcBlockPublicAccessExclusions: [{ ExclusionId: "vpcbpa-exclude-1" }], NextToken: "more" },
  ],
  [
    "ec2 describe-vpc-block-public-access-options --region eu-west-1",
    { VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: "off", State: "default-state" } },
  ],
  [
    "ec2 describe-vpc-block-public-access-exclusions --max-results 1000 --region eu-west-1",
    { VpcBlockPublicAccessExclusions: [] },
  ],
  [
    "ec2 describe-route-tables --region eu-central-1",
    { RouteTables: [{ Routes: [{ DestinationCidrBlock: "10.0.0.0/16" }, { DestinationPrefixListId: "pl-1" }] }] },
  ],
  ["ec2 describe-route-tables --region eu-west-1", { RouteTables: [] }],
  ["ec2 get-ebs-encryption-by-default", { EbsEncryptionByDefault: true }],
  ["ec2 get-ebs-default-kms-key-id --region eu-central-1", { KmsKeyId: "alias/aws/ebs" }],
  ["ec2 get-ebs-default-kms-key-id --region eu-west-1", denied("ec2:GetEbsDefaultKmsKeyId")],
];
