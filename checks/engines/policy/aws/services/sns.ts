// Lists the access that actions of SNS give to a topic.
import { actions, type PolicyService } from "../resource.ts";

/**
 * A subscriber gets the messages.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export const sns: PolicyService = {
  prefix: "sns:",
  actions: [
    ...actions("itself", "read", "Subscribe"),
    ...actions("itself", "list", "ListSubscriptionsByTopic"),
    ...actions("itself", "write", "Publish"),
    ...actions("itself", "administer", "AddPermission RemovePermission SetTopicAttributes DeleteTopic"),
    ...actions("itself", "administer", "PutDataProtectionPolicy TagResource UntagResource"),
  ],
  partsOf: () => [],
  implied: null,
  withheld: [],
  always: [],
};
