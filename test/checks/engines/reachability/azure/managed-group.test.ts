// Groups behind security admin rules: a model that asks every packet to every machine of every network that has the group.
import fc from "fast-check";
import { expect, test } from "vitest";
import { alwaysAllowed, inboundAdminRules } from "../../../../../checks/engines/reachability/azure/admin-rule.ts";
import { leftOpen } from "../../../../../checks/engines/reachability/azure/managed-group.ts";
import { securityRuleExposure } from "../../../../../checks/engines/reachability/azure/security-rule.ts";
import { runs } from "../../../../support/scale.ts";
import { BOUND } from "../../bound.ts";
import { PORTS, TRANSPORTS } from "../small-world.ts";
import {
  adminRule,
  firstOf,
  MACHINES,
  ofGroup,
  ofManager,
  PUBLIC,
  securityRule,
  SOURCE_PORTS,
  type Machine,
  type Modelled,
  type Packet,
} from "./interface-model.ts";

const packets = (port: number, transport: Packet["transport"]): readonly Packet[] =>
  PUBLIC.flatMap((block) => SOURCE_PORTS.map((sourcePort) => ({ block, port, transport, sourcePort })));

/** Whether some packet gets to a machine by the group: its network's manager leaves it to the group, which allows it. */
const isLeft = (
  group: readonly Modelled[],
  networks: readonly (readonly Modelled[])[],
  packet: Packet,
  machine: Machine,
): boolean =>
  firstOf(group, packet, machine) === "Allow" &&
  networks.some((admin) => [null, "Allow"].includes(firstOf(admin, packet, machine)));

const networks = fc.array(ofManager, { minLength: 1, maxLength: 2 });
const everywhere = (rules: readonly Modelled[]): readonly Modelled[] => rules.map((rule) => ({ ...rule, to: "*" }));

/** What a group opens does not say from which ports: rules that name some err on the open side. */
const fromAnyPort = (rules: readonly Modelled[]): readonly Modelled[] =>
  everywhere(rules).map((rule) => ({ ...rule, sourcePorts: "*" }));

function openOf(
  group: readonly Modelled[],
  rules: readonly (readonly Modelled[])[],
  port: number,
  transport: "tcp" | "udp",
): boolean {
  const { open } = securityRuleExposure(group.map(securityRule), port, transport, BOUND);
  const before = rules.map((each) => inboundAdminRules(each.map(adminRule)));
  return leftOpen(open, before, port, transport, BOUND).length > 0;
}

test("is open if and only if some packet gets through, where rules are for all machines", () => {
  fc.assert(
    fc.property(ofGroup, networks, (group, rules) => {
      const [all, admin] = [fromAnyPort(group), rules.map(everywhere)];
      for (const port of PORTS) {
        for (const transport of TRANSPORTS) {
          const expected = packets(port, transport).some((packet) => isLeft(all, admin, packet, MACHINES[0]!));
          expect(openOf(all, admin, port, transport)).toBe(expected);
        }
      }
    }),
    { numRuns: runs(500) },
  );
});

test("never says closed what a packet gets through, wherever rules lead", () => {
  fc.assert(
    fc.property(ofGroup, networks, (group, rules) => {
      for (const port of PORTS) {
        for (const transport of TRANSPORTS) {
          const isThrough = packets(port, transport).some((packet) =>
            MACHINES.some((machine) => isLeft(group, rules, packet, machine)),
          );
          if (isThrough) expect(openOf(group, rules, port, transport)).toBe(true);
        }
      }
    }),
    { numRuns: runs(500) },
  );
});

test("is always allowed if and only if the first rule that matches some packet says so, where rules are for all machines", () => {
  fc.assert(
    fc.property(ofManager, (rules) => {
      const all = fromAnyPort(rules);
      for (const port of PORTS) {
        for (const transport of TRANSPORTS) {
          const { open, problem } = alwaysAllowed(all.map(adminRule), port, transport, BOUND);
          const expected = packets(port, transport).some(
            (packet) => firstOf(all, packet, MACHINES[0]!) === "AlwaysAllow",
          );
          expect({ open: open.length > 0, problem }).toEqual({ open: expected, problem: null });
        }
      }
    }),
    { numRuns: runs(500) },
  );
});
