// Reads topics of SNS, each with its policy.
import {
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  SNSClient,
  paginateListTopics,
} from "@aws-sdk/client-sns";
import { orNone } from "../../client/failure.ts";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::SNS::Topic";

const one = { resource: "the list has ARNs alone, and SNS tells of one topic a call" };

/** The error of a topic that was deleted since it was listed. */
const GONE = ["NotFound", "NotFoundException", "ResourceNotFound", "ResourceNotFoundException"];

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const snsTopics: AwsSource = {
  name: "sns-topics",
  types: [TYPE],
  calls: [
    { action: "sns:ListTopics", per: "page" },
    { action: "sns:GetTopicAttributes", per: one },
    { action: "sns:ListTagsForResource", per: one },
  ],
  async read(aws) {
    const client = aws.listing(SNSClient);
    const sns = aws.detail(SNSClient);
    for await (const { Topics = [] } of paginateListTopics({ client }, {})) {
      const arns = Topics.map(({ TopicArn = "" }) => TopicArn);
      await aws.each(
        TYPE,
        arns,
        (arn) => arn,
        async (arn) => {
          const told = await orNone(sns.send(new GetTopicAttributesCommand({ TopicArn: arn })), ...GONE);
          const tags = await orNone(sns.send(new ListTagsForResourceCommand({ ResourceArn: arn })), ...GONE);
          if (told === undefined) return;
          const name = arn.slice(arn.lastIndexOf(":") + 1);
          // Who subscribes is counted among the attributes, and stays here.
          aws.emitApiResource({
            type: TYPE,
            id: arn,
            name,
            arn,
            tags: tags?.Tags,
            configuration: told.Attributes ?? {},
          });
        },
      );
    }
  },
};
