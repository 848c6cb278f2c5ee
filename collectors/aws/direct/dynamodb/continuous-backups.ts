// Reads for how long tables of DynamoDB can be restored to a moment.
import { DescribeContinuousBackupsCommand, DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import { CONTINUOUS_BACKUPS, continuousBackupsIn, continuousBackupsKey } from "../../answers/continuous-backups.ts";
import { jsonOf } from "../../../live/region-read.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export const dynamodbContinuousBackups: AwsSource = {
  name: "dynamodb-continuous-backups",
  types: [CONTINUOUS_BACKUPS],
  calls: [
    { action: "dynamodb:ListTables", per: "page" },
    {
      action: "dynamodb:DescribeContinuousBackups",
      per: { resource: "AWS Config records no days, and DynamoDB tells them of one table a call" },
    },
  ],
  async read(aws) {
    const { account, region } = aws;
    const client = aws.listing(DynamoDBClient);
    const dynamodb = aws.detail(DynamoDBClient);
    const keyOf = (name: string): string => continuousBackupsKey(account, region, name);
    for await (const { TableNames = [] } of paginateListTables({ client, pageSize: 100 }, {})) {
      await aws.each(CONTINUOUS_BACKUPS, TableNames, keyOf, async (name) => {
        const { ContinuousBackupsDescription } = await dynamodb.send(
          new DescribeContinuousBackupsCommand({ TableName: name }),
        );
        const body = continuousBackupsIn(jsonOf({ ContinuousBackupsDescription }), name);
        if (body === undefined)
          aws.emitUnread(CONTINUOUS_BACKUPS, keyOf(name), {
            code: "unexpected-shape",
            detail: "the answer to dynamodb:DescribeContinuousBackups is not in the documented form",
          });
        else aws.emitFact(CONTINUOUS_BACKUPS, { key: keyOf(name), body });
      });
    }
  },
};
