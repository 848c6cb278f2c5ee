// Finds the assignment of a role in the management group where it was made: if that group is enrolled, the holder is judged there.
import { z } from "zod";
import { inScope, indeterminate, notApplicable, relation, type Related, type Verdict } from "../../kernel.ts";

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/role-assignments */
const Made = z.object({
  properties: z.object({ roleDefinitionId: z.string(), principalId: z.string(), scope: z.string() }),
});
type Made = z.infer<typeof Made>;

type Inherited = Made & { readonly tenantId?: string | null | undefined };

const GROUP = /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/;

/** A scope of Resource Manager as it is compared: empty for the root of the tenant. */
const placeOf = (scope: string): string => scope.toLowerCase().replace(/\/+$/, "");

const isGroup = (place: string): boolean => GROUP.test(place);

/** Where a role on the whole subscription is held; null for a resource group or a resource. */
export function levelOf(scope: string): "subscription" | "management group" | "root" | null {
  const path = placeOf(scope);
  if (path === "") return "root";
  if (isGroup(path)) return "management group";
  return /^\/subscriptions\/[^/]+$/.test(path) ? "subscription" : null;
}

/** No two assignments give one role at one scope to one principal. */
const nameOf = ({ properties: { roleDefinitionId, principalId, scope } }: Made): string =>
  `${roleOf(roleDefinitionId)} ${placeOf(scope)} ${principalId.toLowerCase()}`;

/** The GUID of a role: a scope names a role of Azure, which each has, under its own path. */
export const roleOf = (roleDefinitionId: string): string => roleDefinitionId.toLowerCase().split("/").at(-1) ?? "";

/** The question for the assignment where it was made; null where that is no management group. The root group has the tenant's id. */
function questionOf(assignment: Inherited): string | null {
  const place = placeOf(assignment.properties.scope);
  const group = place === "" ? assignment.tenantId?.toLowerCase() : GROUP.exec(place)?.[1];
  return group === undefined ? null : inScope(`azure/managementGroups/${group}`, nameOf(assignment));
}

/** Assignments of management groups. `isJudged`: whether an assignment gives a role whose holders are judged. */
export const assignmentsAbove = (isJudged: (properties: Made["properties"]) => boolean) =>
  relation({
    type: "microsoft.authorization/roleassignments",
    kind: "managementGroups",
    within: "scope",
    global: true,
    reads: Made,
    on: (row: Made) => (isJudged(row.properties) ? [nameOf(row)] : []),
    asked: (assignment: Inherited) => {
      const question = isJudged(assignment.properties) ? questionOf(assignment) : null;
      return question === null ? [] : [question];
    },
  });

/** The verdict on a holder that a management group is asked for; null where it is judged here. */
export function judgedAbove(assignment: Inherited, above: (question: string) => Related<Made>): Verdict | null {
  const question = questionOf(assignment);
  if (question === null) return null;
  const found = above(question).find(() => true);
  if (found.is === "unknown") return indeterminate(found.problem);
  return found.is === "none"
    ? null
    : notApplicable("the role is assigned at a management group that is enrolled, and judged there");
}
