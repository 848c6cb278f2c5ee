// Every documented rule set gets its documented answer, and those that single groups can't answer are marked.
import { describe, expect, test } from "vitest";
import { rangeOf } from "../../../../../checks/engines/reachability/address-range.ts";
import { inboundAdminRules } from "../../../../../checks/engines/reachability/azure/admin-rule.ts";
import { wayExposure, type Guard, type Way } from "../../../../../checks/engines/reachability/azure/interface.ts";
import {
  inboundRules,
  securityRuleExposure,
  type SecurityRule,
} from "../../../../../checks/engines/reachability/azure/security-rule.ts";
import { BOUND } from "../../bound.ts";
import { EXAMPLES_OF_GROUPS } from "./documented-groups.ts";
import { EXAMPLES_BEFORE_GROUPS } from "./documented-managers.ts";
import type { Example } from "./documented-rules.ts";

const groupOf = (rules: readonly SecurityRule[] | undefined) =>
  rules === undefined ? null : inboundRules(rules, "nsg");

function isReached({ admin, subnet, own, isBasic, address, groups, only, traffic }: Example): boolean | "unknown" {
  const guard: Guard = { admin: inboundAdminRules(admin ?? []), subnet: groupOf(subnet), own: groupOf(own) };
  const way: Way = {
    family: "ipv4",
    address: rangeOf(address ?? "10.0.0.4"),
    groups: new Set((groups ?? []).map((name) => `/subscriptions/s/${name}`)),
    only: only ?? null,
    unsure: null,
    openWithoutGroup: isBasic ?? false,
  };
  const { open, problem } = wayExposure(way, guard, traffic[1], traffic[0], BOUND);
  return problem === null ? open.length > 0 : "unknown";
}

/** The answer of single groups: whether some group on the way opens the port. */
const isOpenInAGroup = ({ subnet, own, traffic }: Example): boolean =>
  [subnet ?? [], own ?? []].some((rules) => securityRuleExposure(rules, traffic[1], traffic[0], BOUND).open.length > 0);

describe.each([...EXAMPLES_OF_GROUPS, ...EXAMPLES_BEFORE_GROUPS])("$page: $name", (example) => {
  test(`is ${example.isReached ? "reached" : "not reached"}`, () => {
    expect(isReached(example)).toBe(example.isReached);
  });
  test("is marked where single groups say otherwise", () => {
    expect(isOpenInAGroup(example) === example.isReached).toBe(example.before === undefined);
  });
});

describe("ranges and families", () => {
  const rule = (source: string[]): SecurityRule => ({
    name: "r",
    properties: {
      access: "Allow",
      direction: "Inbound",
      priority: 100,
      protocol: "Tcp",
      sourceAddressPrefixes: source,
      sourcePortRange: "*",
      destinationAddressPrefix: "*",
      destinationPortRange: "22",
    },
  });
  const way = (family: Way["family"], address: string): Way => ({
    family,
    address: rangeOf(address),
    groups: new Set(),
    only: null,
    unsure: null,
    openWithoutGroup: false,
  });
  const isOpen = (of: Way, subnet: string[], own: string[]): boolean =>
    wayExposure(of, { admin: [], subnet: groupOf([rule(subnet)]), own: groupOf([rule(own)]) }, 22, "tcp", BOUND).open
      .length > 0;
  const v4 = way("ipv4", "10.0.0.4");
  const v6 = way("ipv6", "fd00::4");
  // Ranges of half the bound with gaps between them pass in a single group, and so they do behind another.
  const gaps = ["20.0.0.0/9", "30.0.0.0/9", "40.0.0.0/9"];

  test.each([
    ["partners with gaps between them, before a group that is open", v4, gaps, ["*"], false],
    ["partners with gaps between them, behind a group that is open", v4, ["*"], gaps, false],
    [
      "ranges that follow one another, half of them in each rule",
      v4,
      ["20.0.0.0/9", "20.128.0.0/9", "21.0.0.0/9"],
      ["*"],
      true,
    ],
    ["IPv6, and rules for IPv4", v6, ["0.0.0.0/0"], ["0.0.0.0/0"], false],
    ["IPv6, and a rule for each family", v6, ["0.0.0.0/0", "::/0"], ["::/0"], true],
    ["IPv6, and a rule for IPv4 in one group", v6, ["*"], ["0.0.0.0/0"], false],
    ["IPv4, and rules for IPv6", v4, ["::/0"], ["::/0"], false],
  ])("%s", (_, of, subnet, own, expected) => {
    expect(isOpen(of, subnet, own)).toBe(expected);
  });
});
