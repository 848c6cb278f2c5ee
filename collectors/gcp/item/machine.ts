// Keeps of a machine of Compute Engine what its network and its identity are.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { isRecord, pick } from "../../json-shape.ts";

export const MACHINE = "compute.googleapis.com/Instance";

/** https://docs.cloud.google.com/compute/docs/reference/rest/v1/instances */
const MEMBERS = ["canIpForward", "creationTimestamp", "id", "name", "selfLink", "status", "zone"];
const INTERFACE = ["ipv6AccessType", "ipv6Address", "name", "network", "networkIP", "stackType", "subnetwork"];
const ACCESS = ["externalIpv6", "externalIpv6PrefixLength", "natIP", "type"];

/** The members of a machine that are kept. Its metadata holds start-up scripts and keys, and never is. */
export const machineBody = (data: JsonObject): JsonObject => ({
  ...pick(data, MEMBERS),
  ...lists(data, {
    networkInterfaces: (each) => ({
      ...pick(each, INTERFACE),
      ...lists(each, {
        accessConfigs: (access) => pick(access, ACCESS),
        ipv6AccessConfigs: (access) => pick(access, ACCESS),
        aliasIpRanges: (range) => pick(range, ["ipCidrRange", "subnetworkRangeName"]),
      }),
    }),
    serviceAccounts: (account) => pick(account, ["email", "scopes"]),
  }),
  ...(isRecord(data["tags"]) ? { tags: pick(data["tags"], ["items"]) } : {}),
});

/** Each list of objects that is there, with the part of each object that is kept. Another shape stays for the checks to tell. */
function lists(
  of: JsonObject,
  kept: { readonly [member: string]: (object: JsonObject) => JsonObject },
): { readonly [member: string]: Json } {
  return Object.fromEntries(
    Object.entries(kept).flatMap(([member, keep]) => {
      const value = of[member] ?? null;
      if (value === null) return [];
      if (!Array.isArray(value)) return [[member, isRecord(value) ? {} : value]];
      return [[member, (value as readonly Json[]).map((each) => (isRecord(each) ? keep(each) : each))]];
    }),
  );
}
