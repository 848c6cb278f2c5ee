// Lists the access that actions of EventBridge give to an event bus and to its rules.
import { actions, type PolicyService } from "../resource.ts";

/** Rules of the default bus lack its name in their ARN. */
function rulesOf(arn: string): readonly string[] {
  const [before, bus] = arn.split(":event-bus/");
  if (bus === undefined) return [];
  return [bus === "default" ? `${before}:rule/` : `${before}:rule/${bus}/`];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export const eventBridge: PolicyService = {
  prefix: "events:",
  actions: [
    ...actions("itself", "write", "PutEvents"),
    ...actions("parts", "list", "ListTargetsByRule"),
    ...actions("parts", "administer", "PutRule DeleteRule EnableRule DisableRule PutTargets RemoveTargets"),
    ...actions("itself", "administer", "PutPermission RemovePermission UpdateEventBus DeleteEventBus"),
    ...actions("either", "administer", "TagResource UntagResource"),
  ],
  partsOf: rulesOf,
  implied: null,
  withheld: [],
  always: [],
};
