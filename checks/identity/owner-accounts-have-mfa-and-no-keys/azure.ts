// Judges owners of an Azure subscription. They are accounts of the directory, which is a scope of its own.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable } from "../../kernel.ts";
import { accessPath } from "../../readings/access-path.ts";
import { entra } from "./entra.ts";

/** https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged#owner */
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

/** A cause for each kind of owner, so that all owners of a kind are one line wherever causes are grouped. */
const NOT_READ: ReadonlyMap<string, string> = new Map([
  [
    "User",
    "a user of the directory holds the Owner role, and Tidemark does not read the user's MFA with the subscription",
  ],
  ["Group", "a group of the directory holds the Owner role, and Tidemark does not read the group's members"],
  ["ForeignGroup", "a group of another directory holds the Owner role, and Tidemark does not read the group's members"],
  [
    "ServicePrincipal",
    "a service principal holds the Owner role, and Tidemark does not read the credentials with the subscription",
  ],
]);

// Each owner is an item, and the subscription is not: owners are the population. An owner can be judged once the check may ask
// the owner's directory. Until then no owner is a pass.
const assignment = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.authorization/roleassignments",
  global: true,
  // https://learn.microsoft.com/en-us/azure/role-based-access-control/role-assignments
  reads: z.object({
    properties: z.object({
      roleDefinitionId: z.string(),
      principalType: z.string().nullable().optional(),
      scope: z.string(),
    }),
  }),
  evaluate({ properties: { roleDefinitionId, principalType, scope } }) {
    if (roleDefinitionId.toLowerCase().split("/").at(-1) !== OWNER)
      return notApplicable("the assigned role is not Owner");
    const level = levelOf(scope);
    if (level === null) return notApplicable("the Owner role is assigned on a part of the subscription only");
    const facts = { principalType: principalType ?? null, level };
    const detail = NOT_READ.get(principalType ?? "");
    if (detail !== undefined) return indeterminate({ code: "not-supported", detail }, facts);
    return indeterminate(
      {
        code: "not-in-answer",
        detail: "the check does not know the kind of account that holds the Owner role (principalType)",
      },
      facts,
    );
  },
});

/** Where a role on the whole subscription is held; null for a resource group or a resource. */
function levelOf(scope: string): "subscription" | "management group" | "root" | null {
  const path = scope.toLowerCase().replace(/\/+$/, "");
  if (path === "") return "root";
  if (/^\/providers\/microsoft\.management\/managementgroups\/[^/]+$/.test(path)) return "management group";
  return /^\/subscriptions\/[^/]+$/.test(path) ? "subscription" : null;
}

export const azure = [...entra, assignment, accessPath("azure")];
