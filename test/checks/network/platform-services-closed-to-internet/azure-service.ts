// Makes services of Azure for cases, and the cases that all of them have alike.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Members, RelatedRows } from "../../cases.ts";

const ID = "/subscriptions/866765b8-6ae3-41d9-84ca-d1d83cb78c73/resourceGroups/shop/providers/Microsoft.X/things/Data";

export const service = (properties: Members = {}, more: Members = {}): Json => ({
  id: ID,
  ...more,
  properties: { provisioningState: "Succeeded", publicNetworkAccess: "Enabled", ...properties },
});

export const rules = (row: Members): { rules: RelatedRows } => ({
  rules: { rows: [{ Service: ID.toLowerCase(), Rules: [], ...row }] },
});
export const unread: RelatedRows = { rows: [], complete: false, problem: { code: "denied", detail: "an action" } };

/** The words by which a pass or a fail ends where addresses decide. */
export const INTERNET = "the internet (a range wider than an IPv4 /8 or IPv6 /32)";

/** The switch of a service, whatever its firewall says. */
export const switchOf = (what: string): Case[] => [
  {
    name: "no public network",
    slice: service({ publicNetworkAccess: "Disabled" }),
    expect: "pass",
    because: `no public network reaches the ${what} (publicNetworkAccess)`,
    facts: { publicNetworkAccess: "Disabled" },
  },
  {
    name: "no public network, in another spelling",
    slice: service({ publicNetworkAccess: "disabled" }),
    expect: "pass",
  },
  {
    name: "a network security perimeter",
    slice: service({ publicNetworkAccess: "SecuredByPerimeter" }),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "another word for public networks",
    slice: service({ publicNetworkAccess: "Sometimes" }),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "being deleted",
    slice: service({ provisioningState: "Deleting" }),
    expect: "not-applicable",
    because: `the ${what} is being deleted (provisioningState)`,
  },
];
