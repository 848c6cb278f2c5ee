// Decides what of the traffic that a group opens gets to the group, past the security admin rules of the networks that have it.
import { everywhere } from "../address-range.ts";
import { both, certain, walk } from "../walk.ts";
import type { InternetBound } from "../internet.ts";
import { deciding, type Opening } from "../opening.ts";
import type { Transport } from "../transport.ts";
import { matched, sourcePortsIn, type Rule } from "./rule.ts";

/**
 * The openings of a group that stay open in some of the networks. `networks`: the inbound rules of each. A rule closes only what it
 * certainly denies to every machine, from every port that the sender may choose.
 */
export function leftOpen(
  openings: readonly Opening[],
  networks: readonly (readonly Rule[])[],
  port: number,
  transport: Transport,
  bound: InternetBound,
): readonly Opening[] {
  for (const rules of networks) {
    for (const sourcePort of sourcePortsIn(rules)) {
      const past = everywhere.flatMap(({ family }) => {
        const packet = { family, port, transport, sourcePort, address: null, groups: new Set<string>() };
        const steps = rules
          .toSorted((a, b) => a.priority - b.priority)
          .map((rule) => ({ rule, action: rule.action, from: matched(rule, packet) }));
        return walk(steps, certain(everywhere.filter((all) => all.family === family))).onward.may;
      });
      const left = openings.map(({ shown, from }) => ({
        shown,
        from: from.map(({ written, through }) => ({ written, through: both(through, past) })),
      }));
      const open = deciding(left, bound);
      if (open.length > 0) return open;
    }
  }
  return [];
}
