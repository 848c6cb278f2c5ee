// Reads which security admin rules of Azure Virtual Network Manager hold in a virtual network: Azure asks them before all groups.
import { z } from "zod";
import { isRecord, leadsOn } from "../../json-shape.ts";
import { armList, type ArmChild } from "./arm-child.ts";

const Addresses = z
  .array(z.object({ addressPrefix: z.string().nullish(), addressPrefixType: z.string().nullish() }))
  .nullish();
const Texts = z.array(z.string()).nullish();

/**
 * Descriptions of rules, collections and groups stay behind.
 * https://learn.microsoft.com/en-us/rest/api/networkmanager/list-network-manager-effective-security-admin-rules
 */
const Answer = armList(
  z.object({
    id: z.string(),
    properties: z.object({
      access: z.string().nullish(),
      direction: z.string().nullish(),
      priority: z.int().nullish(),
      protocol: z.string().nullish(),
      sources: Addresses,
      destinations: Addresses,
      sourcePortRanges: Texts,
      destinationPortRanges: Texts,
    }),
  }),
);

export const SECURITY_ADMIN_RULES: ArmChild = {
  slug: "security-admin-rules",
  type: "Tidemark::Network::SecurityAdminRules",
  // A call by POST that only reads: Azure asks for this permission, and not for the action of the same name.
  // https://learn.microsoft.com/en-us/azure/role-based-access-control/permissions/networking#microsoftnetwork
  action: "Microsoft.Network/virtualNetworks/listNetworkManagerEffectiveSecurityAdminRules/read",
  method: "post",
  subject: { type: "microsoft.network/virtualnetworks" },
  path: "/listNetworkManagerEffectiveSecurityAdminRules",
  apiVersion: "2023-09-01",
  body(answer, subject) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success || (isRecord(answer) && leadsOn(answer["skipToken"]))) return undefined;
    const rules = parsed.data.value.map(({ id, properties }) => ({ id, ...properties }));
    return { VirtualNetwork: subject, Rules: rules.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
  },
};
