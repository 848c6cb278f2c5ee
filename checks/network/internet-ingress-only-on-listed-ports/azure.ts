// Judges network security groups and the security admin rules of networks: what their rules let in together.
import { z } from "zod";
import { AdminRule, alwaysAllowed, inboundAdminRules } from "../../engines/reachability/azure/admin-rule.ts";
import { leftOpen } from "../../engines/reachability/azure/managed-group.ts";
import type { Rule } from "../../engines/reachability/azure/rule.ts";
import { inboundRules, SecurityRule, securityRuleExposure } from "../../engines/reachability/azure/security-rule.ts";
import { judgeListed } from "../../engines/reachability/listed-traffic.ts";
import { defineEvaluator, notApplicable, type Question } from "../../kernel.ts";
import { ASKED_AFTER, attachments, managerRelations, rulesBefore } from "../../readings/azure/group-managers.ts";
import type { Parameters } from "./parameters.ts";

const named = (rules: readonly Rule[]) => rules.map(({ protocol, ports }) => ({ protocol, ports }));

const group = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.network/networksecuritygroups",
  global: true,
  reads: z.object({ properties: z.object({ securityRules: z.array(SecurityRule), ...attachments }) }),
  related: managerRelations,
  evaluate({ properties }, { parameters, related }: Question<Parameters, typeof managerRelations>) {
    const { securityRules } = properties;
    const before = rulesBefore(properties, related);
    const words = before.length > 0 ? { who: "rules, where asked, let", facts: ASKED_AFTER } : { who: "the rules let" };
    const all = [...inboundRules(securityRules, ""), ...before.flat()];
    return judgeListed(words, parameters, named(all), (port, transport) => {
      const { open, problem } = securityRuleExposure(securityRules, port, transport, parameters);
      return { open: before.length > 0 ? leftOpen(open, before, port, transport, parameters) : open, problem };
    });
  },
});

const managed = defineEvaluator({
  provider: "azure",
  resourceType: "Tidemark::Network::SecurityAdminRules",
  global: true,
  reads: z.object({ Rules: z.array(AdminRule) }),
  evaluate({ Rules }, { parameters }: { readonly parameters: Parameters }) {
    if (Rules.length === 0) return notApplicable("no security admin rule holds in the virtual network");
    return judgeListed({ who: "the admin rules let" }, parameters, named(inboundAdminRules(Rules)), (port, transport) =>
      alwaysAllowed(Rules, port, transport, parameters),
    );
  },
});

export const azure = [group, managed];
