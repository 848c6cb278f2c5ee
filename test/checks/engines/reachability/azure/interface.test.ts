// Interfaces of Azure: a model that asks every packet of the rules on its way, and parts of the way that were not read.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rangeOf } from "../../../../../checks/engines/reachability/address-range.ts";
import {
  anyRule,
  inboundAdminRules,
  type AdminRule,
} from "../../../../../checks/engines/reachability/azure/admin-rule.ts";
import { wayExposure, type Guard, type Way } from "../../../../../checks/engines/reachability/azure/interface.ts";
import { inboundRules, type SecurityRule } from "../../../../../checks/engines/reachability/azure/security-rule.ts";
import type { Transport } from "../../../../../checks/engines/reachability/transport.ts";
import { runs } from "../../../../support/scale.ts";
import { BOUND } from "../../bound.ts";
import {
  BLOCKS,
  cidr,
  cidrHas,
  cidrText,
  PORTS,
  span,
  spanHas,
  TRANSPORTS,
  type Cidr,
  type Span,
} from "../small-world.ts";

/** A rule as the model knows it. Without an access of a network manager it is one of a group. */
type Modelled = {
  readonly access: "Allow" | "Deny" | "AlwaysAllow";
  readonly protocol: "tcp" | "udp" | "*";
  readonly sources: readonly Cidr[];
  readonly ports: readonly Span[];
  readonly sourcePorts: "*" | "1000" | "1-65535";
  readonly to: To;
};
type To =
  | "*"
  | "VirtualNetwork"
  | "Internet"
  | "10.0.0.4"
  | "10.0.0.5"
  | "10.0.0.4/31"
  | "/subscriptions/s/web"
  | "/subscriptions/s/db";

/** The interface of the model: 10.0.0.4, in the group web. */
const leadsHere = (to: To): boolean =>
  ["*", "VirtualNetwork", "10.0.0.4", "10.0.0.4/31", "/subscriptions/s/web"].includes(to);

const TO = fc.constantFrom<To>(
  "*",
  "*",
  "VirtualNetwork",
  "Internet",
  "10.0.0.4",
  "10.0.0.5",
  "10.0.0.4/31",
  "/subscriptions/s/web",
  "/subscriptions/s/db",
);
const modelled = (access: fc.Arbitrary<Modelled["access"]>): fc.Arbitrary<Modelled> =>
  fc.record({
    access,
    protocol: fc.constantFrom("tcp", "udp", "*"),
    sources: fc.array(cidr, { minLength: 1, maxLength: 3 }),
    ports: fc.array(span, { minLength: 1, maxLength: 2 }),
    sourcePorts: fc.constantFrom("*", "*", "*", "1-65535", "1000"),
    to: TO,
  });

const ofGroup = fc.array(modelled(fc.constantFrom("Allow", "Allow", "Deny")), { maxLength: 4 });
const group = fc.option(ofGroup, { freq: 3 });
const ofManager = fc.array(
  modelled(fc.constantFrom("Allow", "AlwaysAllow", "Deny")).filter(({ to }) => !to.startsWith("/")),
  { maxLength: 3 },
);

const securityRule = ({ access, protocol, sources, ports, sourcePorts, to }: Modelled, at: number): SecurityRule => ({
  name: `rule-${at}`,
  properties: {
    access,
    direction: "Inbound",
    priority: 100 + at,
    protocol,
    sourceAddressPrefixes: sources.map(cidrText),
    sourcePortRange: sourcePorts,
    destinationPortRanges: ports.map(([from, until]) => `${from}-${until}`),
    ...(to.startsWith("/") ? { destinationApplicationSecurityGroups: [{ id: to }] } : { destinationAddressPrefix: to }),
  },
});

const adminRule = ({ access, protocol, sources, ports, sourcePorts, to }: Modelled, at: number): AdminRule => ({
  id: `/subscriptions/s/networkManagers/m/securityAdminConfigurations/c/ruleCollections/r/rules/rule-${at}`,
  access,
  direction: "Inbound",
  priority: 1 + at,
  protocol: protocol === "*" ? "Any" : protocol,
  sources: sources.map((source) => ({ addressPrefix: cidrText(source), addressPrefixType: "IPPrefix" })),
  destinations: [{ addressPrefix: to, addressPrefixType: "IPPrefix" }],
  sourcePortRanges: [sourcePorts === "*" ? "0-65535" : sourcePorts],
  destinationPortRanges: ports.map(([from, until]) => `${from}-${until}`),
});

/** The order of a list says nothing: numbers do. */
const turned = <T>(list: readonly T[]): readonly T[] => list.toReversed();

type World = {
  readonly admin: readonly Modelled[];
  readonly subnet: readonly Modelled[] | null;
  readonly own: readonly Modelled[] | null;
  readonly isOpenWithoutGroup: boolean;
  readonly only: Way["only"];
};
const world: fc.Arbitrary<World> = fc.record({
  admin: ofManager,
  subnet: group,
  own: group,
  isOpenWithoutGroup: fc.boolean(),
  only: fc.constantFrom(null, null, { transports: ["tcp"], port: 22 }, { transports: ["tcp", "udp"], port: 24 }),
});

const groupRules = (rules: readonly Modelled[], name: string) => inboundRules(turned(rules.map(securityRule)), name);
const guardOf = ({ admin, subnet, own }: World): Guard => ({
  admin: inboundAdminRules(turned(admin.map(adminRule))),
  subnet: subnet === null ? null : groupRules(subnet, "subnet"),
  own: own === null ? null : groupRules(own, "own"),
});
const wayOf = ({ isOpenWithoutGroup, only }: World): Way => ({
  family: "ipv4",
  address: rangeOf("10.0.0.4"),
  groups: new Set(["/subscriptions/s/web"]),
  only,
  unsure: null,
  openWithoutGroup: isOpenWithoutGroup,
});

type Packet = {
  readonly block: number;
  readonly port: number;
  readonly transport: Transport;
  readonly sourcePort: number;
};

/** The access of the first rule that matches a packet; null where none does. Lists of the model are in order of priority. */
const firstOf = (
  rules: readonly Modelled[],
  { block, port, transport, sourcePort }: Packet,
): Modelled["access"] | null =>
  rules.find(
    (rule) =>
      [transport, "*"].includes(rule.protocol) &&
      rule.sources.some((source) => cidrHas(source, block)) &&
      rule.ports.some((one) => spanHas(one, port)) &&
      (rule.sourcePorts !== "1000" || sourcePort === 1000) &&
      leadsHere(rule.to),
  )?.access ?? null;

/** Whether one packet gets to the interface: by the manager's rules, then the subnet's group, then its own. */
function arrives({ admin, subnet, own, isOpenWithoutGroup, only }: World, packet: Packet): boolean {
  if (only !== null && !(only.port === packet.port && only.transports.includes(String(packet.transport)))) return false;
  const decided = firstOf(admin, packet);
  if (decided === "Deny") return false;
  if (decided === "AlwaysAllow") return true;
  if (subnet === null && own === null) return isOpenWithoutGroup;
  return [subnet, own].every((rules) => rules === null || firstOf(rules, packet) === "Allow");
}

/** Blocks of the world that have more public addresses than the bound: all but those from 224.0.0.0 on. */
const PUBLIC = BLOCKS.filter((block) => block < 14);

const isReached = (of: World, port: number, transport: Transport): boolean =>
  PUBLIC.some((block) => [1000, 2000].some((sourcePort) => arrives(of, { block, port, transport, sourcePort })));

test("reaches the interface if and only if some packet does", () => {
  let open = 0;
  fc.assert(
    fc.property(world, (of) => {
      for (const port of PORTS) {
        for (const transport of TRANSPORTS) {
          const exposure = wayExposure(wayOf(of), guardOf(of), port, transport, BOUND);
          expect({ open: exposure.open.length > 0, problem: exposure.problem }).toEqual({
            open: isReached(of, port, transport),
            problem: null,
          });
          open += exposure.open.length > 0 ? 1 : 0;
        }
      }
    }),
    { numRuns: runs(2000) },
  );
  expect(open).toBeGreaterThan(50);
});

const unread = (detail: string) => ({ code: "denied", detail }) as const;
const NOT_READ = anyRule(unread("not read"));
const everything = (access: Modelled["access"]): Modelled => ({
  access,
  protocol: "*",
  sources: [[0, 0]],
  ports: [[0, 65535]],
  sourcePorts: "*",
  to: "*",
});

describe("a part that was not read", () => {
  /** The parts that a world has, without one of them, and meanings of it. */
  const parts = {
    admin: (of: World, meaning: readonly Modelled[]) => ({ ...of, admin: meaning }),
    subnet: (of: World, meaning: readonly Modelled[]) => ({ ...of, subnet: meaning }),
    own: (of: World, meaning: readonly Modelled[]) => ({ ...of, own: meaning }),
  };

  test.each(["admin", "subnet", "own"] as const)("%s: is unknown exactly where it makes a difference", (part) => {
    const all = part === "admin" ? ("AlwaysAllow" as const) : ("Allow" as const);
    fc.assert(
      fc.property(world, (of) => {
        const guard: Guard = { ...guardOf(of), [part]: [NOT_READ] };
        for (const port of PORTS) {
          for (const transport of TRANSPORTS) {
            const { open, problem } = wayExposure(wayOf(of), guard, port, transport, BOUND);
            const most = isReached(parts[part](of, [everything(all)]), port, transport);
            const least = isReached(parts[part](of, [everything("Deny")]), port, transport);
            expect({ open: open.length > 0, isUnknown: problem !== null }).toEqual({
              open: most && least,
              isUnknown: most !== least,
            });
            if (problem !== null) expect(problem).toEqual(unread("not read"));
          }
        }
      }),
      { numRuns: runs(1000) },
    );
  });

  test("whether the way is there, whether it is open without a group, or the address: never a result that another meaning changes", () => {
    const gaps = fc.constantFrom("way", "closed", "address");
    fc.assert(
      fc.property(world, gaps, (of, gap) => {
        const way: Way = {
          ...wayOf(of),
          ...(gap === "way" ? { unsure: unread("the way") } : {}),
          ...(gap === "closed" ? { openWithoutGroup: unread("the sku") } : {}),
          ...(gap === "address" ? { address: null } : {}),
        };
        for (const port of PORTS) {
          const { open, problem } = wayExposure(way, guardOf(of), port, "tcp", BOUND);
          const meanings =
            gap === "way"
              ? [false, isReached(of, port, "tcp")]
              : gap === "closed"
                ? [true, false].map((is) => isReached({ ...of, isOpenWithoutGroup: is }, port, "tcp"))
                : [isReached(of, port, "tcp"), isReached(elsewhere(of), port, "tcp")];
          if (problem === null) for (const meaning of meanings) expect(open.length > 0).toBe(meaning);
          else expect(open).toEqual([]);
          if (gap !== "address") expect(problem !== null).toBe(new Set(meanings).size > 1);
        }
      }),
      { numRuns: runs(1000) },
    );
  });

  /** The world of another address: rules for the one are for the other. */
  const elsewhere = ({ admin, subnet, own, ...rest }: World): World => {
    const swapped = (rules: readonly Modelled[]) =>
      rules.map((rule): Modelled => ({
        ...rule,
        to: rule.to === "10.0.0.4" ? "10.0.0.5" : rule.to === "10.0.0.5" ? "10.0.0.4" : rule.to,
      }));
    return { ...rest, admin: swapped(admin), subnet: subnet && swapped(subnet), own: own && swapped(own) };
  };

  test("a rule with a fault is never a result that another meaning of it would change", () => {
    const faulty = fc.record({
      of: world,
      at: fc.nat({ max: 3 }),
      part: fc.constantFrom("subnet", "own"),
      what: fc.constantFrom("source", "port"),
    });
    const meanings = { source: ["192.0.2.1", "*", "0.0.0.0/1"], port: ["1-2", "*", "22-23"] };
    fc.assert(
      fc.property(faulty, ({ of, at, part, what }) => {
        const guard = guardOf(of);
        const rules = (of[part as "subnet" | "own"] ?? []).map(securityRule);
        const wrong = rules[at];
        if (wrong === undefined) return;
        const replaced = (more: Partial<SecurityRule["properties"]>): Guard => ({
          ...guard,
          [part]: inboundRules(
            rules.map((one) => (one === wrong ? { ...one, properties: { ...one.properties, ...more } } : one)),
            part,
          ),
        });
        const none = what === "source" ? { sourceAddressPrefixes: ["0/0"] } : { destinationPortRanges: [] };
        for (const port of PORTS) {
          const said = wayExposure(wayOf(of), replaced(none), port, "tcp", BOUND);
          if (said.problem !== null) continue;
          for (const meaning of meanings[what as "source" | "port"]) {
            const more =
              what === "source" ? { sourceAddressPrefixes: [meaning] } : { destinationPortRanges: [meaning] };
            const { open } = wayExposure(wayOf(of), replaced(more), port, "tcp", BOUND);
            expect(open.length > 0).toBe(said.open.length > 0);
          }
        }
      }),
      { numRuns: runs(1000) },
    );
  });
});

describe("rules of several network managers, whose order no answer tells", () => {
  const of = (manager: string, access: string): AdminRule => ({
    ...adminRule(everything("Deny"), 0),
    id: `/subscriptions/s/networkManagers/${manager}/securityAdminConfigurations/c/ruleCollections/r/rules/one`,
    access,
  });
  const basic: Way = { ...wayOf({ admin: [], subnet: null, own: null, isOpenWithoutGroup: true, only: null }) };
  test.each([
    ["of one manager", [of("a", "Deny")], { open: false, isUnknown: false }],
    ["of one manager in two cases", [of("a", "Deny"), of("A", "Deny")], { open: false, isUnknown: false }],
    ["of two", [of("a", "Deny"), of("b", "AlwaysAllow")], { open: false, isUnknown: true }],
    ["one without a priority", [{ ...of("a", "Deny"), priority: null }], { open: false, isUnknown: true }],
    ["an access that Azure does not document", [of("a", "Maybe")], { open: false, isUnknown: true }],
    [
      "outbound ones do not count",
      [of("a", "AlwaysAllow"), { ...of("b", "Deny"), direction: "Outbound" }],
      { open: true, isUnknown: false },
    ],
  ])("%s", (_, rules, expected) => {
    const guard: Guard = { admin: inboundAdminRules(rules), subnet: null, own: null };
    const { open, problem } = wayExposure(basic, guard, 22, "tcp", BOUND);
    expect({ open: open.length > 0, isUnknown: problem !== null }).toEqual(expected);
  });
});
