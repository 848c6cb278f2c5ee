// Network security groups: examples of the documentation, and a model that asks every packet.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  securityRuleExposure,
  securityRuleOpenings,
  type SecurityRule,
} from "../../../../../checks/engines/reachability/azure/security-rule.ts";
import { BOUND } from "../../bound.ts";
import {
  admitted,
  BLOCKS,
  cidr,
  cidrHas,
  cidrText,
  PORTS,
  span,
  spanHas,
  TRANSPORTS,
  type Cidr,
} from "../small-world.ts";

const rule = (
  priority: number,
  access: string,
  source: string,
  port: string,
  more: Partial<SecurityRule["properties"]> = {},
): SecurityRule => ({
  name: `rule-${priority}`,
  properties: {
    access,
    priority,
    direction: "Inbound",
    protocol: "Tcp",
    sourceAddressPrefix: source,
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: port,
    ...more,
  },
});

const asg = (name: string) => ({
  destinationAddressPrefix: null,
  destinationApplicationSecurityGroups: [{ id: `/asgs/${name}` }],
});

describe("documented groups", () => {
  // https://learn.microsoft.com/en-us/azure/virtual-network/application-security-groups
  const groups = [
    rule(100, "Allow", "Internet", "80", asg("AsgWeb")),
    rule(110, "Allow", "*", "1433", { ...asg("AsgDb"), sourceAddressPrefix: null }),
    rule(120, "Deny", "*", "1433", { ...asg("AsgDb"), protocol: "*" }),
  ];
  // https://learn.microsoft.com/en-us/azure/azure-sql/managed-instance/public-endpoint-configure
  const publicEndpoint = [rule(1300, "Allow", "Internet", "3342"), rule(4096, "Deny", "*", "*", { protocol: "*" })];
  // https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview: "once traffic matches a
  // rule, processing stops", and numbers, not their place in the list, are the order.
  const denied = [rule(200, "Allow", "*", "80"), rule(100, "Deny", "Internet", "80")];
  const rules: readonly (readonly [string, readonly SecurityRule[], port: number, open: boolean])[] = [
    ["Allow-HTTP-Inbound-Internet", groups, 80, true],
    ["Allow-Database-BusinessLogic before Deny-Database-All", groups, 1433, false],
    ["public_endpoint_inbound", publicEndpoint, 3342, true],
    ["the private port beside it", publicEndpoint, 1433, false],
    ["a deny of a smaller number", denied, 80, false],
    ["default rules alone", [], 22, false],
  ];
  test.each(rules)("%s", (_, all, port, open) => {
    expect(securityRuleExposure(all, port, "tcp", BOUND).open.length > 0).toBe(open);
  });
});

/** A rule as the model knows it: to everything, one address of a network, or machines of a group. */
type Modelled = {
  readonly deny: boolean;
  readonly protocol: "tcp" | "udp" | "*" | "icmp";
  readonly sources: readonly Cidr[];
  readonly ports: readonly (typeof span extends fc.Arbitrary<infer S> ? S : never)[];
  readonly sourcePorts: "*" | "1000";
  readonly to: Destination;
};
type Destination = "*" | "10.0.0.4" | "10.0.0.5" | "10.0.0.4/31" | "/asgs/web" | "/asgs/db";
type Machine = { readonly address: "10.0.0.4" | "10.0.0.5"; readonly groups: readonly string[] };

const modelled = (to: fc.Arbitrary<Destination>): fc.Arbitrary<Modelled> =>
  fc.record({
    deny: fc.boolean(),
    protocol: fc.constantFrom("tcp", "udp", "*", "icmp"),
    sources: fc.array(cidr, { minLength: 1, maxLength: 3 }),
    ports: fc.array(span, { minLength: 1, maxLength: 2 }),
    sourcePorts: fc.constantFrom("*", "*", "*", "1000"),
    to,
  });

const written = ({ deny, protocol, sources, ports, sourcePorts, to }: Modelled, at: number): SecurityRule =>
  rule(100 + at, deny ? "Deny" : "Allow", "", "", {
    protocol,
    sourcePortRange: sourcePorts,
    sourceAddressPrefixes: sources.map(cidrText),
    destinationPortRanges: ports.map(([from, until]) => `${from}-${until}`),
    ...(to.startsWith("/") ? asg(to.slice(6)) : { destinationAddressPrefix: to }),
  });

const machines: readonly Machine[] = (["10.0.0.4", "10.0.0.5"] as const).flatMap((address) =>
  [[], ["web"], ["db"], ["web", "db"]].map((groups) => ({ address, groups })),
);

function isTo(to: Destination, { address, groups }: Machine): boolean {
  if (to.startsWith("/")) return groups.includes(to.slice(6));
  return to === "*" || to === "10.0.0.4/31" || to === address;
}

/** Blocks from which some packet reaches some machine: the first rule that matches decides, and none is a deny. */
function asked(rules: readonly Modelled[], port: number, transport: "tcp" | "udp"): readonly number[] {
  return BLOCKS.filter((block) =>
    machines.some((machine) =>
      ["1000", "2000"].some((sourcePort) => {
        const first = rules.find(
          ({ protocol, sources, ports, sourcePorts, to }) =>
            [transport, "*"].includes(protocol) &&
            sources.some((source) => cidrHas(source, block)) &&
            ports.some((one) => spanHas(one, port)) &&
            ["*", sourcePort].includes(sourcePorts) &&
            isTo(to, machine),
        );
        return first !== undefined && !first.deny;
      }),
    ),
  );
}

const shuffled = (rules: readonly SecurityRule[], seed: number): SecurityRule[] =>
  rules
    .map((one, at) => [((at + 1) * seed) % 17, one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);

test("lets in what the first matching rule lets in, and nothing else, where rules are for all machines", () => {
  const rules = fc.array(modelled(fc.constant("*")), { maxLength: 6 });
  fc.assert(
    fc.property(rules, fc.integer({ min: 1, max: 16 }), (all, seed) => {
      for (const port of PORTS) {
        for (const transport of TRANSPORTS) {
          const engine = admitted(securityRuleOpenings(shuffled(all.map(written), seed), port, transport, "least"));
          expect(engine).toEqual(asked(all, port, transport));
        }
      }
    }),
  );
});

test("never says closed what a packet gets through, wherever rules lead", () => {
  const to = fc.constantFrom<Destination>("*", "10.0.0.4", "10.0.0.5", "10.0.0.4/31", "/asgs/web", "/asgs/db");
  fc.assert(
    fc.property(fc.array(modelled(to), { maxLength: 6 }), (all) => {
      for (const port of PORTS) {
        for (const transport of TRANSPORTS) {
          const engine = admitted(securityRuleOpenings(all.map(written), port, transport, "least"));
          expect(engine).toEqual(expect.arrayContaining([...asked(all, port, transport)]));
        }
      }
    }),
  );
});

describe("a rule with a fault", () => {
  const open = rule(200, "Allow", "*", "22");
  const lacking = (what: string) => ({ code: "not-in-answer", detail: `a security rule names no ${what}` });
  const unreadable = {
    code: "unexpected-shape",
    detail: "the source of a security rule is not an address, CIDR block or service tag",
  };
  const group = { sourceApplicationSecurityGroups: [{ id: "/asgs/web" }] };
  const sources = ["0/0", "0.0.0.0-255.255.255.255", "10.0.0.0/33", "/0", "<nw>/0", "300.1.1.1", "a b", "10.0.0.0/8,*"];

  test.each<[string, readonly SecurityRule[], { readonly open: boolean; readonly problem: object | null }]>([
    ...sources.map((source): [string, SecurityRule[], { open: boolean; problem: object | null }] => [
      `an allow from ${source}`,
      [rule(100, "Allow", source, "22")],
      { open: false, problem: unreadable },
    ]),
    ["of another port", [rule(100, "Allow", "0/0", "443")], { open: false, problem: null }],
    [
      "behind a deny of everything",
      [rule(90, "Deny", "*", "*"), rule(100, "Allow", "0/0", "22")],
      { open: false, problem: null },
    ],
    ["beside an open rule", [rule(100, "Allow", "0/0", "22"), open], { open: true, problem: null }],
    [
      "a deny from it before an open rule",
      [rule(100, "Deny", "0/0", "22"), open],
      { open: false, problem: unreadable },
    ],
    ["a deny from it behind an open rule", [open, rule(300, "Deny", "0/0", "22")], { open: true, problem: null }],
    ["a deny from it alone", [rule(100, "Deny", "0/0", "22")], { open: false, problem: null }],
    ["an allow from nowhere", [rule(100, "Allow", "", "22")], { open: false, problem: lacking("source") }],
    ["an allow from a group of machines", [rule(100, "Allow", "", "22", group)], { open: false, problem: null }],
    ["an allow to no port", [rule(100, "Allow", "*", "")], { open: false, problem: lacking("destination port") }],
    [
      "a deny to no port before an open rule",
      [rule(100, "Deny", "*", ""), open],
      { open: false, problem: lacking("destination port") },
    ],
  ])("%s", (_, all, expected) => {
    const exposure = securityRuleExposure(all, 22, "tcp", BOUND);
    expect({ open: exposure.open.length > 0, problem: exposure.problem }).toEqual(expected);
  });

  test.each(["AzureCloud", "AzureCloud.westeurope", "VirtualNetwork", "AzureFrontDoor.Backend", "Sql.EastUS2"])(
    "%s is a service tag, which is no fault and not the internet",
    (tag) => {
      expect(securityRuleExposure([rule(100, "Allow", tag, "22")], 22, "tcp", BOUND)).toEqual({
        open: [],
        problem: null,
      });
    },
  );

  test("is never a pass or a fail that another meaning of it would change", () => {
    const faulty = fc.constantFrom("source", "port", null, null);
    const rules = fc.array(fc.tuple(modelled(fc.constant("*")), faulty), { maxLength: 5 });
    // Each fault is replaced by three meanings: a source outside this world, every address, or half of them; ports likewise.
    const meanings = { source: ["192.0.2.1", "*", "0.0.0.0/1"], port: ["1-2", "*", "22-23"] };
    fc.assert(
      fc.property(rules, (all) => {
        const texts = all.map(([one, fault], at) => {
          const { properties, name } = written(one, at);
          const none = fault === "source" ? { sourceAddressPrefixes: ["0/0"] } : { destinationPortRanges: [] };
          return { name, properties: fault === null ? properties : { ...properties, ...none } };
        });
        for (const port of PORTS) {
          for (const transport of TRANSPORTS) {
            const { open: isOpen, problem } = securityRuleExposure(texts, port, transport, BOUND);
            if (problem !== null) continue;
            for (const choice of [0, 1, 2]) {
              const meant = all.map(([one, fault], at) => {
                const { properties, name } = written(one, at);
                const meaning =
                  fault === "source"
                    ? { sourceAddressPrefixes: [meanings.source[choice]!] }
                    : { destinationPortRanges: [meanings.port[choice]!] };
                return { name, properties: fault === null ? properties : { ...properties, ...meaning } };
              });
              const said = securityRuleExposure(meant, port, transport, BOUND).open.length > 0;
              expect(said).toBe(isOpen.length > 0);
            }
          }
        }
      }),
    );
  });
});
