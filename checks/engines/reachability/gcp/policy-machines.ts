// Lists the machines that rules of firewall policies are asked about: few enough to ask each, and none that could be reached is left out.
import type { AddressRange } from "../address-range.ts";
import { placesIn, type Machine } from "./machine.ts";
import { actionOf, destinationsOf, isForTraffic, isInbound, secureTagsOf, type PolicyRule } from "./policy-rule.ts";
import type { Transport } from "../transport.ts";
import { both } from "../walk.ts";

/** A machine that a rule which lets traffic in is for, by the one target of the rule that it has. */
export type Owner = {
  readonly tag: string | null;
  readonly account: string | null;
  readonly secureTag: string | null;
  /** Where it lies; null: anywhere outside of the ranges that rules single out. */
  readonly at: AddressRange | null;
};

/** Properties of machines by which traffic gets past denies of a policy: those that rules with goto_next are for. */
export type Detours = {
  readonly secureTags: readonly string[];
  readonly accounts: readonly string[];
  readonly at: readonly AddressRange[];
};

/** More machines than these are not asked about for one owner. */
const MOST = 100;

/** Detours of policies for traffic to a port. */
export function detoursOf(rules: readonly PolicyRule[], port: number, transport: Transport): Detours {
  const passing = rules.filter(
    (rule) =>
      isInbound(rule) && ["next", "unknown"].includes(actionOf(rule)) && isForTraffic(rule, port, transport) !== "no",
  );
  return {
    secureTags: [...new Set(passing.flatMap(secureTagsOf))],
    accounts: [...new Set(passing.flatMap(({ targetServiceAccounts }) => targetServiceAccounts ?? []))],
    at: placesIn(passing.flatMap(destinationsOf)).filter((place) => place !== null),
  };
}

/** The targets of a rule of a policy, each with each range of its destinations. */
export function ownersOf(rule: PolicyRule): readonly Owner[] {
  const tags = secureTagsOf(rule).map((secureTag) => ({ secureTag, account: null }));
  const accounts = (rule.targetServiceAccounts ?? []).map((account) => ({ secureTag: null, account }));
  const isForAll = (rule.targetSecureTags ?? []).length === 0 && accounts.length === 0;
  const targets = isForAll ? [{ secureTag: null, account: null }] : [...tags, ...accounts];
  const to = destinationsOf(rule);
  return targets.flatMap((target) =>
    (to.length > 0 ? placesIn(to) : [null]).map((at) => ({ ...target, tag: null, at })),
  );
}

/**
 * Machines that an owner stands for: with each choice of the detours, since a machine that takes one may be reached where others
 * are not. Null: there are too many choices.
 */
export function machinesOf(owner: Owner, detours: Detours): readonly Machine[] | null {
  const own = owner.secureTag === null ? [] : [owner.secureTag];
  const accounts = owner.account === null ? [null, ...detours.accounts] : [owner.account];
  const places = owner.at === null ? [null, ...detours.at] : [owner.at, ...both([owner.at], detours.at)];
  if (2 ** detours.secureTags.length * accounts.length * places.length > MOST) return null;
  return subsetsOf(detours.secureTags).flatMap((tags) =>
    accounts.flatMap((account) =>
      places.map((at) => ({
        tags: new Set(owner.tag === null ? [] : [owner.tag]),
        account,
        at: at === null ? [] : [at],
        secureTags: new Set([...own, ...tags]),
      })),
    ),
  );
}

const subsetsOf = (names: readonly string[]): readonly (readonly string[])[] =>
  names.reduce<readonly (readonly string[])[]>(
    (subsets, name) => [...subsets, ...subsets.map((subset) => [...subset, name])],
    [[]],
  );
