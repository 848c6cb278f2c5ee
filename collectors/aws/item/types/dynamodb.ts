// Lists the members of DynamoDB tables that leave here. They follow DescribeTable.
import type { ResourceTypes } from "../resource-type.ts";
import { filled, record, scalar } from "../spelling.ts";

export const dynamodb: ResourceTypes = {
  "AWS::DynamoDB::Table": {
    configuration: record({
      TableName: scalar,
      // Missing where AWS owns the key.
      SSEDescription: filled(record({ Status: scalar, SSEType: scalar, KMSMasterKeyArn: scalar })),
    }),
    supplementary: {},
    global: false,
    uniqueId: false,
    arn: (id) => ({ service: "dynamodb", regional: true, resource: `table/${id}` }),
  },
};
