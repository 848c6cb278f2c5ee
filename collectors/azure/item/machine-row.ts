// Keeps of virtual machines and scale sets what checks may need. Passwords, user data and settings of the system stay behind.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { isRecord, pick } from "../../json-shape.ts";

const MACHINES = "microsoft.compute/virtualmachines";
const SCALE_SETS = "microsoft.compute/virtualmachinescalesets";

/** Whether a type has machines whose rows hold settings of the operating system. */
export const isMachine = (type: string): boolean => type === MACHINES || type === SCALE_SETS;

/** Not among them: osProfile, userData, extensions, and states of running. https://learn.microsoft.com/en-us/rest/api/compute/virtual-machines/get */
const MACHINE = ["vmId", "provisioningState", "networkProfile", "securityProfile", "virtualMachineScaleSet"] as const;

/** https://learn.microsoft.com/en-us/rest/api/compute/virtual-machine-scale-sets/get */
const SCALE_SET = ["uniqueId", "provisioningState", "orchestrationMode"] as const;
const PROFILE = ["networkProfile", "securityProfile"] as const;

/** The `properties` of a machine or scale set that are kept. */
export function machineProperties(type: string, properties: JsonObject): JsonObject {
  if (type === MACHINES) return pick(properties, MACHINE);
  const { virtualMachineProfile: profile } = properties;
  return {
    ...pick(properties, SCALE_SET),
    ...(isRecord(profile) ? { virtualMachineProfile: pick(profile, PROFILE) } : {}),
  };
}

/**
 * As whom a machine signs in: ids of principals. The shape is that of the API, where user-assigned identities stand by their id.
 * https://learn.microsoft.com/en-us/rest/api/compute/virtual-machines/get#virtualmachineidentity
 */
export function machineIdentity({ identity }: JsonObject): { readonly identity?: JsonObject } {
  if (!isRecord(identity)) return {};
  const { userAssignedIdentities: assigned } = identity;
  return {
    identity: {
      ...pick(identity, ["type", "principalId"]),
      ...(isRecord(assigned)
        ? {
            userAssignedIdentities: Object.fromEntries(
              Object.entries(assigned).map(([id, each]) => [id, isRecord(each) ? pick(each, ["principalId"]) : {}]),
            ),
          }
        : {}),
    },
  };
}
