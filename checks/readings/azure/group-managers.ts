// Finds the security admin rules that Azure asks before a network security group: those of each network that has the group.
import { z } from "zod";
import { inboundAdminRules } from "../../engines/reachability/azure/admin-rule.ts";
import type { Rule } from "../../engines/reachability/azure/rule.ts";
import type { Related } from "../../kernel.ts";
import { adminRules, networkOf } from "./interface-guard.ts";
import { wayRelations, type Interface } from "./interface-ways.ts";

const Named = z.array(z.object({ id: z.string() })).nullish();

/** Where a group is attached: members of its answer. https://learn.microsoft.com/en-us/rest/api/virtualnetwork/network-security-groups/get */
export const attachments = { subnets: Named, networkInterfaces: Named };
type Attached = { readonly [member in keyof typeof attachments]?: z.infer<typeof Named> };

export const managerRelations = { interfaces: wayRelations.interfaces, adminRules };
type Asked = {
  readonly interfaces: (id: string) => Related<Interface>;
  readonly adminRules: (network: string) => Related<{ readonly Rules: Parameters<typeof inboundAdminRules>[0] }>;
};

/** A fact of groups that are asked only about what the rules before them leave. */
export const ASKED_AFTER = { askedAfter: "security admin rules" };

/**
 * The inbound rules before the group, by network; empty where no network has the group, or one has no such rules, or not all of it
 * was read: then the group decides alone.
 */
export function rulesBefore({ subnets, networkInterfaces }: Attached, asked: Asked): readonly (readonly Rule[])[] {
  const networks = new Set((subnets ?? []).map(({ id }) => networkOf(id)));
  for (const { id } of networkInterfaces ?? []) {
    const found = asked.interfaces(id.toLowerCase()).find(() => true);
    if (found.is !== "found") return [];
    for (const { properties } of found.row.properties.ipConfigurations ?? [])
      networks.add(networkOf(properties.subnet?.id ?? ""));
  }
  const rules = [...networks].sort().map((network) => {
    const found = asked.adminRules(network).find(() => true);
    return found.is === "found" ? inboundAdminRules(found.row.Rules) : [];
  });
  return rules.every((each) => each.length > 0) ? rules : [];
}
