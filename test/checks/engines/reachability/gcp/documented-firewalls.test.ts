// Each documented firewall of Google Cloud lets in what its page says, to a machine that is there.
import { describe, expect, test } from "vitest";
import { rangeOf } from "../../../../../checks/engines/reachability/address-range.ts";
import { reachOf } from "../../../../../checks/engines/reachability/gcp/interface.ts";
import { protocolOf } from "../../../../../checks/engines/reachability/transport.ts";
import { NETWORK, type Documented } from "./any-firewall.ts";
import { byPolicies } from "./documented-policies.ts";
import { byRules } from "./documented-rules.ts";

const DOCUMENTED = [...byRules, ...byPolicies];
const bound = { broadestIpv4Prefix: 8, broadestIpv6Prefix: 32 };

/** Whether the internet reaches a machine on traffic such as `tcp/80` or `1`. */
function said({ rules = [], policies = [], order, tags = [], account, hasIpv6 }: Documented, traffic: string): string {
  const [protocol = "", port] = traffic.split("/");
  const { open, mayBeOpen } = reachOf(
    {
      network: NETWORK,
      region: "region-a",
      machine: { tags: new Set(tags), account: account ?? null, secureTags: null, at: [rangeOf("10.2.0.5")!] },
      families: hasIpv6 === true ? ["ipv4", "ipv6"] : ["ipv4"],
    },
    {
      rules,
      areAllRules: true,
      policies: {
        Network: NETWORK,
        EnforcementOrder: order ?? null,
        Policies: [...policies],
        Regions: [{ Region: "region-a", Policies: policies.map(({ Id }) => Id) }],
      },
    },
    bound,
    Number(port ?? 0),
    protocolOf(protocol)!,
  );
  return open.length > 0 ? "open" : mayBeOpen ? "unknown" : "closed";
}

describe.each(DOCUMENTED.map((one) => [one.page, one.name, one] as const))("%s: %s", (_page, _name, one) => {
  const asked = (["open", "closed", "unknown"] as const).flatMap((answer) =>
    (one[answer] ?? []).map((traffic) => [traffic, answer] as const),
  );
  test.each(asked)("%s is %s", (traffic, answer) => {
    expect(said(one, traffic)).toBe(answer);
  });
});

test("pages are Google's, and no example stands twice", () => {
  const names = DOCUMENTED.map(({ page, name }) => `${page} ${name}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { page } of DOCUMENTED) expect(page).toMatch(/^https:\/\/docs\.cloud\.google\.com\//);
});
