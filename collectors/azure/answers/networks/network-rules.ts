// Reads the firewalls that namespaces of Service Bus and Event Hubs, and caches of Redis, have below them.
import { z } from "zod";
import { armList, type ArmChild } from "../arm-child.ts";

const RuleSet = z.object({
  properties: z.object({
    publicNetworkAccess: z.string().nullish(),
    defaultAction: z.string().nullish(),
    trustedServiceAccessEnabled: z.boolean().nullish(),
    ipRules: z.array(z.object({ ipMask: z.string().nullish() })).nullish(),
    virtualNetworkRules: z.array(z.unknown()).nullish(),
  }),
});

/**
 * https://learn.microsoft.com/en-us/rest/api/servicebus/controlplane-stable/namespaces/get-network-rule-set and
 * https://learn.microsoft.com/en-us/rest/api/eventhub/network-rule-sets/get-network-rule-set
 */
const ofNamespace = (slug: string, type: string, provider: string): ArmChild => ({
  slug,
  type,
  action: `${provider}/namespaces/networkRuleSets/read`,
  subject: { type: `${provider.toLowerCase()}/namespaces` },
  path: "/networkRuleSets/default",
  apiVersion: "2024-01-01",
  body(answer, subject) {
    const parsed = RuleSet.safeParse(answer);
    if (!parsed.success) return undefined;
    const { ipRules, virtualNetworkRules, ...told } = parsed.data.properties;
    const { publicNetworkAccess, defaultAction, trustedServiceAccessEnabled } = told;
    return {
      Service: subject,
      ...(publicNetworkAccess ? { PublicNetworkAccess: publicNetworkAccess } : {}),
      ...(defaultAction ? { DefaultAction: defaultAction } : {}),
      ...(trustedServiceAccessEnabled == null ? {} : { TrustedServices: trustedServiceAccessEnabled }),
      VirtualNetworkRuleCount: virtualNetworkRules?.length ?? 0,
      Rules: (ipRules ?? []).map(({ ipMask }) => ({ ipMask: ipMask ?? "" })),
    };
  },
});

export const SERVICE_BUS_NETWORK_RULES = ofNamespace(
  "service-bus-network-rules",
  "Tidemark::ServiceBus::NetworkRules",
  "Microsoft.ServiceBus",
);

export const EVENT_HUB_NETWORK_RULES = ofNamespace(
  "event-hub-network-rules",
  "Tidemark::EventHub::NetworkRules",
  "Microsoft.EventHub",
);

/** https://learn.microsoft.com/en-us/rest/api/redis/firewall-rules/list. Names of rules say whose address one is, and stay here. */
const RedisRules = armList(
  z.object({ properties: z.object({ startIP: z.string().nullish(), endIP: z.string().nullish() }) }),
);

export const REDIS_FIREWALL_RULES: ArmChild = {
  slug: "redis-firewall-rules",
  type: "Tidemark::Redis::FirewallRules",
  action: "Microsoft.Cache/redis/firewallRules/read",
  subject: { type: "microsoft.cache/redis" },
  path: "/firewallRules",
  apiVersion: "2024-03-01",
  body(answer, subject) {
    const parsed = RedisRules.safeParse(answer);
    if (!parsed.success) return undefined;
    const rules = parsed.data.value.map(({ properties: { startIP, endIP } }) => ({
      startIpAddress: startIP ?? "",
      endIpAddress: endIP ?? "",
    }));
    return { Service: subject, Rules: rules.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
  },
};
