// Lists the access that actions of S3 give, by the resource that they are for.
import type { Access } from "../access.ts";

type Action = { readonly name: string; readonly on: "bucket" | "object"; readonly access: Access };

const of = (on: Action["on"], access: Access, names: string): readonly Action[] =>
  names.split(" ").map((name) => ({ name: `s3:${name}`, on, access }));

/**
 * The actions by which a pattern is told to be of a kind. Not all there are: those that only read settings are `other`.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const s3Actions: readonly Action[] = [
  ...of("object", "read", "GetObject GetObjectVersion"),
  ...of("bucket", "list", "ListBucket ListBucketVersions ListBucketMultipartUploads"),
  ...of("object", "write", "PutObject DeleteObject DeleteObjectVersion RestoreObject AbortMultipartUpload"),
  ...of("object", "write", "PutObjectTagging DeleteObjectTagging ReplicateObject ReplicateDelete"),
  ...of("object", "administer", "PutObjectAcl PutObjectVersionAcl PutObjectRetention PutObjectLegalHold"),
  ...of("object", "administer", "BypassGovernanceRetention ObjectOwnerOverrideToBucketOwner"),
  ...of("bucket", "administer", "PutBucketPolicy DeleteBucketPolicy PutBucketAcl PutBucketPublicAccessBlock"),
  ...of("bucket", "administer", "PutBucketOwnershipControls DeleteBucket PutLifecycleConfiguration"),
  ...of("bucket", "administer", "PutEncryptionConfiguration PutBucketVersioning PutReplicationConfiguration"),
  ...of("bucket", "administer", "PutBucketLogging PutBucketNotification PutBucketWebsite PutBucketCORS"),
  ...of("bucket", "administer", "PutBucketObjectLockConfiguration PutBucketTagging PutBucketRequestPayment"),
];
