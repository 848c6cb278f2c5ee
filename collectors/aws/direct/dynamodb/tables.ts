// Reads tables of DynamoDB, each by calls of its own.
import {
  DescribeTableCommand,
  DynamoDBClient,
  paginateListTables,
  ListTagsOfResourceCommand,
  type Tag,
} from "@aws-sdk/client-dynamodb";
import { awsKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { partitionOf } from "../../client/partition.ts";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::DynamoDB::Table";

const one = { resource: "the list has names alone, and DynamoDB describes one table a call" };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const dynamodbTables: AwsSource = {
  name: "dynamodb-tables",
  types: [TYPE],
  calls: [
    { action: "dynamodb:ListTables", per: "page" },
    { action: "dynamodb:DescribeTable", per: one },
    { action: "dynamodb:ListTagsOfResource", per: one },
  ],
  async read(aws) {
    const { account, region } = aws;
    const client = aws.listing(DynamoDBClient);
    const dynamodb = aws.detail(DynamoDBClient);
    const keyOf = (name: string): string =>
      awsKey({ partition: partitionOf(region), service: "dynamodb", region, account, resource: `table/${name}` });
    for await (const { TableNames = [] } of paginateListTables({ client, pageSize: 100 }, {})) {
      await aws.each(TYPE, TableNames, keyOf, async (name) => {
        const { Table = {} } = await dynamodb.send(new DescribeTableCommand({ TableName: name }));
        const { TableArn: arn = keyOf(name), CreationDateTime: createdAt } = Table;
        const tags = await tagsOf(dynamodb, arn);
        aws.emitApiResource({ type: TYPE, id: name, name, arn, createdAt, tags, configuration: Table });
      });
    }
  },
};

// Ten a page, and the SDK has no paginator for them.
async function tagsOf(dynamodb: DynamoDBClient, ResourceArn: string): Promise<Tag[]> {
  const tags: Tag[] = [];
  let NextToken: string | undefined;
  do {
    const page = await dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn, NextToken }));
    tags.push(...(page.Tags ?? []));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return tags;
}
