// A rule of a network fails exactly where some packet of unlisted traffic gets through it: every packet is asked.
import fc from "fast-check";
import { expect, test } from "vitest";
import { gcp } from "../../../../checks/network/internet-ingress-only-on-listed-ports/gcp.ts";
import { parameters } from "../../../../checks/network/internet-ingress-only-on-listed-ports/parameters.ts";
import { judge, type Lookup } from "../../../../checks/kernel.ts";
import type { Outcome } from "../../../../evidence-schema/record/record.ts";
import { runs } from "../../../support/scale.ts";
import {
  ALL_TRAFFIC,
  classicRule,
  decided,
  MACHINES,
  rule,
  subsets,
  undecided,
  world,
  written,
  type Rule,
  type World,
} from "../../engines/reachability/gcp/policy-world.ts";

/** Blocks of which most belongs to the internet. */
const PUBLIC = Array.from({ length: 14 }, (_, block) => block);

const asked = parameters.parse({ allowedPorts: ["tcp/23", "udp/24-40000"] });
const isListed = (port: number, transport: unknown): boolean =>
  transport === 1 || (transport === "tcp" && port === 23) || (transport === "udp" && port >= 24 && port <= 40000);

/** Whether the one allow lets unlisted traffic of some public block in to some machine, in each case that can't be told. */
function truths(all: World): readonly boolean[] {
  const orders = all.hierarchy.length < 2 ? [all.hierarchy] : [all.hierarchy, all.hierarchy.toReversed()];
  return orders.flatMap((hierarchy) =>
    subsets(undecided(all).map((_, at) => `${at}`)).map((held) => {
      const holds = (one: Rule): boolean => held.includes(`${undecided(all).indexOf(one)}`);
      return ALL_TRAFFIC.some(
        ([port, transport]) =>
          !isListed(port, transport) &&
          PUBLIC.some((block) =>
            MACHINES.some((each) => decided(all, hierarchy, [block, port, transport], each, holds) === "rules"),
          ),
      );
    }),
  );
}

function said(all: World): Outcome {
  const rules = all.classic.map(classicRule);
  const rows = { denies: rules.slice(1), policies: [written(all)] };
  const lookup = (relation: string): Lookup => ({
    candidates: rows[relation as keyof typeof rows].map((row, at) => ({ key: `${at}`, row, problem: null })),
    units: [],
    absence: null,
  });
  const question = { parameters: asked, asOf: "2026-09-01T00:00:00Z", scope: "gcp/projects/1" };
  return judge(gcp[0]!, rules[0], lookup, question).verdict.outcome;
}

/** A network whose only allow is the rule that is judged. */
const judged = fc
  .record({ all: world, allow: rule, denies: fc.array(rule, { maxLength: 3 }) })
  .map(({ all, allow, denies }): World => {
    const own: Rule = { ...allow, action: "allow", egress: false, disabled: false };
    return { ...all, classic: [own, ...denies.map((one): Rule => ({ ...one, action: "deny" }))] };
  })
  .filter((all) => undecided(all).length <= 2);

test("fails where a packet gets through for certain, and passes where none may", () => {
  fc.assert(
    fc.property(judged, (all) => {
      const cases = truths(all);
      const outcome = said(all);
      if (outcome === "fail") expect(cases).not.toContain(false);
      if (outcome === "pass") expect(cases).not.toContain(true);
      // Where everything can be told, the rule is judged.
      if (cases.length === 1) expect(outcome).toBe(cases[0] === true ? "fail" : "pass");
    }),
    { numRuns: runs(100) },
  );
});
