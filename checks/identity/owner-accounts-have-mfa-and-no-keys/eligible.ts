// Judges accounts that may activate Global Administrator, or Owner of an Azure subscription, as those that hold it.
import { defineEvaluator, notApplicable, type Question } from "../../kernel.ts";
import { mayActivate } from "../../readings/azure/eligible.ts";
import { levelOf } from "../../readings/azure/assigned-above.ts";
import { Assignment, isOwner, judgeOwner, related } from "./azure.ts";
import {
  Assignment as DirectoryAssignment,
  isGlobalAdministrator,
  judgeHolder,
  related as relatedInDirectory,
} from "./entra.ts";

// An account that has activated the role is an item of its assignment too: the assignment comes and goes, this one stays.
// https://learn.microsoft.com/en-us/graph/api/resources/unifiedroleeligibilityscheduleinstance
const inDirectory = defineEvaluator({
  provider: "entra",
  resourceType: "microsoft.graph/unifiedRoleEligibilityScheduleInstance",
  global: true,
  reads: DirectoryAssignment,
  related: relatedInDirectory,
  evaluate: (slice, question: Question<unknown, typeof relatedInDirectory>) =>
    isGlobalAdministrator(slice)
      ? mayActivate(judgeHolder(slice, question))
      : notApplicable("the role that may be activated is not Global Administrator on the whole directory"),
});

/** https://learn.microsoft.com/en-us/rest/api/authorization/role-eligibility-schedule-instances/list-for-scope */
const inSubscription = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.authorization/roleeligibilityscheduleinstances",
  global: true,
  reads: Assignment,
  related,
  evaluate({ properties }, question: Question<unknown, typeof related>) {
    if (!isOwner(properties)) return notApplicable("the role that may be activated is not Owner");
    const level = levelOf(properties.scope);
    if (level === null)
      return notApplicable("the Owner role that may be activated is on a part of the subscription only");
    const verdict = mayActivate(judgeOwner(properties, question));
    return { ...verdict, facts: { ...verdict.facts, principalType: properties.principalType ?? null, level } };
  },
});

export const eligible = [inDirectory, inSubscription];
