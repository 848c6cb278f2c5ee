/** Buckets of S3. Members follow GetBucketEncryption. */
import type { ResourceTypes } from "../resource-type.ts";
import { list, record, scalar, type Spelling } from "../spelling.ts";

const serverSideEncryption = record({
  Rules: list(
    record({
      ApplyServerSideEncryptionByDefault: record({ SSEAlgorithm: scalar, KMSMasterKeyID: scalar }),
      BucketKeyEnabled: scalar,
    }),
  ),
});

const bucketEncryption: Spelling = (raw) => {
  const configuration = serverSideEncryption(raw);
  // Config writes a bucket without the block as null, as {} or not at all; the API has no answer then.
  const isEmpty = configuration === undefined || JSON.stringify(configuration) === "{}";
  return isEmpty ? undefined : { ServerSideEncryptionConfiguration: configuration };
};

export const s3: ResourceTypes = {
  "AWS::S3::Bucket": {
    configuration: record({ Name: scalar }),
    supplementary: { BucketEncryption: ["ServerSideEncryptionConfiguration", bucketEncryption] },
    global: false,
    uniqueId: false,
    arn: (id) => ({ service: "s3", regional: false, resource: id }),
  },
};
