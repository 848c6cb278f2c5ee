// Interfaces of Azure: a model that asks every packet of the rules on its way, and parts of the way that were not read.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  anyRule,
  inboundAdminRules,
  type AdminRule,
} from "../../../../../checks/engines/reachability/azure/admin-rule.ts";
import { wayExposure, type Guard, type Way } from "../../../../../checks/engines/reachability/azure/interface.ts";
import { inboundRules, type SecurityRule } from "../../../../../checks/engines/reachability/azure/security-rule.ts";
import { runs } from "../../../../support/scale.ts";
import { BOUND } from "../../bound.ts";
import { PORTS, TRANSPORTS } from "../small-world.ts";
import {
  adminRule,
  guardOf,
  isReached,
  securityRule,
  wayOf,
  world,
  type Modelled,
  type World,
} from "./interface-model.ts";

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
    { numRuns: runs(600, 60) },
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
      { numRuns: runs(600) },
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
      { numRuns: runs(600) },
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
      { numRuns: runs(600) },
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
