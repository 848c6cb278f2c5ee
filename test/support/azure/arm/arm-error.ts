// Writes errors of Resource Manager in its shape.
import { json, type Answer } from "../../clouds/wire/asked.ts";
import type { ArmPath } from "./arm-path.ts";
import { actionOf } from "./arm-path.ts";

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
