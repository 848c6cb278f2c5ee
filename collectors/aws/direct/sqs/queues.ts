// Reads queues of SQS, each with its policy.
import { GetQueueAttributesCommand, ListQueueTagsCommand, SQSClient, paginateListQueues } from "@aws-sdk/client-sqs";
import { awsKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { orNone } from "../../client/failure.ts";
import { partitionOf } from "../../client/partition.ts";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::SQS::Queue";

const one = { resource: "the list has addresses alone, and SQS tells of one queue a call" };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const sqsQueues: AwsSource = {
  name: "sqs-queues",
  types: [TYPE],
  calls: [
    { action: "sqs:ListQueues", per: "page" },
    { action: "sqs:GetQueueAttributes", per: one },
    { action: "sqs:ListQueueTags", per: one },
  ],
  async read(aws) {
    const { account, region } = aws;
    const client = aws.listing(SQSClient);
    const sqs = aws.detail(SQSClient);
    const nameOf = (url: string): string => url.slice(url.lastIndexOf("/") + 1);
    const keyOf = (url: string): string =>
      url === ""
        ? ""
        : awsKey({ partition: partitionOf(region), service: "sqs", region, account, resource: nameOf(url) });
    for await (const { QueueUrls = [] } of paginateListQueues({ client, pageSize: 1000 }, {})) {
      await aws.each(TYPE, QueueUrls, keyOf, async (QueueUrl) => {
        const told = await orNone(
          sqs.send(
            new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn", "Policy", "CreatedTimestamp"] }),
          ),
          ...GONE,
        );
        const { Tags } = (await orNone(sqs.send(new ListQueueTagsCommand({ QueueUrl })), ...GONE)) ?? {};
        if (told === undefined) return;
        const { Attributes = {} } = told;
        aws.emitApiResource({
          type: TYPE,
          id: QueueUrl,
          name: nameOf(QueueUrl),
          arn: Attributes.QueueArn ?? keyOf(QueueUrl),
          createdAt: Attributes.CreatedTimestamp,
          tags: Tags,
          configuration: Attributes,
        });
      });
    }
  },
};

/** A queue that was deleted since it was listed, which lists have for a minute. */
const GONE = ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"];
