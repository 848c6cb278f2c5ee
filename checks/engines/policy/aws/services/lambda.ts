// Lists the access that actions of Lambda give to a function.
import { actions, type PolicyService } from "../resource.ts";

/**
 * The policy of a function, or of one version or alias, by the ARN of either. Versions and aliases are parts of the function.
 * A function with a URL answers everyone who has lambda:InvokeFunctionUrl; lambda:FunctionUrlAuthType says whether they sign.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
export const lambda: PolicyService = {
  prefix: "lambda:",
  actions: [
    ...actions("either", "read", "GetFunction GetFunctionConfiguration"),
    ...actions("either", "write", "UpdateFunctionCode PublishVersion"),
    ...actions("either", "use", "InvokeFunction InvokeFunctionUrl InvokeAsync"),
    ...actions("either", "administer", "AddPermission RemovePermission UpdateFunctionConfiguration DeleteFunction"),
    ...actions("either", "administer", "CreateFunctionUrlConfig UpdateFunctionUrlConfig DeleteFunctionUrlConfig"),
    ...actions("either", "administer", "CreateAlias UpdateAlias DeleteAlias PutFunctionConcurrency TagResource"),
  ],
  partsOf: (arn) => [`${arn}:`],
  implied: null,
  withheld: [],
  always: [],
};
