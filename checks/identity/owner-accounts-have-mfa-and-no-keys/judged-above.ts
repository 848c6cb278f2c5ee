// Finds the assignment of an owner in the management group where it was made: if that group is enrolled, the owner is judged there.
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
export const placeOf = (scope: string): string => scope.toLowerCase().replace(/\/+$/, "");

export const isGroup = (place: string): boolean => GROUP.test(place);

/** No two assignments give one role at one scope to one principal. */
const nameOf = ({ properties }: Made): string => `${placeOf(properties.scope)} ${properties.principalId.toLowerCase()}`;

/** The question for the assignment where it was made; null where that is no management group. The root group has the tenant's id. */
function questionOf(assignment: Inherited): string | null {
  const place = placeOf(assignment.properties.scope);
  const group = place === "" ? assignment.tenantId?.toLowerCase() : GROUP.exec(place)?.[1];
  return group === undefined ? null : inScope(`azure/managementGroups/${group}`, nameOf(assignment));
}

/** Assignments of management groups. `isOwner`: whether an assignment gives the role whose holders are judged. */
export const assignmentsAbove = (isOwner: (properties: Made["properties"]) => boolean) =>
  relation({
    type: "microsoft.authorization/roleassignments",
    kind: "managementGroups",
    within: "scope",
    global: true,
    reads: Made,
    on: (row: Made) => (isOwner(row.properties) ? [nameOf(row)] : []),
    asked: (assignment: Inherited) => {
      const question = isOwner(assignment.properties) ? questionOf(assignment) : null;
      return question === null ? [] : [question];
    },
  });

/** The verdict on an owner that a management group is asked for; null where it is judged here. */
export function judgedAbove(assignment: Inherited, above: (question: string) => Related<Made>): Verdict | null {
  const question = questionOf(assignment);
  if (question === null) return null;
  const found = above(question).find(() => true);
  if (found.is === "unknown") return indeterminate(found.problem);
  return found.is === "none"
    ? null
    : notApplicable("the role is assigned at a management group that is enrolled, and judged there");
}
