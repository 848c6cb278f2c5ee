// Judges machines and apps of Azure by the roles that their managed identities hold on whole subscriptions and above.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { rightsOf } from "../../engines/identity/azure-rights.ts";
import { greatest, type Grant } from "../../engines/identity/grant.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Evaluator,
  type Question,
} from "../../kernel.ts";
import { levelOf, roleOf } from "../../readings/azure/assigned-above.ts";
import { builtInRole } from "../../readings/azure/built-in-roles.ts";
import { customRoles, type CustomRoles } from "../../readings/azure/role.ts";
import { isDeployer, type Parameters } from "./parameters.ts";

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/role-assignments */
const Assignment = z.object({
  properties: z.object({
    roleDefinitionId: z.string(),
    principalId: z.string(),
    scope: z.string(),
    hasCondition: z.boolean().nullish(),
  }),
});
type Assignment = z.infer<typeof Assignment>;

const related = {
  assignments: relation({
    type: "microsoft.authorization/roleassignments",
    within: "scope",
    global: true,
    reads: Assignment,
    on: ({ properties: { principalId } }) => [principalId.toLowerCase()],
  }),
  custom: customRoles,
};

const conditional: Problem = {
  code: "not-supported",
  detail: "an identity holds an administrator's role under a condition, which Tidemark does not read",
};
const customUnread: Problem = {
  code: "not-in-answer",
  detail: "the answer from Azure lacks the permissions of a custom role that an identity holds",
};

/** How far an assignment gives administrator rights on a whole subscription or more; the problem where its role was not read. */
function administers(
  { properties: { roleDefinitionId, scope, hasCondition } }: Assignment,
  { adminRoles }: Parameters,
  custom: CustomRoles,
): Grant | Problem {
  if (levelOf(scope) === null) return "never";
  const guid = roleOf(roleDefinitionId);
  const most = hasCondition === true ? "conditional" : "always";
  if (adminRoles.some((each) => each.toLowerCase() === guid)) return most;
  const builtIn = builtInRole(guid);
  if (builtIn !== null) return builtIn.name === "Reader" ? "never" : most;
  const found = custom(guid).find(() => true);
  // A role that is built in, and none of those that administer.
  if (found.is === "none") return "never";
  if (found.is === "unknown") return found.problem;
  const { permissions } = found.row.properties;
  if (permissions == null) return customUnread;
  const { everyAction, giving } = rightsOf(permissions);
  const grant = greatest([everyAction, ...giving.map((each) => each.grant)]);
  return grant === "always" ? most : grant;
}

const workload = (resourceType: string, subject: string): Evaluator =>
  defineEvaluator({
    provider: "azure",
    resourceType,
    global: true,
    reads: z.object({ PrincipalIds: z.array(z.string()) }),
    related,
    evaluate({ PrincipalIds }, { related: of, parameters }: Question<Parameters, typeof related>) {
      if (PrincipalIds.length === 0) return notApplicable(`${subject} has no managed identity`);
      const facts = { identities: PrincipalIds.length };
      const judged = PrincipalIds.filter((id) => !isDeployer(parameters, id));
      if (judged.length === 0) return pass("each managed identity is among deployers", facts);
      const holds = (test: (grant: Grant | Problem) => boolean) =>
        judged.map((id) =>
          of.assignments(id.toLowerCase()).find((row) => test(administers(row, parameters, of.custom))),
        );
      for (const found of holds((grant) => grant === "always"))
        if (found.is === "found") {
          const { roleDefinitionId, scope } = found.row.properties;
          const guid = roleOf(roleDefinitionId);
          return fail("a managed identity holds an administrator's role on a subscription or above", {
            ...facts,
            role: builtInRole(guid)?.name ?? guid,
            level: levelOf(scope),
          });
        }
      for (const found of holds((grant) => grant !== "never")) {
        if (found.is === "unknown") return indeterminate(found.problem, facts);
        if (found.is === "found") {
          const grant = administers(found.row, parameters, of.custom);
          return indeterminate(typeof grant === "object" ? grant : conditional, facts);
        }
      }
      return pass("no managed identity is assigned an administrator's role itself on a subscription or above", facts);
    },
  });

export const azure = [
  workload("microsoft.compute/virtualmachines", "the machine"),
  workload("microsoft.compute/virtualmachinescalesets", "the scale set"),
  workload("microsoft.web/sites", "the app"),
];
