// The internet at an interface of a machine: a model that asks every packet, in every order and case that can't be told.
import fc from "fast-check";
import { expect, test } from "vitest";
import { isWithin, rangeOf, type AddressRange } from "../../../../../checks/engines/reachability/address-range.ts";
import { letIn, reachOf, type Interface } from "../../../../../checks/engines/reachability/gcp/interface.ts";
import type { Reading } from "../../../../../checks/engines/reachability/gcp/network-policies.ts";
import type { Transport } from "../../../../../checks/engines/reachability/transport.ts";
import { runs } from "../../../../support/scale.ts";
import { BLOCKS, cidrText, PORTS } from "../small-world.ts";
import {
  ASKED,
  classicRule,
  decided,
  NETWORK,
  rule,
  subsets,
  undecided,
  world,
  written,
  type Rule,
  type World,
} from "./policy-world.ts";

const IN_PART = rangeOf("10.0.0.5")!;
const ELSEWHERE = rangeOf("34.1.2.3")!;

/** A machine that is there; whether nobody read its secure tags, and whether its addresses lie in and outside of a part. */
const machine = fc.record({
  secure: fc.option(fc.subarray(["a", "b"])),
  tags: fc.subarray(["a", "b"]),
  account: fc.constantFrom(null, "a", "b"),
  at: fc.subarray([IN_PART, ELSEWHERE], { minLength: 1 }),
});
type Machine = typeof machine extends fc.Arbitrary<infer M> ? M : never;

const interfaceOf = ({ secure, tags, account, at }: Machine): Interface => ({
  network: NETWORK,
  region: "europe-west4",
  machine: { tags: new Set(tags), account, secureTags: secure === null ? null : new Set(secure), at },
  families: ["ipv4"],
});

/** Blocks from which traffic gets in, in each case that can't be told. `unread`: rules that the engine is not shown. */
function asked(
  all: World,
  of: Machine,
  unread: readonly Rule[],
  port: number,
  transport: Transport,
): readonly (readonly number[])[] {
  const shown = { ...all, classic: [...all.classic, ...unread] };
  const orders = all.hierarchy.length < 2 ? [all.hierarchy] : [all.hierarchy, all.hierarchy.toReversed()];
  const machines = (of.secure === null ? subsets(["a", "b"]) : [of.secure]).flatMap((secure) =>
    of.at.map((address) => ({ secure, tags: of.tags, account: of.account, isInPart: address === IN_PART })),
  );
  return orders.flatMap((hierarchy) =>
    subsets(undecided(all).map((_, at) => `${at}`)).flatMap((held) => {
      const holds = (one: Rule): boolean => held.includes(`${undecided(all).indexOf(one)}`);
      return machines.map((each) =>
        BLOCKS.filter((block) => decided(shown, hierarchy, [block, port, transport], each, holds) !== null),
      );
    }),
  );
}

const blocksOf = (ranges: readonly AddressRange[]): readonly number[] =>
  BLOCKS.filter((block) => isWithin(rangeOf(cidrText([block, 4]))!, ranges));

/** By order, the blocks that the engine lets in. */
const said = (orders: ReturnType<typeof letIn>, reading: Reading): readonly (readonly number[])[] =>
  (orders ?? []).map((rules) => blocksOf(rules.flatMap(({ reach }) => reach[reading])));

const inEach = (lists: readonly (readonly number[])[]): readonly number[] =>
  BLOCKS.filter((block) => lists.every((list) => list.includes(block)));
const inSome = (lists: readonly (readonly number[])[]): readonly number[] =>
  BLOCKS.filter((block) => lists.some((list) => list.includes(block)));

/** Blocks of which most belongs to the internet. */
const isPublic = (block: number): boolean => block < 14;
const bound = { broadestIpv4Prefix: 8, broadestIpv6Prefix: 32 };

const few = world.filter((all) => undecided(all).length <= 3);
const unread = fc.oneof(fc.constant([]), fc.array(rule, { maxLength: 2 }));

test("what gets in for certain does in every case, and what gets in in some case is among what may", () => {
  fc.assert(
    fc.property(
      few,
      machine,
      unread,
      fc.constantFrom(...PORTS),
      fc.constantFrom(...ASKED),
      (all, of, hidden, port, transport) => {
        const firewall = {
          rules: all.classic.map(classicRule),
          areAllRules: hidden.length === 0,
          policies: written(all),
        };
        const cases = asked(all, of, hidden, port, transport);
        const orders = letIn(interfaceOf(of), firewall, port, transport);
        const [sure, may] = [inEach(said(orders, "sure")), inSome(said(orders, "may"))];
        expect(inEach(cases)).toEqual(expect.arrayContaining([...sure]));
        expect(may).toEqual(expect.arrayContaining([...inSome(cases)]));
        const { open, mayBeOpen } = reachOf(interfaceOf(of), firewall, bound, port, transport);
        expect(open.length > 0).toBe(said(orders, "sure").every((blocks) => blocks.some(isPublic)));
        expect(mayBeOpen).toBe(said(orders, "may").some((blocks) => blocks.some(isPublic)));
        // Where everything can be told, both are the truth.
        if (cases.length === 1 && hidden.length === 0) expect([sure, may]).toEqual([cases[0], cases[0]]);
      },
    ),
    { numRuns: runs(2000) },
  );
});

test("an interface without an external address of a family is not reached by that family", () => {
  fc.assert(
    fc.property(few, machine, fc.constantFrom(...ASKED), (all, of, transport) => {
      const firewall = { rules: all.classic.map(classicRule), areAllRules: true, policies: written(all) };
      for (const families of [[], ["ipv6"]] as const) {
        const { open, mayBeOpen } = reachOf({ ...interfaceOf(of), families }, firewall, bound, 22, transport);
        expect(open).toEqual([]);
        // Rules of the model are for addresses of IPv4, or for places that nobody knows.
        expect(mayBeOpen && families.length === 0).toBe(false);
      }
    }),
    { numRuns: runs(100) },
  );
});

test("a region whose policies were not read may let in anything", () => {
  const of = { ...interfaceOf({ secure: [], tags: [], account: null, at: [IN_PART] }), region: "us-east1" };
  const policies = { Network: NETWORK, Policies: [], Regions: [{ Region: "europe-west4", Policies: [] }] };
  const firewall = { rules: [], areAllRules: true, policies };
  expect(reachOf(of, firewall, bound, 22, "tcp")).toEqual({ open: [], mayBeOpen: true });
  const whole = { ...policies, Regions: [{ Region: null, Policies: [] }] };
  expect(reachOf(of, { ...firewall, policies: whole }, bound, 22, "tcp")).toEqual({ open: [], mayBeOpen: false });
});
