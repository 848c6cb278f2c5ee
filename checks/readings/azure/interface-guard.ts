// Finds the rules that guard a network interface of Azure: those of network managers, of its subnet's group and of its own.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { AdminRule, anyRule, inboundAdminRules } from "../../engines/reachability/azure/admin-rule.ts";
import type { Guard } from "../../engines/reachability/azure/interface.ts";
import type { Rule } from "../../engines/reachability/azure/rule.ts";
import { inboundRules, SecurityRule } from "../../engines/reachability/azure/security-rule.ts";
import { relation, type Related } from "../../kernel.ts";
import { lastOf, rowOf, type Configuration, type Interface } from "./interface-ways.ts";

const Subnet = z.object({
  id: z.string(),
  properties: z.object({ networkSecurityGroup: z.object({ id: z.string().nullish() }).nullish() }).nullish(),
});
type Subnet = z.infer<typeof Subnet>;
const Network = z.object({ properties: z.object({ subnets: z.array(Subnet).nullish() }) });
const Group = z.object({ id: z.string(), properties: z.object({ securityRules: z.array(SecurityRule) }) });
const AdminRules = z.object({ VirtualNetwork: z.string(), Rules: z.array(AdminRule) });

/** Which security admin rules hold in a virtual network, by its id in lower case. */
export const adminRules = relation({
  type: "Tidemark::Network::SecurityAdminRules",
  within: "scope",
  global: true,
  reads: AdminRules,
  on: ({ VirtualNetwork }) => [VirtualNetwork],
});

/** Relations by which the rules are found. Networks are found by the ids of their subnets. */
export const guardRelations = {
  networks: relation({
    type: "microsoft.network/virtualnetworks",
    within: "scope",
    global: true,
    reads: Network,
    on: (row) => (row.properties.subnets ?? []).map(({ id }) => id.toLowerCase()),
  }),
  groups: relation({
    type: "microsoft.network/networksecuritygroups",
    within: "scope",
    global: true,
    reads: Group,
    on: ({ id }) => [id.toLowerCase()],
  }),
  adminRules,
};
type Asked = {
  readonly networks: (subnet: string) => Related<z.infer<typeof Network>>;
  readonly groups: (id: string) => Related<z.infer<typeof Group>>;
  readonly adminRules: (network: string) => Related<z.infer<typeof AdminRules>>;
};

/** The rules on the way to one configuration of an interface. Rules that were not read may do anything, and say why. */
export function guardOf({ properties }: Interface, { subnet }: Configuration, asked: Asked): Guard {
  const own = groupOf(properties.networkSecurityGroup?.id ?? "", asked);
  const id = (subnet?.id ?? "").toLowerCase();
  if (id === "") return { admin: [anyRule(NO_SUBNET)], subnet: [anyRule(NO_SUBNET)], own };
  return { admin: adminRulesOf(networkOf(id), asked), subnet: subnetGroup(id, asked), own };
}

const NO_SUBNET: Problem = { code: "not-in-answer", detail: "the answer from Azure lacks the subnet of the interface" };

/** The id of the virtual network of a subnet. */
export const networkOf = (subnet: string): string => subnet.toLowerCase().split("/subnets/")[0] ?? "";

function adminRulesOf(network: string, { adminRules: rules }: Asked): readonly Rule[] {
  const found = rowOf(
    rules(network).find(() => true),
    "the security admin rules of the virtual network were not read",
  );
  return "problem" in found ? [anyRule(found.problem)] : inboundAdminRules(found.row.Rules);
}

function subnetGroup(id: string, asked: Asked): Guard["subnet"] {
  const found = rowOf(
    asked.networks(id).find(() => true),
    "the virtual network of the interface was not read",
  );
  if ("problem" in found) return [anyRule(found.problem)];
  const subnet = (found.row.properties.subnets ?? []).find((each) => each.id.toLowerCase() === id);
  return groupOf(subnet?.properties?.networkSecurityGroup?.id ?? "", asked);
}

function groupOf(id: string, { groups }: Asked): Guard["own"] {
  if (id === "") return null;
  const found = rowOf(
    groups(id.toLowerCase()).find(() => true),
    "a network security group on the way to the interface was not read",
  );
  return "problem" in found ? [anyRule(found.problem)] : inboundRules(found.row.properties.securityRules, lastOf(id));
}
