// Network security groups: their rules decide together, and default rules last.
import { z } from "zod";
import { defineEvaluator } from "../../kernel.ts";
import { judgeExposure } from "./exposure.ts";
import type { Parameters } from "./parameters.ts";
import { openingsOf, SecurityRule } from "./security-rule.ts";

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.network/networksecuritygroups",
  global: true,
  reads: z.object({ properties: z.object({ securityRules: z.array(SecurityRule) }) }),
  // Default rules follow all others and let nothing of the internet in.
  // https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
  evaluate({ properties: { securityRules } }, { parameters }: { readonly parameters: Parameters }) {
    return judgeExposure(parameters.ports, (port, transport) => openingsOf(securityRules, port, transport));
  },
});
