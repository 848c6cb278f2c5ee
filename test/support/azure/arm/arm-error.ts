// Writes errors of Resource Manager in its shape.
import { json, type Answer } from "../../clouds/wire/asked.ts";
import type { ArmPath } from "./arm-path.ts";
import { actionOf } from "./arm-path.ts";
import { propertyOf, type Access } from "./access.ts";

/** https://learn.microsoft.com/en-us/azure/azure-resource-manager/troubleshooting/common-deployment-errors */
export const armError = (status: number, code: string, message: string): Answer =>
  json(status, { error: { code, message } });

/** Words of https://learn.microsoft.com/en-us/azure/role-based-access-control/troubleshooting */
export function authorizationFailed(path: ArmPath, principal: string | null, verb = "read"): Answer {
  return armError(
    403,
    "AuthorizationFailed",
    `The client '${principal}' with object id '${principal}' does not have authorization to perform action '${actionOf(path, verb)}' over scope '${path.isCollection ? path.parent : path.path}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** The refusal of a read at a scope: by a deny assignment where a role would allow it. */
export function refused(access: Access, path: ArmPath, scope: string): Answer {
  const denial = access.denial(actionOf(path), scope);
  if (denial === null) return authorizationFailed(path, access.principal);
  return armError(
    403,
    "DenyAssignmentAuthorizationFailed",
    `The client '${access.principal}' with object id '${access.principal}' has permission to perform action '${actionOf(path)}' on scope '${scope}'; however, the access is denied because of the deny assignment with name '${propertyOf(denial, "denyAssignmentName")}' and Id '${denial.name}' at scope '${propertyOf(denial, "scope")}'.`,
  );
}
