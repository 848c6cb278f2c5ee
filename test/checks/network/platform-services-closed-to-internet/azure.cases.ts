// Cases of the check that platform services are closed to the internet: services of Azure with a firewall of their own.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";
import { INTERNET, service, switchOf } from "./azure-service.ts";

const set = (defaultAction: Json, values: readonly string[] = [], more: Members = {}): Json => ({
  bypass: "AzureServices",
  defaultAction,
  ipRules: values.map((value) => ({ value, action: "Allow" })),
  virtualNetworkRules: [],
  ...more,
});

/** A firewall with a default action in `member`; `more`: members of the resource that it needs. */
function ruleSetCases(what: string, member: string, more: Members = {}): Case[] {
  const one = (value: Json, properties: Members = {}): Json => service({ [member]: value, ...properties }, more);
  return [
    {
      name: "the firewall lets everybody in",
      slice: one(set("Allow")),
      expect: "fail",
      because: `the ${what} answers every public network`,
    },
    { name: "no firewall", slice: one(null), expect: "fail" },
    { name: "a firewall without a default action", slice: one({}), expect: "fail" },
    {
      name: "one office",
      slice: one(set("Deny", ["198.51.100.0/24"])),
      expect: "pass",
      because: `the firewall of the ${what} does not let in ${INTERNET}`,
    },
    { name: "nobody but subnets", slice: one(set("Deny")), expect: "pass" },
    {
      name: "half the internet",
      slice: one(set("Deny", ["0.0.0.0/1"])),
      expect: "fail",
      because: `the firewall of the ${what} lets in ${INTERNET}`,
    },
    {
      name: "one office, where no public endpoint is allowed",
      slice: one(set("Deny", ["198.51.100.0/24"])),
      parameters: { allowPublicEndpoint: false },
      expect: "fail",
      because: `the ${what} has a public endpoint`,
    },
    {
      name: "an address that can't be read",
      slice: one(set("Deny", ["office"])),
      expect: "indeterminate",
      problem: "unexpected-shape",
    },
    { name: "another action", slice: one(set("Ask")), expect: "indeterminate", problem: "unexpected-shape" },
  ];
}

const trusting: Case = {
  name: "services that Azure trusts, which the company does not allow",
  slice: service({ networkAcls: set("Deny") }),
  parameters: { allowTrustedServices: false },
  expect: "fail",
};
const notTrusting: Case = {
  name: "no service that Azure trusts",
  slice: service({ networkAcls: set("Deny", [], { bypass: "None" }) }),
  parameters: { allowTrustedServices: false },
  expect: "pass",
};

/** A service with networkAcls, where a company lets in no service that Azure trusts; `unset`: the outcome where nobody set bypass. */
const unsetTrust = (unset: Case["expect"]): Case => ({
  name: "nobody set whether services that Azure trusts are let in, which the company does not allow",
  slice: service({ networkAcls: set("Deny", [], { bypass: null }) }),
  parameters: { allowTrustedServices: false },
  expect: unset,
});
const closedTo = (what: string): Case[] =>
  (
    [
      ["AzureServices", "fail", true],
      [null, "fail", true],
      ["None", "pass", false],
    ] as const
  ).map(([bypass, expect, trustedServices]) => ({
    name: `no public network, where bypass is ${bypass}`,
    slice: service({ publicNetworkAccess: "Disabled", networkAcls: set("Deny", [], { bypass }) }),
    parameters: { allowTrustedServices: false },
    expect,
    because: trustedServices
      ? `the ${what} lets in services that Azure trusts, though no public network (publicNetworkAccess)`
      : `no public network reaches the ${what} (publicNetworkAccess)`,
    facts: { publicNetworkAccess: "Disabled", trustedServices },
  }));

/** Nobody set the switch, and the service answers then. */
const answers = (properties: Members, more: Members = {}): Case => ({
  name: "the switch was never set",
  slice: service({ ...properties, publicNetworkAccess: null }, more),
  expect: "fail",
});

const premium = { sku: { name: "Premium", tier: "Premium" } };

export const cases: Cases = {
  "azure microsoft.storage/storageaccounts": {
    cases: [
      ...switchOf("storage account"),
      ...ruleSetCases("storage account", "networkAcls"),
      // https://learn.microsoft.com/en-us/rest/api/storagerp/storage-accounts/get-properties: the answer of the example has no switch
      answers({ networkAcls: set("Allow") }),
      // https://learn.microsoft.com/en-us/azure/storage/common/storage-network-security-set-default-access: default Deny
      {
        name: "the switch was never set, and the firewall denies",
        slice: service({ networkAcls: set("Deny", ["198.51.100.7"]), publicNetworkAccess: null }),
        expect: "pass",
        facts: {
          defaultAction: "Deny",
          networkCount: 1,
          networks: ["198.51.100.7"],
          publicNetworkAccess: null,
          trustedServices: true,
        },
      },
      // https://learn.microsoft.com/en-us/azure/storage/common/storage-network-security-ip-address-range
      {
        name: "a range with everybody of IPv6",
        slice: service({ networkAcls: set("Deny", [], { ipv6Rules: [{ value: "::/0", action: "Allow" }] }) }),
        expect: "fail",
      },
      trusting,
      unsetTrust("fail"),
      ...closedTo("storage account"),
      notTrusting,
    ],
  },
  "azure microsoft.keyvault/vaults": {
    cases: [
      ...switchOf("key vault"),
      ...ruleSetCases("key vault", "networkAcls"),
      // https://learn.microsoft.com/en-us/rest/api/keyvault/keyvault/vaults/get: the answer of the example has neither switch nor rules
      answers({}),
      trusting,
      unsetTrust("fail"),
      ...closedTo("key vault"),
    ],
  },
  "azure microsoft.containerregistry/registries": {
    cases: [
      ...switchOf("registry"),
      ...ruleSetCases("registry", "networkRuleSet", premium),
      answers({ networkRuleSet: set("Allow") }, premium),
      // https://learn.microsoft.com/en-us/azure/container-registry/container-registry-access-selected-networks: Premium alone
      {
        name: "a registry without the tier Premium, which has no firewall",
        slice: service({ networkRuleSet: null }, { sku: { name: "Standard" } }),
        expect: "fail",
        because: "the registry answers every public network",
        facts: { openTo: ["*"], publicNetworkAccess: "Enabled", sku: "Standard", trustedServices: null },
      },
      {
        name: "no word on the tier",
        slice: service({ networkRuleSet: set("Deny") }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "services that Azure trusts, which the company does not allow",
        slice: service({ networkRuleSet: set("Deny"), networkRuleBypassOptions: "AzureServices" }, premium),
        parameters: { allowTrustedServices: false },
        expect: "fail",
      },
      // https://learn.microsoft.com/en-us/azure/container-registry/allow-access-trusted-services
      ...(
        [
          ["AzureServices", "fail"],
          ["None", "pass"],
          [null, "indeterminate"],
        ] as const
      ).map(([networkRuleBypassOptions, expect]) => ({
        name: `no public network, where networkRuleBypassOptions is ${networkRuleBypassOptions}`,
        slice: service({ publicNetworkAccess: "Disabled", networkRuleBypassOptions }, premium),
        parameters: { allowTrustedServices: false },
        expect,
      })),
    ],
  },
  "azure microsoft.cognitiveservices/accounts": {
    cases: [
      ...switchOf("account"),
      ...ruleSetCases("account", "networkAcls"),
      unsetTrust("indeterminate"),
      {
        name: "the switch was never set, and the firewall lets everybody in",
        slice: service({ publicNetworkAccess: null, networkAcls: set("Allow") }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "the switch was never set, and the firewall denies",
        slice: service({ publicNetworkAccess: null, networkAcls: set("Deny") }),
        expect: "pass",
      },
    ],
  },
  "azure microsoft.search/searchservices": {
    cases: [
      ...switchOf("search service"),
      // https://learn.microsoft.com/en-us/rest/api/searchmanagement/services/get: the answer of the example has a list without an entry
      {
        name: "a list without an entry",
        slice: service({ publicNetworkAccess: "enabled", networkRuleSet: { ipRules: [], bypass: "None" } }),
        expect: "fail",
        because: "the search service answers every public network",
      },
      { name: "no list", slice: service({ networkRuleSet: null }), expect: "fail" },
      answers({ networkRuleSet: { ipRules: [] } }),
      {
        name: "one office",
        slice: service({ networkRuleSet: { ipRules: [{ value: "198.51.100.0/24" }] } }),
        expect: "pass",
      },
      {
        name: "both halves of the internet",
        slice: service({ networkRuleSet: { ipRules: [{ value: "0.0.0.0/1" }, { value: "128.0.0.0/1" }] } }),
        expect: "fail",
      },
    ],
  },
};
