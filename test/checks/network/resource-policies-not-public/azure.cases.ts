// Cases of the check that policies on resources are not public: container registries.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const registry = (properties: Members, name = "Premium"): Json => ({
  id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/shop",
  sku: { name, tier: name },
  properties: { adminUserEnabled: false, ...properties },
});
const open: Members = { anonymousPullEnabled: true, publicNetworkAccess: "Enabled" };
const behind = (...blocks: readonly string[]): Json =>
  registry({
    ...open,
    networkRuleSet: { defaultAction: "Deny", ipRules: blocks.map((value) => ({ action: "Allow", value })) },
  });

export const cases: Cases = {
  "azure microsoft.containerregistry/registries": {
    cases: [
      // https://learn.microsoft.com/en-us/azure/container-registry/anonymous-pull-access
      {
        name: "anonymous pull is off, as it is by default",
        slice: registry({ anonymousPullEnabled: false }),
        expect: "pass",
        basis: "configured",
        facts: { anonymousPullEnabled: false },
      },
      {
        name: "anonymous pull is on",
        slice: registry(open),
        expect: "fail",
        because: "anybody may pull from the registry without signing in (anonymousPullEnabled)",
        facts: { anonymousPullEnabled: true },
      },
      {
        name: "a registry of the Basic tier, which can't have it",
        slice: registry({}, "Basic"),
        expect: "pass",
        basis: "provider",
      },
      {
        name: "a registry of the Basic tier whose answer says that it is on",
        slice: registry(open, "Basic"),
        expect: "fail",
      },
      { name: "an answer that does not say", slice: registry({}), expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "null, which does not say either",
        slice: registry({ anonymousPullEnabled: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      // https://learn.microsoft.com/en-us/azure/container-registry/container-registry-private-link
      {
        name: "on, and only private endpoints reach the registry",
        slice: registry({ ...open, publicNetworkAccess: "Disabled" }),
        expect: "pass",
      },
      // https://learn.microsoft.com/en-us/azure/container-registry/container-registry-access-selected-networks
      { name: "on, and the firewall lets in one network", slice: behind("198.51.100.0/24"), expect: "pass" },
      { name: "on, and the firewall lets in nobody", slice: behind(), expect: "pass" },
      {
        name: "on, and the firewall lets in the internet in halves",
        slice: behind("0.0.0.0/1", "128.0.0.0/1"),
        expect: "fail",
      },
      {
        name: "on, and the firewall has an entry that is no address",
        slice: behind("office"),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "on, with a switch that nobody knows",
        slice: registry({ ...open, publicNetworkAccess: "SecuredByPerimeter" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
