// Judges owners of an Azure subscription or management group by the answers of their directory, which is a scope of its own.
import { z } from "zod";
import { LEAF } from "../../../evidence-schema/keys/scope-kind.ts";
import { defineEvaluator, indeterminate, notApplicable, relation, type Question, type Verdict } from "../../kernel.ts";
import { accessPath } from "../../readings/access-path.ts";
import { assignmentsAbove, judgedAbove, levelOf, roleOf } from "../../readings/azure/assigned-above.ts";
import { judgeUser, registrations } from "../../readings/azure/entra-people.ts";
import { applications, eligibleMembers, groups, judgeNamedServicePrincipal, servicePrincipals } from "./directory.ts";
import { entra } from "./entra.ts";
import { judgeGroup } from "./group.ts";

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged#owner */
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/role-assignments */
export const Assignment = z.object({
  properties: z.object({
    roleDefinitionId: z.string(),
    principalId: z.string(),
    principalType: z.string().nullable().optional(),
    scope: z.string(),
  }),
});
type Assignment = z.infer<typeof Assignment>;

/** The object id of an owner of a whole subscription or management group that is of a kind; nobody otherwise. */
const ownerOf =
  (kind: string) =>
  ({ properties }: Assignment): string[] =>
    isOwner(properties) && levelOf(properties.scope) !== null && properties.principalType === kind
      ? [properties.principalId.toLowerCase()]
      : [];

const inDirectory = { provider: "entra" } as const;
export const related = {
  registrations: relation({ ...registrations, ...inDirectory, asked: ownerOf("User") }),
  servicePrincipals: relation({ ...servicePrincipals, ...inDirectory, asked: ownerOf("ServicePrincipal") }),
  groups: relation({ ...groups, ...inDirectory, asked: ownerOf("Group") }),
  eligibleMembers: relation({ ...eligibleMembers, ...inDirectory, asked: ownerOf("Group") }),
  // Service principals lead to theirs.
  applications: relation({ ...applications, ...inDirectory, asked: () => [] }),
};

/** The tenant is the name of its root group. */
const Inherited = Assignment.extend({ tenantId: z.string().nullish() });
const relatedAndAbove = { ...related, above: assignmentsAbove((properties) => isOwner(properties)) };

// Each owner is an item, and the subscription is not: owners are the population.
const assignment = defineEvaluator({
  provider: "azure",
  kinds: [LEAF, "managementGroups"],
  resourceType: "microsoft.authorization/roleassignments",
  global: true,
  reads: Inherited,
  related: relatedAndAbove,
  evaluate(slice, question: Question<unknown, typeof relatedAndAbove>) {
    const { properties } = slice;
    if (!isOwner(properties)) return notApplicable("the assigned role is not Owner");
    const level = levelOf(properties.scope);
    if (level === null) return notApplicable("the Owner role is assigned on a part of the subscription only");
    const verdict = judgedAbove(slice, question.related.above) ?? judgeOwner(properties, question);
    return { ...verdict, facts: { ...verdict.facts, principalType: properties.principalType ?? null, level } };
  },
});

/** The account that Owner is assigned to, to be held or to be activated. */
export function judgeOwner(
  { principalId, principalType }: Assignment["properties"],
  { related: directory, asOf }: Question<unknown, typeof related>,
): Verdict {
  const id = principalId.toLowerCase();
  switch (principalType) {
    case "User":
      return judgeUser(directory, id);
    case "ServicePrincipal":
      return judgeNamedServicePrincipal(directory, id, asOf);
    case "Group":
      return judgeGroup(directory, id, asOf);
    case "ForeignGroup":
      return indeterminate({
        code: "not-supported",
        detail:
          "the Owner role is assigned to a group of another directory, and Tidemark does not read the members of such a group",
      });
    default:
      return indeterminate({
        code: "not-in-answer",
        detail: "the check does not know the kind of account that the Owner role is assigned to (principalType)",
      });
  }
}

export const isOwner = ({ roleDefinitionId }: Assignment["properties"]): boolean => roleOf(roleDefinitionId) === OWNER;

const path = accessPath(
  "azure",
  (name) => `Tidemark does not judge who can take Owner by another role, through ${name}`,
);

export const azure = [...entra, assignment, path];
