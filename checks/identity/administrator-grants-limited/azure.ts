// Judges who holds Owner or User Access Administrator of a whole Azure subscription or management group.
import { z } from "zod";
import { LEAF } from "../../../evidence-schema/keys/scope-kind.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, type Question } from "../../kernel.ts";
import { assignmentsAbove, judgedAbove, levelOf, roleOf } from "../../readings/azure/assigned-above.ts";
import type { Parameters } from "./parameters.ts";

/** Each may do everything, or give itself every right. https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged */
const ROLES: { readonly [role: string]: string } = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
};

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/role-assignments */
const Assignment = z.object({
  properties: z.object({
    roleDefinitionId: z.string(),
    principalId: z.string(),
    principalType: z.string().nullish(),
    scope: z.string(),
  }),
  tenantId: z.string().nullish(),
});

const related = { above: assignmentsAbove(({ roleDefinitionId }) => roleOf(roleDefinitionId) in ROLES) };

const assignment = defineEvaluator({
  provider: "azure",
  kinds: [LEAF, "managementGroups"],
  resourceType: "microsoft.authorization/roleassignments",
  global: true,
  reads: Assignment,
  related,
  evaluate(slice, { related: { above }, parameters }: Question<Parameters, typeof related>) {
    const { roleDefinitionId, principalId, principalType, scope } = slice.properties;
    const role = ROLES[roleOf(roleDefinitionId)];
    if (role === undefined) return notApplicable("the assigned role is neither Owner nor User Access Administrator");
    const level = levelOf(scope);
    if (level === null) return notApplicable(`${role} is assigned on a part of the subscription only`);
    const facts = { role, level, principalType: principalType ?? null };
    const there = judgedAbove(slice, above);
    if (there !== null) return { ...there, facts };
    if (parameters.allowedHolders.some((holder) => holder.toLowerCase() === principalId.toLowerCase()))
      return pass(`${role} is assigned to one of allowedHolders`, facts);
    switch (principalType) {
      case "Group":
        return parameters.allowGroups
          ? pass(`${role} is assigned to a group, and groups may hold ${role}`, facts)
          : fail(`${role} is assigned to a group that is not among allowedHolders`, facts);
      case "User":
        return fail(`${role} is assigned to a person by itself, who is not among allowedHolders`, facts);
      case "ServicePrincipal":
        return fail(`${role} is assigned to a service principal that is not among allowedHolders`, facts);
      case "ForeignGroup":
        return fail(`${role} is assigned to a group of another directory that is not among allowedHolders`, facts);
      default:
        return indeterminate(
          {
            code: "not-in-answer",
            detail: "the check does not know the kind of account that the role is assigned to (principalType)",
          },
          facts,
        );
    }
  },
});

export const azure = [assignment];
