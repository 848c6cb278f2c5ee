// Judges who holds, or may activate, a role by which rights are given on a whole Azure subscription or management group.
import { z } from "zod";
import { LEAF } from "../../../evidence-schema/keys/scope-kind.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  type Question,
  type Verdict,
} from "../../kernel.ts";
import { assignmentsAbove, judgedAbove, levelOf } from "../../readings/azure/assigned-above.ts";
import { mayActivate } from "../../readings/azure/eligible.ts";
import { assignedRole, customRoles, mayGiveRights, type CustomRoles, type Role } from "../../readings/azure/role.ts";
import type { Parameters } from "./parameters.ts";

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/role-assignments */
const Assignment = z.object({
  properties: z.object({
    roleDefinitionId: z.string(),
    principalId: z.string(),
    principalType: z.string().nullish(),
    scope: z.string(),
    /** Whether a condition narrows the role, for example to the roles that its holder may assign. */
    hasCondition: z.boolean().nullish(),
  }),
});
type Properties = z.infer<typeof Assignment>["properties"];

/** `holder`: the verdict on the holder of a role that gives rights. */
function judge(properties: Properties, custom: CustomRoles, holder: (role: Role) => Verdict): Verdict {
  const level = levelOf(properties.scope);
  if (level === null) return notApplicable("the role is assigned on a part of the subscription only");
  const role = assignedRole(properties.roleDefinitionId, custom);
  if (role === null) return notApplicable("the assigned role is built in, and none of those that the check judges");
  if (role.gives === "never")
    return notApplicable("the assigned role does not let its holder assign or define roles", role.facts);
  const { hasCondition, principalType = null } = properties;
  const facts = { ...role.facts, level, principalType, ...(hasCondition === true ? { hasCondition } : {}) };
  return { ...holder(role), facts };
}

function judgeHolder(role: Role, properties: Properties, { allowedHolders, allowGroups }: Parameters): Verdict {
  const { principalId, principalType, hasCondition } = properties;
  if (role.problem !== null) return indeterminate(role.problem);
  if (allowedHolders.some((holder) => holder.toLowerCase() === principalId.toLowerCase()))
    return pass(`${role.name} is assigned to one of allowedHolders`);
  if (principalType === "Group" && allowGroups)
    return pass(`${role.name} is assigned to a group, and groups may hold such a role`);
  if (hasCondition === true || role.gives === "conditional")
    return indeterminate({
      code: "not-supported",
      detail: "the role gives rights under a condition, which Tidemark does not read",
    });
  switch (principalType) {
    case "Group":
      return fail(`${role.name} is assigned to a group that is not among allowedHolders`);
    case "User":
      return fail(`${role.name} is assigned to a person by itself, who is not among allowedHolders`);
    case "ServicePrincipal":
      return fail(`${role.name} is assigned to a service principal that is not among allowedHolders`);
    case "ForeignGroup":
      return fail(`${role.name} is assigned to a group of another directory that is not among allowedHolders`);
    default:
      return indeterminate({
        code: "not-in-answer",
        detail: "the check does not know the kind of account that the role is assigned to (principalType)",
      });
  }
}

const related = { custom: customRoles };
const relatedAndAbove = { ...related, above: assignmentsAbove(mayGiveRights) };

const assignment = defineEvaluator({
  provider: "azure",
  kinds: [LEAF, "managementGroups"],
  resourceType: "microsoft.authorization/roleassignments",
  global: true,
  // The tenant is the name of its root group.
  reads: Assignment.extend({ tenantId: z.string().nullish() }),
  related: relatedAndAbove,
  evaluate: (slice, { related: of, parameters }: Question<Parameters, typeof relatedAndAbove>) =>
    judge(
      slice.properties,
      of.custom,
      (role) => judgedAbove(slice, of.above) ?? judgeHolder(role, slice.properties, parameters),
    ),
});

/** https://learn.microsoft.com/en-us/rest/api/authorization/role-eligibility-schedule-instances/list-for-scope */
const eligible = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.authorization/roleeligibilityscheduleinstances",
  global: true,
  reads: Assignment,
  related,
  evaluate: ({ properties }, { related: of, parameters }: Question<Parameters, typeof related>) =>
    judge(properties, of.custom, (role) =>
      parameters.allowEligible && role.problem === null
        ? pass(`the account may activate ${role.name}, which allowEligible lets accounts do`)
        : mayActivate(judgeHolder({ ...role, name: "it" }, properties, parameters)),
    ),
});

export const azure = [assignment, eligible];
