// Names the partition of a region: partitions are separate sets of regions whose ARNs begin differently.

// Each partition's regions begin as its pattern says. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html;
// the patterns are those of partitions.json in the SDK.
const PARTITIONS: readonly (readonly [partition: string, regions: RegExp])[] = [
  ["aws-cn", /^cn-/],
  ["aws-us-gov", /^us-gov-/],
  ["aws-eusc", /^eusc-/],
  ["aws-iso", /^us-iso-/],
  ["aws-iso-b", /^us-isob-/],
  ["aws-iso-e", /^eu-isoe-/],
  ["aws-iso-f", /^us-isof-/],
];

/** The partition that `region` lies in: `aws` where it is in none of the separate ones. */
export function partitionOf(region: string): string {
  return PARTITIONS.find(([, regions]) => regions.test(region))?.[0] ?? "aws";
}
