// Rules of firewall policies of Google Cloud: conditions one by one, and what of each can be told.
import { describe, expect, test } from "vitest";
import { firewallOpenings, type FirewallRule } from "../../../../../checks/engines/reachability/gcp/firewall-rule.ts";
import {
  decidersOf,
  gateOf,
  isOrderUnknown,
  policyOpenings,
  type NetworkPolicies,
  type Reading,
} from "../../../../../checks/engines/reachability/gcp/network-policies.ts";
import { chainsOf } from "../../../../../checks/engines/reachability/gcp/policy-order.ts";
import type { PolicyRule } from "../../../../../checks/engines/reachability/gcp/policy-rule.ts";
import { rangeOf } from "../../../../../checks/engines/reachability/address-range.ts";
import { admitted, BLOCKS } from "../small-world.ts";

const NETWORK = "https://www.googleapis.com/compute/v1/projects/acme/global/networks/prod";
const ANYWHERE = { srcIpRanges: ["0.0.0.0/0"] };
const ALL = [{ ipProtocol: "all" }];

type Match = NonNullable<PolicyRule["match"]>;
const rule = (
  priority: number,
  action: string,
  match: Match = ANYWHERE,
  more: Partial<PolicyRule> = {},
): PolicyRule => ({
  priority,
  action,
  match: { layer4Configs: ALL, ...match },
  ...more,
});
const policies = (...of: readonly (readonly [type: string, ...rules: PolicyRule[]])[]): NetworkPolicies => ({
  Network: NETWORK,
  Policies: of.map(([type, ...rules], at) => ({ Id: `${at}`, type, name: `${at}`, rules })),
  Regions: [{ Region: "europe-west4", Policies: of.map((_, at) => `${at}`) }],
});

/** Who gets in by policies: everyone or nobody, for certain; `maybe` where it can't be told. */
function open(network: NetworkPolicies, rules: readonly FirewallRule[] = []): string {
  return told((reading) => admitted(policyOpenings(network, rules, 22, "tcp", reading)));
}

/** Who gets in by a rule of the network that lets everyone in. */
function openRule(
  network: NetworkPolicies,
  denies: readonly FirewallRule[] = [],
  more: Partial<FirewallRule> = {},
): string {
  const allow = { name: "ssh", network: NETWORK, allowed: [{ IPProtocol: "tcp", ports: ["22"] }], ...more };
  return told((reading) => admitted(firewallOpenings(allow, denies, 22, "tcp", gateOf(network, reading))));
}

function told(by: (reading: Reading) => readonly number[]): string {
  const [sure, may] = [by("sure").length, by("may").length];
  return sure === BLOCKS.length ? "everyone" : may === 0 ? "nobody" : "maybe";
}

describe("a rule that allows", () => {
  test.each<readonly [string, Match, Partial<PolicyRule>, string]>([
    ["from anywhere", ANYWHERE, {}, "everyone"],
    ["from the internet by its context", { srcNetworkContext: "INTERNET", ...ANYWHERE }, {}, "everyone"],
    ["from the internet by its type, and no range", { srcNetworkType: "INTERNET" }, {}, "everyone"],
    ["from elsewhere than the internet", { srcNetworkContext: "NON_INTERNET", ...ANYWHERE }, {}, "nobody"],
    ["from other networks", { srcNetworkType: "VPC_NETWORKS" }, {}, "nobody"],
    [
      "from other networks by its type alone",
      { srcNetworkContext: "UNSPECIFIED", srcNetworkType: "VPC_NETWORKS", ...ANYWHERE },
      {},
      "nobody",
    ],
    ["from the internet by its type alone", { srcNetworkContext: "", srcNetworkType: "INTERNET" }, {}, "everyone"],
    ["from a context that is not known", { srcNetworkContext: "ORBIT" }, {}, "maybe"],
    ["from no source", {}, {}, "everyone"],
    ["from a name", { srcFqdns: ["partner.example"] }, {}, "maybe"],
    ["from a place", { srcRegionCodes: ["NL"] }, {}, "maybe"],
    ["from a list of addresses", { srcThreatIntelligences: ["iplist-known-malicious-ips"] }, {}, "maybe"],
    [
      "from a group of addresses",
      { srcAddressGroups: ["projects/acme/locations/global/addressGroups/office"] },
      {},
      "maybe",
    ],
    ["from a place, and from anywhere", { ...ANYWHERE, srcRegionCodes: ["NL"] }, {}, "maybe"],
    ["from machines with a tag", { srcSecureTags: [{ name: "tagValues/1" }] }, {}, "nobody"],
    [
      "from machines with a tag, and from anywhere",
      { ...ANYWHERE, srcSecureTags: [{ name: "tagValues/1" }] },
      {},
      "maybe",
    ],
    ["from a text that is no range", { srcIpRanges: ["0/0"] }, {}, "maybe"],
    [
      "to machines with a tag",
      ANYWHERE,
      { targetSecureTags: [{ name: "tagValues/1", state: "EFFECTIVE" }] },
      "everyone",
    ],
    [
      "to machines with a tag that is not in effect",
      ANYWHERE,
      { targetSecureTags: [{ name: "tagValues/1", state: "INEFFECTIVE" }] },
      "nobody",
    ],
    [
      "to machines of an account",
      ANYWHERE,
      { targetServiceAccounts: ["web@acme.iam.gserviceaccount.com"] },
      "everyone",
    ],
    ["in this network", ANYWHERE, { targetResources: [NETWORK] }, "everyone"],
    ["in another network", ANYWHERE, { targetResources: [`${NETWORK}-other`] }, "nobody"],
    [
      "in a network of a project by its number",
      ANYWHERE,
      { targetResources: [NETWORK.replace("acme", "481516234201")] },
      "maybe",
    ],
    [
      "in another network of a project by its number",
      ANYWHERE,
      { targetResources: [`${NETWORK.replace("acme", "481516234201")}-other`] },
      "nobody",
    ],
    ["to some addresses", { ...ANYWHERE, destIpRanges: ["10.0.0.0/24"] }, {}, "everyone"],
    ["to a destination that inbound rules don't have", { ...ANYWHERE, destFqdns: ["db.example"] }, {}, "maybe"],
    ["to proxies of load balancers", ANYWHERE, { targetType: "INTERNAL_MANAGED_LB" }, "nobody"],
    ["to a kind of target that is not known", ANYWHERE, { targetType: "SATELLITES" }, "maybe"],
    ["another port", { ...ANYWHERE, layer4Configs: [{ ipProtocol: "tcp", ports: ["443"] }] }, {}, "nobody"],
    ["no protocol", { ...ANYWHERE, layer4Configs: [] }, {}, "maybe"],
    ["a protocol that is none", { ...ANYWHERE, layer4Configs: [{ ipProtocol: "everything" }] }, {}, "maybe"],
    [
      "ports the other way round",
      { ...ANYWHERE, layer4Configs: [{ ipProtocol: "tcp", ports: ["30-20"] }] },
      {},
      "maybe",
    ],
    ["while it is disabled", ANYWHERE, { disabled: true }, "nobody"],
    ["what goes out", ANYWHERE, { direction: "EGRESS" }, "nobody"],
  ])("%s", (_, match, more, expected) => {
    expect(open(policies(["NETWORK", rule(1, "allow", match, more)]))).toBe(expected);
  });
});

describe("a rule before it that", () => {
  const after = (...before: PolicyRule[]) => policies(["HIERARCHY", ...before]);
  test.each<readonly [string, readonly PolicyRule[], string]>([
    ["denies everyone", [rule(1, "deny")], "nobody"],
    ["denies a place", [rule(1, "deny", { srcRegionCodes: ["NL"] })], "maybe"],
    ["hands traffic to an inspection", [rule(1, "apply_security_profile_group")], "nobody"],
    ["does what is not known", [rule(1, "mirror")], "maybe"],
    ["hands traffic on before a deny", [rule(1, "goto_next"), rule(2, "deny")], "everyone"],
    [
      "hands traffic of a place on before a deny",
      [rule(1, "goto_next", { srcRegionCodes: ["NL"] }), rule(2, "deny")],
      "maybe",
    ],
    [
      "hands traffic to some machines on",
      [rule(1, "goto_next", ANYWHERE, { targetSecureTags: [{ name: "tagValues/1" }] }), rule(2, "deny")],
      "everyone",
    ],
    [
      "denies to some machines",
      [rule(1, "deny", ANYWHERE, { targetSecureTags: [{ name: "tagValues/1" }] })],
      "everyone",
    ],
    ["denies in another network", [rule(1, "deny", ANYWHERE, { targetResources: [`${NETWORK}-other`] })], "everyone"],
    ["denies to some addresses", [rule(1, "deny", { ...ANYWHERE, destIpRanges: ["10.0.0.0/24"] })], "everyone"],
    ["denies to all addresses", [rule(1, "deny", { ...ANYWHERE, destIpRanges: ["0.0.0.0/0"] })], "nobody"],
    [
      "hands traffic to some addresses on",
      [rule(1, "goto_next", { ...ANYWHERE, destIpRanges: ["10.0.0.0/24"] }), rule(2, "deny")],
      "everyone",
    ],
  ])("%s: what the rules of the network let in", (_, rules, expected) => {
    expect(openRule(after(...rules))).toBe(expected);
  });

  test("lets the inspection decide: what policies let in", () => {
    expect(open(after(rule(1, "apply_security_profile_group")))).toBe("maybe");
    expect(
      decidersOf(
        after(rule(1, "Deny")),
        [rangeOf("0.0.0.0/0")!],
        { tags: new Set(), account: null, at: [], secureTags: new Set() },
        22,
        "tcp",
      ),
    ).toEqual([{ policy: "0", priority: 1, action: "deny" }]);
  });

  test("hands an account on, whose traffic a rule of the network denies", () => {
    const account = "web@acme.iam.gserviceaccount.com";
    const gates = after(rule(1, "goto_next", ANYWHERE, { targetServiceAccounts: [account] }), rule(2, "deny"));
    const deny = {
      name: "no-web",
      network: NETWORK,
      priority: 1,
      denied: [{ IPProtocol: "all" }],
      targetServiceAccounts: [account],
    };
    expect([openRule(gates), openRule(gates, [deny])]).toEqual(["everyone", "nobody"]);
  });

  test("hands a part of the addresses of the machines on", () => {
    const gates = after(rule(1, "goto_next", { ...ANYWHERE, destIpRanges: ["10.0.0.0/25"] }), rule(2, "deny"));
    expect(openRule(gates, [], { destinationRanges: ["10.0.0.0/24"] })).toBe("everyone");
    expect(openRule(gates, [], { destinationRanges: ["10.1.0.0/24"] })).toBe("nobody");
  });

  test("hands machines of more tags on than are asked about", () => {
    const tags = Array.from({ length: 7 }, (_, at) => ({ name: `tagValues/${at}` }));
    expect(openRule(after(rule(1, "goto_next", ANYWHERE, { targetSecureTags: tags }), rule(2, "deny")))).toBe("maybe");
    const network = policies(
      ["HIERARCHY", rule(1, "goto_next", ANYWHERE, { targetSecureTags: tags }), rule(2, "deny")],
      ["NETWORK", rule(1, "allow")],
    );
    expect(open(network)).toBe("maybe");
  });
});

describe("the order", () => {
  const denied = rule(1, "deny");
  const classicDeny = { name: "deny", network: NETWORK, priority: 1, denied: [{ IPProtocol: "all" }] };

  test("of policies of a network after its rules, which are the default, and before them", () => {
    const network = policies(["NETWORK", rule(1, "allow")]);
    expect([open(network), open(network, [classicDeny])]).toEqual(["everyone", "nobody"]);
    expect(open({ ...network, EnforcementOrder: "BEFORE_CLASSIC_FIREWALL" }, [classicDeny])).toBe("everyone");
    const closed = policies(["NETWORK", denied]);
    expect(openRule(closed)).toBe("everyone");
    expect(openRule({ ...closed, EnforcementOrder: "BEFORE_CLASSIC_FIREWALL" })).toBe("nobody");
  });

  test("of hierarchical policies is not told, and counts only where it makes a difference", () => {
    expect(open(policies(["HIERARCHY", denied], ["HIERARCHY", rule(1, "allow")]))).toBe("maybe");
    expect(open(policies(["HIERARCHY", denied], ["HIERARCHY", rule(1, "goto_next")]))).toBe("nobody");
    expect(open(policies(["HIERARCHY", rule(1, "allow")], ["HIERARCHY", rule(1, "goto_next")]))).toBe("everyone");
  });

  test("of policies of one type is that of their associations", () => {
    const [first, second] = [denied, rule(1, "allow")].map((one, at) => ({
      Id: `${at}`,
      type: "NETWORK",
      name: `${at}`,
      priority: at,
      rules: [one],
    }));
    const chains = chainsOf([second!, first!], null);
    expect(chains?.map(({ after }) => after.map(({ name }) => name))).toEqual([["0", "1"]]);
  });

  test.each([
    ["a type of policy that is not known", policies(["ORBITAL", denied])],
    ["an order that is not known", { ...policies(["NETWORK", denied]), EnforcementOrder: "SOMETIMES" }],
    [
      "more policies than are tried in each order",
      policies(...Array.from({ length: 5 }, () => ["HIERARCHY", denied] as const)),
    ],
    ["a policy that the answer lacks", { ...policies(["NETWORK", denied]), Regions: [{ Policies: ["3"] }] }],
  ])("%s: nobody can say", (_, network) => {
    expect([isOrderUnknown(network), openRule(network)]).toEqual([true, "maybe"]);
  });
});

test("a policy of a region opens what it opens there", () => {
  const network = {
    ...policies([
      "NETWORK_REGIONAL",
      rule(7, "allow", { ...ANYWHERE, layer4Configs: [{ ipProtocol: "TCP", ports: ["22"] }] }),
    ]),
    Regions: [
      { Region: "europe-west3", Policies: [] },
      { Region: "europe-west4", Policies: ["0"] },
    ],
  };
  expect(policyOpenings(network, [], 22, "tcp", "sure").map(({ shown }) => shown)).toEqual([
    {
      policy: "0",
      priority: 7,
      action: "allow",
      protocol: "tcp",
      ports: ["22"],
      sources: ["0.0.0.0/0"],
      regions: ["europe-west4"],
    },
  ]);
  expect(
    openRule({ ...policies(["HIERARCHY", rule(1, "deny")]), Regions: [{ Policies: ["0"] }, { Policies: [] }] }),
  ).toBe("everyone");
});
