// Reads keys of KMS, each by calls of its own.
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListResourceTagsCommand,
  paginateListKeys,
  type KeyListEntry,
} from "@aws-sdk/client-kms";
import { CallFailed } from "../../../live/call.ts";
import type { AwsRegionRead } from "../../region-read.ts";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::KMS::Key";

const one = { resource: "the list has ids alone, and KMS describes one key a call" };

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html and API_GetKeyPolicy.html */
export const kmsKeys: AwsSource = {
  name: "kms-keys",
  types: [TYPE],
  calls: [
    { action: "kms:ListKeys", per: "page" },
    { action: "kms:DescribeKey", per: one },
    { action: "kms:ListResourceTags", per: one },
    {
      action: "kms:GetKeyPolicy",
      per: { resource: "KMS tells the policy of one key a call; asked of the account's own" },
    },
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
          const supplementary = { Policy: isOwn ? await policyOf(KeyId, kms, aws) : null };
          const configuration = KeyMetadata ?? {};
          aws.emitApiResource({ type: TYPE, id: KeyId, arn, createdAt, tags: pairs, configuration, supplementary });
        },
      );
    }
  },
};

/** Null where KMS does not tell the policy: what it told of the key is read all the same, and the unit is not complete. */
async function policyOf(KeyId: string, kms: KMSClient, aws: AwsRegionRead): Promise<string | null> {
  try {
    return (await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }))).Policy ?? null;
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    aws.spoil(TYPE, error.problem);
    return null;
  }
}
