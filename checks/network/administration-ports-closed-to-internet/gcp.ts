// VPC firewall rules: each is a resource of its own and judged alone.
import { z } from "zod";
import { defineEvaluator, notApplicable } from "../../kernel.ts";
import { rangeOf } from "../internet-ranges.ts";
import { carries, hasPort, judgeExposure, listed } from "./exposure.ts";
import type { Parameters } from "./parameters.ts";

const Allowed = z.object({
  IPProtocol: z.string(),
  /** Missing: all ports. */
  ports: z.array(z.string().regex(/^\d+(-\d+)?$/)).optional(),
});

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "compute.googleapis.com/Firewall",
  global: true,
  // https://docs.cloud.google.com/compute/docs/reference/rest/v1/firewalls
  reads: z.object({
    direction: z.enum(["EGRESS", "INGRESS"]).optional(),
    disabled: z.boolean().optional(),
    allowed: z.array(Allowed).optional(),
    sourceRanges: z.array(z.string().regex(/^[0-9A-Fa-f:.]+(\/\d{1,3})?$/)).optional(),
    sourceTags: z.array(z.string()).optional(),
    sourceServiceAccounts: z.array(z.string()).optional(),
  }),
  evaluate(rule, { parameters }: { readonly parameters: Parameters }) {
    const { direction = "INGRESS", disabled = false, allowed = [], sourceTags = [], sourceServiceAccounts = [] } = rule;
    if (direction === "EGRESS") return notApplicable("the rule is about outgoing traffic");
    if (disabled) return notApplicable("the rule is disabled");
    if (allowed.length === 0) return notApplicable("the rule allows nothing");
    // Tags and service accounts add to the ranges, they do not narrow them; a rule with no source at all is for any.
    // https://docs.cloud.google.com/firewall/docs/firewalls
    const isAny = (rule.sourceRanges ?? []).length + sourceTags.length + sourceServiceAccounts.length === 0;
    const sources = isAny ? ["0.0.0.0/0"] : (rule.sourceRanges ?? []);
    const from = sources.flatMap((source) => rangeOf(source) ?? []);
    return judgeExposure(parameters.ports, (port, transport) =>
      allowed
        .filter(({ IPProtocol }) => carries(IPProtocol, transport))
        .filter(({ ports }) => ports === undefined || ports.some((range) => hasPort(range, port)))
        .map(({ IPProtocol, ports = ["*"] }) => ({
          shown: { protocol: IPProtocol.toLowerCase(), ports: listed(ports), sources: listed(sources) },
          from,
        })),
    );
  },
});
