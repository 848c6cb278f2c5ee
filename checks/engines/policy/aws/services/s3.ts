// Lists the access that actions of S3 give, by the resource that they are for.
import { actions, type PolicyResource, type PolicyService } from "../resource.ts";

/**
 * Those that only read settings are `other`.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const ofBuckets: PolicyService["actions"] = [
  ...actions("parts", "read", "GetObject GetObjectVersion"),
  ...actions("itself", "list", "ListBucket ListBucketVersions ListBucketMultipartUploads"),
  ...actions("parts", "write", "PutObject DeleteObject DeleteObjectVersion RestoreObject AbortMultipartUpload"),
  ...actions("parts", "write", "PutObjectTagging DeleteObjectTagging ReplicateObject ReplicateDelete"),
  ...actions("parts", "administer", "PutObjectAcl PutObjectVersionAcl PutObjectRetention PutObjectLegalHold"),
  ...actions("parts", "administer", "BypassGovernanceRetention ObjectOwnerOverrideToBucketOwner"),
  ...actions("itself", "administer", "PutBucketPolicy DeleteBucketPolicy PutBucketAcl PutBucketPublicAccessBlock"),
  ...actions("itself", "administer", "PutBucketOwnershipControls DeleteBucket PutLifecycleConfiguration"),
  ...actions("itself", "administer", "PutEncryptionConfiguration PutBucketVersioning PutReplicationConfiguration"),
  ...actions("itself", "administer", "PutBucketLogging PutBucketNotification PutBucketWebsite PutBucketCORS"),
  ...actions("itself", "administer", "PutBucketObjectLockConfiguration PutBucketTagging PutBucketRequestPayment"),
];

const s3: PolicyService = {
  prefix: "s3:",
  actions: ofBuckets,
  partsOf: (arn) => [`${arn}/`],
  implied: null,
  withheld: [],
  always: [],
};

/** A bucket by its name: its parts are objects, by their keys. */
export const bucketNamed = (name: string): PolicyResource => ({ service: s3, arn: `arn:aws:s3:::${name}` });

/**
 * An access point, or one of many Regions: its parts are objects, by their keys.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export const s3AccessPoint: PolicyService = { ...s3, partsOf: (arn) => [`${arn}/object/`] };
