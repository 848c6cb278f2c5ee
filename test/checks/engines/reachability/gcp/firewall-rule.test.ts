// VPC firewall rules: examples of the documentation, and a model that asks every packet.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firewallOpenings, type FirewallRule } from "../../../../../checks/engines/reachability/gcp/firewall-rule.ts";
import { deciding } from "../../../../../checks/engines/reachability/opening.ts";
import type { Transport } from "../../../../../checks/engines/reachability/transport.ts";
import { BOUND } from "../../bound.ts";
import { admitted, BLOCKS, cidr, cidrHas, cidrText, PORTS, span, spanHas, TRANSPORTS } from "../small-world.ts";
import { runs } from "../../../../support/scale.ts";

const rule = (name: string, priority: number, members: Partial<FirewallRule>): FirewallRule => ({
  name,
  network: "prod",
  priority,
  ...members,
});
const tcp = (...ports: string[]) => [{ IPProtocol: "tcp", ports }];
const isAllow = ({ direction, disabled, allowed }: FirewallRule): boolean =>
  direction !== "EGRESS" && disabled !== true && (allowed ?? []).length > 0;

/** What all rules of a network let in together. */
const openingsOf = (rules: readonly FirewallRule[], port: number, transport: Transport) =>
  rules.filter(isAllow).flatMap((allow) => firewallOpenings(allow, rules, port, transport));

describe("documented rules", () => {
  // https://docs.cloud.google.com/firewall/docs/firewalls: a deny of everything with priority 1000, and an allow of HTTP
  // to web servers with a smaller, the same and a greater number.
  const web = (priority: number) => [
    rule("deny-all", 1000, { denied: [{ IPProtocol: "all" }], sourceRanges: ["0.0.0.0/0"] }),
    rule("web", priority, { allowed: tcp("80"), sourceRanges: ["0.0.0.0/0"], targetTags: ["webserver"] }),
  ];
  // The same page: rules that a default network comes with.
  const standard = [
    rule("default-allow-internal", 65534, { allowed: [...tcp("0-65535")], sourceRanges: ["10.128.0.0/9"] }),
    rule("default-allow-ssh", 65534, { allowed: tcp("22"), sourceRanges: ["0.0.0.0/0"] }),
    rule("default-allow-icmp", 65534, { allowed: [{ IPProtocol: "icmp" }], sourceRanges: ["0.0.0.0/0"] }),
  ];
  const rules: readonly (readonly [string, readonly FirewallRule[], port: number, open: boolean])[] = [
    ["an allow of priority 999", web(999), 80, true],
    ["an allow of equal priority", web(1000), 80, false],
    ["an allow of priority 1001", web(1001), 80, false],
    ["default-allow-ssh", standard, 22, true],
    ["default-allow-internal", standard, 443, false],
    ["the implied deny of what comes in", [], 22, false],
    ["a disabled rule", [rule("off", 1, { allowed: tcp("22"), disabled: true })], 22, false],
    ["a rule for what goes out", [rule("out", 1, { allowed: tcp("22"), direction: "EGRESS" })], 22, false],
    ["a rule with no source, which is any", [rule("any", 1, { allowed: tcp("22") })], 22, true],
    // https://docs.cloud.google.com/iap/docs/using-tcp-forwarding
    ["Identity-Aware Proxy", [rule("iap", 1, { allowed: tcp("22"), sourceRanges: ["35.235.240.0/20"] })], 22, false],
  ];
  test.each(rules)("%s", (_, all, port, open) => {
    expect(deciding(openingsOf(all, port, "tcp"), BOUND).length > 0).toBe(open);
  });
});

type Targets = { readonly tags: string[]; readonly accounts: string[] };

const modelled = fc.record({
  deny: fc.boolean(),
  priority: fc.nat({ max: 3 }),
  egress: fc.constantFrom(false, false, false, true),
  disabled: fc.constantFrom(false, false, false, true),
  protocol: fc.constantFrom("tcp", "udp", "all", "17", "icmp"),
  ports: fc.option(fc.array(span, { minLength: 1, maxLength: 2 })),
  sources: fc.array(cidr, { minLength: 1, maxLength: 3 }),
  // A rule names tags or accounts, not both; none of either is all machines.
  targets: fc.oneof(
    fc.subarray(["a", "b"]).map((tags): Targets => ({ tags, accounts: [] })),
    fc.constant<Targets>({ tags: [], accounts: ["a"] }),
  ),
});
type Modelled = typeof modelled extends fc.Arbitrary<infer M> ? M : never;

function written(one: Modelled, at: number): FirewallRule {
  const { deny, priority, egress, disabled, protocol, ports, sources, targets } = one;
  const texts = ports?.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
  const traffic = [{ IPProtocol: protocol, ...(texts === undefined ? {} : { ports: texts }) }];
  return rule(`rule-${at}`, priority, {
    direction: egress ? "EGRESS" : "INGRESS",
    disabled,
    sourceRanges: sources.map(cidrText),
    targetTags: targets.tags,
    targetServiceAccounts: targets.accounts,
    ...(deny ? { denied: traffic } : { allowed: traffic }),
  });
}

const machines = [[], ["a"], ["b"], ["a", "b"]].flatMap((tags) =>
  [null, "a", "c"].map((account) => ({ tags, account })),
);

function isFor({ targets }: Modelled, { tags, account }: (typeof machines)[number]): boolean {
  if (targets.tags.length + targets.accounts.length === 0) return true;
  return targets.tags.some((tag) => tags.includes(tag)) || targets.accounts.some((name) => name === account);
}

/** Blocks from which a packet reaches some machine: of the rules that match, the smallest number decides, and of those a deny. */
function asked(rules: readonly Modelled[], port: number, transport: (typeof TRANSPORTS)[number]): readonly number[] {
  const names = { tcp: ["tcp", "6", "all"], udp: ["udp", "17", "all"] }[transport];
  return BLOCKS.filter((block) =>
    machines.some((machine) => {
      const matching = rules.filter(
        (one) =>
          !one.egress &&
          !one.disabled &&
          names.includes(one.protocol) &&
          (one.ports === null || one.ports.some((ports) => spanHas(ports, port))) &&
          one.sources.some((source) => cidrHas(source, block)) &&
          isFor(one, machine),
      );
      const smallest = Math.min(...matching.map(({ priority }) => priority));
      const deciding = matching.filter(({ priority }) => priority === smallest);
      return deciding.length > 0 && !deciding.some(({ deny }) => deny);
    }),
  );
}

test("lets in what the rule of highest priority lets in, and nothing else", () => {
  fc.assert(
    fc.property(fc.array(modelled, { maxLength: 7 }), (all) => {
      for (const port of PORTS) {
        for (const transport of TRANSPORTS) {
          expect(admitted(openingsOf(all.map(written), port, transport))).toEqual(asked(all, port, transport));
        }
      }
    }),
    { numRuns: runs(300) },
  );
});

test("a deny of some addresses of the machines counts only if an allow is for no others", () => {
  const allow = rule("allow", 2, { allowed: tcp("22"), sourceRanges: ["0.0.0.0/0"], destinationRanges: ["10.0.0.4"] });
  const deny = (...destinationRanges: string[]) =>
    rule("deny", 1, { denied: tcp("22"), sourceRanges: ["0.0.0.0/0"], destinationRanges });
  expect(admitted(firewallOpenings(allow, [deny("10.0.0.0/24")], 22, "tcp"))).toEqual([]);
  expect(admitted(firewallOpenings(allow, [deny("10.0.0.5")], 22, "tcp"))).toEqual(BLOCKS);
  const anywhere = { ...allow, destinationRanges: [] };
  expect(admitted(firewallOpenings(anywhere, [deny("10.0.0.0/24")], 22, "tcp"))).toEqual(BLOCKS);
});
