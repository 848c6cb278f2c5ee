// Lists the members of S3 buckets that leave here. They follow GetBucketEncryption, GetPublicAccessBlock and
// GetBucketVersioning and, shortened, GetBucketPolicy, GetBucketAcl and GetBucketLifecycleConfiguration.
import { isRecord } from "../../../json-shape.ts";
import { bucketAcl } from "../bucket-acl.ts";
import { bucketLifecycle } from "../bucket-lifecycle.ts";
import { policyDocument } from "../policy-document.ts";
import type { ResourceTypes } from "../resource-type.ts";
import { UNREADABLE, filled, list, memberOf, record, scalar, unquote, type Spelling } from "../spelling.ts";

const serverSideEncryption = filled(
  record({
    Rules: list(
      record({
        ApplyServerSideEncryptionByDefault: record({ SSEAlgorithm: scalar, KMSMasterKeyID: scalar }),
        BucketKeyEnabled: scalar,
      }),
    ),
  }),
);

const bucketEncryption: Spelling = (raw, people) => {
  // Config writes a bucket without the block as null, as {} or not at all; the API has no answer then.
  const configuration = serverSideEncryption(raw, people);
  return configuration === undefined ? undefined : { ServerSideEncryptionConfiguration: configuration };
};

// {} is a bucket that has no policy. A text, which is no object that a slice reads, is one that can't be read.
const bucketPolicy: Spelling = (raw, people) => {
  const value = unquote(raw);
  if (value === null) return undefined;
  if (!isRecord(value) || Object.keys(value).some((name) => name.toLowerCase() !== "policytext")) return UNREADABLE;
  const text = memberOf(value, "policyText");
  return text === null ? {} : { Policy: policyDocument(text, people) };
};

// The API says nothing where Config says Off.
const versioning: Spelling = (raw, people) => {
  const spelt = record({ Status: scalar, MFADelete: scalar, IsMfaDeleteEnabled: scalar })(raw, people);
  if (!isRecord(spelt)) return spelt;
  const { Status, MFADelete, IsMfaDeleteEnabled: mfa } = spelt;
  return {
    ...(Status === undefined || Status === "Off" ? {} : { Status }),
    ...(MFADelete === undefined ? {} : { MFADelete }),
    ...(mfa === undefined ? {} : { MFADelete: mfa === true ? "Enabled" : mfa === false ? "Disabled" : mfa }),
  };
};

// Not there where nobody set it: Config has no such member then.
const publicAccessBlock = filled(
  record({
    BlockPublicAcls: scalar,
    IgnorePublicAcls: scalar,
    BlockPublicPolicy: scalar,
    RestrictPublicBuckets: scalar,
  }),
);

export const s3: ResourceTypes = {
  "AWS::S3::Bucket": {
    configuration: record({ Name: scalar }),
    supplementary: {
      BucketEncryption: ["ServerSideEncryptionConfiguration", bucketEncryption],
      PublicAccessBlockConfiguration: ["PublicAccessBlockConfiguration", publicAccessBlock],
      BucketPolicy: ["BucketPolicy", bucketPolicy],
      AccessControlList: ["AccessControlList", bucketAcl],
      LifecycleConfiguration: ["BucketLifecycleConfiguration", bucketLifecycle],
      VersioningConfiguration: ["BucketVersioningConfiguration", versioning],
    },
    global: false,
    uniqueId: false,
    arn: (id) => ({ service: "s3", regional: false, resource: id }),
  },
};
