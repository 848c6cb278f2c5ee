// Lists the IAM actions that a verifier needs to read a ledger in S3 and to look at the store too.
// They allow reading alone, and nothing of any scope.

/**
 * By what each is about: the ledger's bucket, its objects, the key that signs the log, and calls that know no resource.
 * `sts:GetCallerIdentity` needs no leave.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const ONLINE_ACTIONS = {
  bucket: [
    "s3:ListBucketVersions",
    "s3:GetBucketVersioning",
    "s3:GetBucketObjectLockConfiguration",
    "s3:GetBucketPolicy",
    "s3:GetLifecycleConfiguration",
    "s3:GetReplicationConfiguration",
  ],
  objects: ["s3:GetObjectVersion", "s3:GetObjectRetention"],
  key: ["kms:DescribeKey"],
  anywhere: ["cloudtrail:LookupEvents"],
} as const;

/** Any action in ONLINE_ACTIONS. */
export type OnlineAction = (typeof ONLINE_ACTIONS)[keyof typeof ONLINE_ACTIONS][number];
