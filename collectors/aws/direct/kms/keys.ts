// Reads keys of KMS, each by calls of its own.
import {
  DescribeKeyCommand,
  KMSClient,
  ListResourceTagsCommand,
  paginateListKeys,
  type KeyListEntry,
} from "@aws-sdk/client-kms";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::KMS::Key";

const one = { resource: "the list has ids alone, and KMS describes one key a call" };

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export const kmsKeys: AwsSource = {
  name: "kms-keys",
  types: [TYPE],
  calls: [
    { action: "kms:ListKeys", per: "page" },
    { action: "kms:DescribeKey", per: one },
    { action: "kms:ListResourceTags", per: one },
  ],
  async read(aws) {
    const client = aws.listing(KMSClient);
    const kms = aws.detail(KMSClient);
    for await (const { Keys = [] } of paginateListKeys({ client, pageSize: 1000 }, {})) {
      await aws.each(
        TYPE,
        Keys,
        ({ KeyArn = "" }: KeyListEntry) => KeyArn,
        async ({ KeyId = "", KeyArn: arn }) => {
          const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
          // Keys that AWS manages have no tags of the account's.
          const isOwn = KeyMetadata?.KeyManager === "CUSTOMER";
          const tags = isOwn ? await kms.send(new ListResourceTagsCommand({ KeyId, Limit: 50 })) : undefined;
          const pairs = tags?.Tags?.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }));
          const { CreationDate: createdAt } = KeyMetadata ?? {};
          aws.emitApiResource({ type: TYPE, id: KeyId, arn, createdAt, tags: pairs, configuration: KeyMetadata ?? {} });
        },
      );
    }
  },
};
