// Cases of the check that platform services are closed to the internet: services of Azure with rules below them.
import type { Case, Cases } from "../../cases.ts";
import { INTERNET, rules, service, switchOf, unread } from "./azure-service.ts";

const namespace = (): Case[] => [
  ...switchOf("namespace").map((each) => ({ ...each, related: rules({}) })),
  {
    name: "no public network, and its rules were not read",
    slice: service({ publicNetworkAccess: "Disabled" }),
    related: { rules: unread },
    expect: "pass",
  },
  {
    name: "no public network, by its rules",
    slice: service({ publicNetworkAccess: null }),
    related: rules({ PublicNetworkAccess: "Disabled" }),
    expect: "pass",
  },
  // https://learn.microsoft.com/en-us/rest/api/servicebus/controlplane-stable/namespaces/get-network-rule-set: the example denies
  {
    name: "a default that denies, and two addresses",
    slice: service(),
    related: rules({
      DefaultAction: "Deny",
      TrustedServices: false,
      VirtualNetworkRuleCount: 0,
      Rules: [{ ipMask: "1.1.1.1" }, { ipMask: "1.1.1.2" }],
    }),
    expect: "pass",
    because: `the firewall of the namespace does not let in ${INTERNET}`,
    facts: {
      defaultAction: "Deny",
      networkCount: 2,
      networks: ["1.1.1.1", "1.1.1.2"],
      publicNetworkAccess: "Enabled",
      trustedServices: false,
      virtualNetworkRuleCount: 0,
    },
  },
  // https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-ip-filtering: "All networks" is the default
  {
    name: "a default that allows",
    slice: service(),
    related: rules({ DefaultAction: "Allow" }),
    expect: "fail",
    because: "the namespace answers every public network",
  },
  // https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-ip-filtering: without a rule everybody is let in
  {
    name: "a default that denies, and no rule at all",
    slice: service(),
    related: rules({ DefaultAction: "Deny", VirtualNetworkRuleCount: 0 }),
    expect: "fail",
    because: "the namespace answers every public network",
  },
  {
    name: "a default that denies, no rule, and no public network",
    slice: service({ publicNetworkAccess: "Disabled" }),
    related: rules({ DefaultAction: "Deny", VirtualNetworkRuleCount: 0 }),
    expect: "pass",
  },
  {
    name: "a default that denies, and a subnet",
    slice: service(),
    related: rules({ DefaultAction: "Deny", VirtualNetworkRuleCount: 1 }),
    expect: "pass",
  },
  {
    name: "a default that denies, and subnets that were not counted",
    slice: service(),
    related: rules({ DefaultAction: "Deny" }),
    expect: "indeterminate",
    problem: "not-in-answer",
  },
  { name: "no default", slice: service({ publicNetworkAccess: null }), related: rules({}), expect: "fail" },
  {
    name: "everybody, by an address",
    slice: service(),
    related: rules({ DefaultAction: "Deny", Rules: [{ ipMask: "0.0.0.0/0" }] }),
    expect: "fail",
  },
  {
    name: "an address that can't be read",
    slice: service(),
    related: rules({ DefaultAction: "Deny", Rules: [{ ipMask: "" }] }),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "services that Azure trusts, which the company does not allow",
    slice: service(),
    related: rules({ DefaultAction: "Deny", TrustedServices: true }),
    parameters: { allowTrustedServices: false },
    expect: "fail",
  },
  {
    name: "its rules were not read",
    slice: service(),
    related: { rules: unread },
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "its rules are not there",
    slice: service(),
    related: { rules: { rows: [] } },
    expect: "indeterminate",
    problem: "not-seen",
  },
  {
    name: "its rules were not read, where no public endpoint is allowed",
    slice: service(),
    related: { rules: unread },
    parameters: { allowPublicEndpoint: false },
    expect: "fail",
  },
];

export const cases: Cases = {
  "azure microsoft.servicebus/namespaces": { cases: namespace() },
  "azure microsoft.eventhub/namespaces": { cases: namespace() },
  "azure microsoft.cache/redis": {
    cases: [
      ...switchOf("cache").map((each) => ({ ...each, related: rules({}) })),
      // https://learn.microsoft.com/en-us/azure/azure-cache-for-redis/cache-network-isolation: without rules every address connects
      {
        name: "no rule",
        slice: service({ publicNetworkAccess: null }),
        related: rules({}),
        expect: "fail",
        because: "the cache answers every public network",
      },
      // https://learn.microsoft.com/en-us/rest/api/redis/firewall-rules/list: the example has rules of a few addresses
      {
        name: "a few addresses",
        slice: service(),
        related: rules({ Rules: [{ startIpAddress: "192.168.1.1", endIpAddress: "192.168.1.4" }] }),
        expect: "pass",
      },
      {
        name: "all addresses",
        slice: service(),
        related: rules({ Rules: [{ startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" }] }),
        expect: "fail",
      },
      // https://learn.microsoft.com/en-us/rest/api/redis/redis/get: a cache in a subnet has no public endpoint
      {
        name: "in a virtual network",
        slice: service({ subnetId: "/subscriptions/x/subnets/caches" }),
        related: rules({}),
        expect: "pass",
        because: "the cache lies in a virtual network, and has no public endpoint (subnetId)",
      },
      {
        name: "its rules were not read",
        slice: service(),
        related: { rules: unread },
        expect: "indeterminate",
        problem: "denied",
      },
    ],
  },
};
