// Reads buckets of S3, each with what is set on it.
import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  S3Client,
  paginateListBuckets,
  type Bucket,
} from "@aws-sdk/client-s3";
import { awsKey } from "../../../../evidence-schema/keys/resource-key.ts";
import type { AwsRegionRead } from "../../region-read.ts";
import { orNone } from "../../client/failure.ts";
import { partitionOf } from "../../client/partition.ts";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::S3::Bucket";

const only = { resource: "S3 tells what is set on a bucket one setting at a time, and of one bucket at a time" };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html, and the call of each setting. */
export const s3Buckets: AwsSource = {
  name: "s3-buckets",
  types: [TYPE],
  calls: [
    { action: "s3:ListAllMyBuckets", per: "page" },
    { action: "s3:GetEncryptionConfiguration", per: only },
    { action: "s3:GetBucketPublicAccessBlock", per: only },
    { action: "s3:GetBucketPolicy", per: only },
    { action: "s3:GetBucketAcl", per: only },
    { action: "s3:GetBucketVersioning", per: only },
    { action: "s3:GetLifecycleConfiguration", per: only },
    { action: "s3:GetBucketTagging", per: only },
  ],
  async read(aws) {
    const { region } = aws;
    const client = aws.listing(S3Client);
    const s3 = aws.detail(S3Client);
    // Without a page size S3 answers with all buckets at once, and without their regions.
    for await (const { Buckets = [] } of paginateListBuckets({ client, pageSize: 1000 }, { BucketRegion: region })) {
      const here = Buckets.filter(({ BucketRegion = region }) => BucketRegion === region);
      await aws.each(TYPE, here, keyOf(region), (bucket) => readBucket(bucket, s3, aws));
    }
  },
};

const keyOf =
  (region: string) =>
  ({ Name = "" }: Bucket): string =>
    awsKey({ partition: partitionOf(region), service: "s3", region: "", account: "", resource: Name });

async function readBucket(
  { Name: Bucket = "", CreationDate }: Bucket,
  s3: S3Client,
  aws: AwsRegionRead,
): Promise<void> {
  // Asked one after the other: thousands of buckets wait in the same queue, and one that is denied stops here.
  const encryption = await orNone(
    s3.send(new GetBucketEncryptionCommand({ Bucket })),
    "ServerSideEncryptionConfigurationNotFoundError",
  );
  const block = await orNone(
    s3.send(new GetPublicAccessBlockCommand({ Bucket })),
    "NoSuchPublicAccessBlockConfiguration",
  );
  const policy = await orNone(s3.send(new GetBucketPolicyCommand({ Bucket })), "NoSuchBucketPolicy");
  const acl = await s3.send(new GetBucketAclCommand({ Bucket }));
  const versioning = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  const lifecycle = await orNone(
    s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
    "NoSuchLifecycleConfiguration",
  );
  const tagging = await orNone(s3.send(new GetBucketTaggingCommand({ Bucket })), "NoSuchTagSet");
  aws.emitApiResource({
    type: TYPE,
    id: Bucket,
    name: Bucket,
    createdAt: CreationDate,
    tags: tagging?.TagSet,
    configuration: { Name: Bucket },
    // In the members that AWS Config keeps them in, so that both lanes are read by one spelling.
    supplementary: {
      // S3 answers that there is none: a configuration without rules says so, where a missing one would say that nobody asked.
      ServerSideEncryptionConfiguration:
        encryption === undefined ? { Rules: [] } : encryption.ServerSideEncryptionConfiguration,
      PublicAccessBlockConfiguration: block?.PublicAccessBlockConfiguration ?? null,
      BucketPolicy: { policyText: policy?.Policy ?? null },
      AccessControlList: acl,
      BucketVersioningConfiguration: versioning,
      BucketLifecycleConfiguration: lifecycle ?? null,
    },
  });
}
