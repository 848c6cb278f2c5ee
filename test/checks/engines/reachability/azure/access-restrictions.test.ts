// Access restrictions of App Service, against a brute force: each address asks the rules in their order, one after the other.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  restrictionExposure,
  type AccessRestrictions,
} from "../../../../../checks/engines/reachability/azure/access-restrictions.ts";
import { runs } from "../../../../support/scale.ts";

type Rule = NonNullable<AccessRestrictions["ipSecurityRestrictions"]>[number];

const BOUND = { broadestIpv4Prefix: 8, broadestIpv6Prefix: 32 };

/** The first address of each /4 that has public addresses; the last two have none. */
const BLOCKS = Array.from({ length: 14 }, (_, block) => block * 16);

/** An address of IPv6, of which no block is made. */
const IPV6 = -1;

/** Blocks of a /4, a /3, a /2 or a /1, as texts. */
const block = fc
  .record({ first: fc.constantFrom(...BLOCKS), bits: fc.integer({ min: 1, max: 4 }) })
  .map(({ first, bits }) => `${first}.0.0.0/${bits}`);
/** Texts of rules that match no address of the internet. */
const elsewhere = fc.constantFrom<Partial<Rule>>(
  { vnetSubnetResourceId: "/subscriptions/x/subnets/web" },
  { ipAddress: "AzureFrontDoor.Backend", tag: "ServiceTag" },
  { ipAddress: "10.0.0.0/8" },
  { ipAddress: "198.51.100.0", subnetMask: "255.255.255.0" },
);
const addresses = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(block, { minLength: 1, maxLength: 3 }).map((all) => ({ ipAddress: all.join(",") })),
  },
  { weight: 1, arbitrary: fc.constantFrom({ ipAddress: "Any" }, { ipAddress: "0.0.0.0/0" }) },
  { weight: 1, arbitrary: elsewhere },
);
const doubtful = fc.constantFrom<Partial<Rule>>(
  { ipAddress: "office" },
  { ipAddress: "Any", headerNames: ["x-azure-fdid"] },
  { ipAddress: "Any", tag: "XffProxy" },
);
const certainRule = fc.tuple(addresses, fc.constantFrom("Allow", "Deny"), fc.nat(1000));
const anyRule = fc.tuple(
  fc.oneof({ weight: 3, arbitrary: addresses as fc.Arbitrary<Partial<Rule>> }, { weight: 1, arbitrary: doubtful }),
  fc.constantFrom("Allow", "Deny"),
  fc.nat(1000),
);
const ofRules = (rule: fc.Arbitrary<[Partial<Rule>, string, number]>) =>
  fc
    .record({
      rules: fc.uniqueArray(rule, { maxLength: 5, selector: ([, , priority]) => priority }),
      last: fc.constantFrom("Allow", "Deny", "", null),
    })
    .map(({ rules, last }): AccessRestrictions => ({
      ipSecurityRestrictions: rules.map(([from, action, priority]) => ({ ...from, action, priority })),
      ipSecurityRestrictionsDefaultAction: last,
    }));

const isDoubtful = ({ ipAddress, headerNames, tag }: Rule): boolean =>
  ipAddress === "office" || headerNames != null || tag === "XffProxy";

function matches(rule: Rule, address: number): boolean {
  if (rule.vnetSubnetResourceId != null || rule.tag === "ServiceTag" || rule.subnetMask != null) return false;
  return (rule.ipAddress ?? "").split(",").some((text) => {
    if (text === "Any") return true;
    if (address === IPV6) return false;
    const [first = "", bits = ""] = text.split("/");
    if (Number(bits) > 4) return false;
    const size = 2 ** (8 - Number(bits));
    return Math.floor(Number(first.split(".")[0]) / size) === Math.floor(address / size);
  });
}

/** Whether an address gets through, where rules that are not certain match as `choice` says, one bit each. */
function isLetIn(
  { ipSecurityRestrictions, ipSecurityRestrictionsDefaultAction: last }: AccessRestrictions,
  address: number,
  choice: number,
): boolean {
  const rules = (ipSecurityRestrictions ?? []).toSorted((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  for (const [at, rule] of rules.entries())
    if (isDoubtful(rule) ? (choice >> at) % 2 === 1 : matches(rule, address)) return rule.action === "Allow";
  return last === "Allow" || ((last ?? "") === "" && rules.length === 0);
}

/** Of each choice, whether the internet is let in. */
function worlds(restrictions: AccessRestrictions): boolean[] {
  const count = 2 ** (restrictions.ipSecurityRestrictions ?? []).length;
  return Array.from({ length: count }, (_, choice) =>
    [...BLOCKS, IPV6].some((address) => isLetIn(restrictions, address, choice)),
  );
}

test("rules that are certain let in what the first of them that matches lets in", () => {
  fc.assert(
    fc.property(ofRules(certainRule), (restrictions) => {
      const { open, problem } = restrictionExposure(restrictions, BOUND);
      expect(problem).toBeNull();
      expect(open.length > 0).toBe(isOpen(worlds(restrictions)));
    }),
    { numRuns: runs(2000) },
  );
});

const isOpen = (all: readonly boolean[]): boolean => all[0] === true;

test("rules that are not certain open nothing that they may close, and close nothing that they may open", () => {
  fc.assert(
    fc.property(ofRules(anyRule), (restrictions) => {
      const all = worlds(restrictions);
      const { open, problem } = restrictionExposure(restrictions, BOUND);
      if (open.length > 0) expect(all).not.toContain(false);
      else expect(problem === null).toBe(!all.includes(true));
    }),
    { numRuns: runs(2000) },
  );
});

test.each([
  [{ ipAddress: "Any", action: "Allow", priority: 5 }],
  [{ ipAddress: "Any", action: "Allow", priority: null }],
])("nobody knows which of two rules comes first: %j", (allow) => {
  const ipSecurityRestrictions = [{ ipAddress: "0.0.0.0/0,::/0", action: "Deny", priority: 5 }, allow];
  expect(restrictionExposure({ ipSecurityRestrictions }, BOUND)).toMatchObject({
    open: [],
    problem: { code: "unexpected-shape" },
  });
});

test("the tag of the internet is the internet", () => {
  const rule = { ipAddress: "Internet", tag: "ServiceTag", action: "Allow", priority: 5 };
  expect(restrictionExposure({ ipSecurityRestrictions: [rule] }, BOUND).open).toMatchObject([
    { shown: { from: ["Internet"], priority: 5 } },
  ]);
});

test("an action that is not known is in doubt", () => {
  const rule = { ipAddress: "Any", action: "Log", priority: 5 };
  expect(restrictionExposure({ ipSecurityRestrictions: [rule] }, BOUND).problem).not.toBeNull();
});
