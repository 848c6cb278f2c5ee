// Lists the members of queues of SQS that leave here. They follow GetQueueAttributes.
import { resourcePolicy } from "../policy-document.ts";
import type { ResourceTypes } from "../resource-type.ts";
import { record, scalar } from "../spelling.ts";

export const sqs: ResourceTypes = {
  "AWS::SQS::Queue": {
    configuration: record({ QueueArn: scalar, Policy: resourcePolicy }),
    supplementary: {},
    global: false,
    uniqueId: false,
    // Config's id of a queue is its URL.
    arn: (_, name) => ({ service: "sqs", regional: true, resource: name }),
  },
};
