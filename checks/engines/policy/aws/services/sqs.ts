// Lists the access that actions of SQS give to a queue.
import { actions, withheldActions, type PolicyService } from "../resource.ts";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export const sqs: PolicyService = {
  prefix: "sqs:",
  actions: [
    ...actions("itself", "read", "ReceiveMessage"),
    ...actions("itself", "write", "SendMessage DeleteMessage PurgeQueue ChangeMessageVisibility"),
  ],
  partsOf: () => [],
  implied: null,
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html
  withheld: [
    withheldActions(
      "AddPermission CancelMessageMoveTask CreateQueue DeleteQueue ListMessageMoveTasks ListQueues ListQueueTags " +
        "RemovePermission SetQueueAttributes StartMessageMoveTask TagQueue UntagQueue",
    ),
  ],
  always: [],
};
