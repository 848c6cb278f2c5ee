// Firewall policies of Google Cloud: a model that asks every packet, of every machine, in every order and case that can't be told.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firewallOpenings } from "../../../../../checks/engines/reachability/gcp/firewall-rule.ts";
import {
  gateOf,
  policyOpenings,
  type Reading,
} from "../../../../../checks/engines/reachability/gcp/network-policies.ts";
import type { Transport } from "../../../../../checks/engines/reachability/transport.ts";
import { runs } from "../../../../support/scale.ts";
import { admitted, BLOCKS, PORTS } from "../small-world.ts";
import {
  ASKED,
  classicRule,
  decided,
  MACHINES,
  subsets,
  undecided,
  world,
  written,
  type Rule,
  type World,
} from "./policy-world.ts";

/** Blocks that some machine is reached from by a policy, or by the rules: in every case, and in some case. */
function asked(
  all: World,
  port: number,
  transport: Transport,
  by: "policy" | "rules",
): Record<Reading, readonly number[]> {
  const orders = all.hierarchy.length < 2 ? [all.hierarchy] : [all.hierarchy, all.hierarchy.toReversed()];
  const cases = orders.flatMap((hierarchy) =>
    subsets(undecided(all).map((_, at) => `${at}`)).map((held) => {
      const holds = (one: Rule): boolean => held.includes(`${undecided(all).indexOf(one)}`);
      return BLOCKS.filter((block) =>
        MACHINES.some((machine) => decided(all, hierarchy, [block, port, transport], machine, holds) === by),
      );
    }),
  );
  return {
    sure: BLOCKS.filter((block) => cases.every((open) => open.includes(block))),
    may: BLOCKS.filter((block) => cases.some((open) => open.includes(block))),
  };
}

function said(
  all: World,
  port: number,
  transport: Transport,
  by: "policy" | "rules",
  reading: Reading,
): readonly number[] {
  const network = written(all);
  const rules = all.classic.map(classicRule);
  if (by === "policy") return admitted(policyOpenings(network, rules, port, transport, reading));
  const gate = gateOf(network, reading);
  const allows = rules.filter(
    (one) => one.allowed !== undefined && one.direction === "INGRESS" && one.disabled !== true,
  );
  return admitted(allows.flatMap((allow) => firewallOpenings(allow, rules, port, transport, gate)));
}

const few = world.filter((all) => undecided(all).length <= 3);

describe.each(["policy", "rules"] as const)("what is let in by a %s", (by) => {
  test("holds in every case that can't be told if it is certain, and is among what may be let in", () => {
    fc.assert(
      fc.property(few, fc.constantFrom(...PORTS), fc.constantFrom(...ASKED), (all, port, transport) => {
        const truth = asked(all, port, transport, by);
        const sure = said(all, port, transport, by, "sure");
        const may = said(all, port, transport, by, "may");
        expect(truth.sure).toEqual(expect.arrayContaining([...sure]));
        expect(may).toEqual(expect.arrayContaining([...truth.may]));
        // Where everything can be told, both are the truth.
        if (undecided(all).length > 0 || all.hierarchy.length > 1) return;
        expect([sure, may]).toEqual([truth.sure, truth.sure]);
      }),
      { numRuns: runs(600) },
    );
  });
});
