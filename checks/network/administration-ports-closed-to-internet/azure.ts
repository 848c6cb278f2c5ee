// Judges network security groups, whose rules decide together.
import { z } from "zod";
import { SecurityRule, securityRuleExposure } from "../../engines/reachability/azure/security-rule.ts";
import { defineEvaluator } from "../../kernel.ts";
import { judgeExposure } from "./exposure.ts";
import type { Parameters } from "./parameters.ts";

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.network/networksecuritygroups",
  global: true,
  reads: z.object({ properties: z.object({ securityRules: z.array(SecurityRule) }) }),
  evaluate({ properties: { securityRules } }, { parameters }: { readonly parameters: Parameters }) {
    return judgeExposure("the rules open", parameters, (port, transport) =>
      securityRuleExposure(securityRules, port, transport, parameters),
    );
  },
});
