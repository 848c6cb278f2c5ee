// Judges network security groups, whose rules decide together, and the security admin rules that Azure asks before them.
import { z } from "zod";
import { AdminRule, alwaysAllowed } from "../../engines/reachability/azure/admin-rule.ts";
import { leftOpen } from "../../engines/reachability/azure/managed-group.ts";
import { SecurityRule, securityRuleExposure } from "../../engines/reachability/azure/security-rule.ts";
import { defineEvaluator, notApplicable, type Question } from "../../kernel.ts";
import { ASKED_AFTER, attachments, managerRelations, rulesBefore } from "../../readings/azure/group-managers.ts";
import { judgeExposure } from "./exposure.ts";
import type { Parameters } from "./parameters.ts";

const group = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.network/networksecuritygroups",
  global: true,
  reads: z.object({ properties: z.object({ securityRules: z.array(SecurityRule), ...attachments }) }),
  related: managerRelations,
  evaluate({ properties }, { parameters, related }: Question<Parameters, typeof managerRelations>) {
    const before = rulesBefore(properties, related);
    const isManaged = before.length > 0;
    return judgeExposure(
      isManaged ? "rules, where asked, open" : "the rules open",
      parameters,
      (port, transport) => {
        const { open, problem } = securityRuleExposure(properties.securityRules, port, transport, parameters);
        return { open: isManaged ? leftOpen(open, before, port, transport, parameters) : open, problem };
      },
      isManaged ? ASKED_AFTER : {},
    );
  },
});

const managed = defineEvaluator({
  provider: "azure",
  resourceType: "Tidemark::Network::SecurityAdminRules",
  global: true,
  reads: z.object({ Rules: z.array(AdminRule) }),
  evaluate({ Rules }, { parameters }: { readonly parameters: Parameters }) {
    if (Rules.length === 0) return notApplicable("no security admin rule holds in the virtual network");
    return judgeExposure("the admin rules open", parameters, (port, transport) =>
      alwaysAllowed(Rules, port, transport, parameters),
    );
  },
});

export const azure = [group, managed];
