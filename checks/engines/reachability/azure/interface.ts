// Decides which traffic of the internet reaches a network interface of Azure: each way to it, through all rules that guard it.
import type { JsonObject, Problem } from "../../../../evidence-schema/record/record.ts";
import { common, everywhere, merged, type AddressRange, type Family } from "../address-range.ts";
import { both, certain, walk, type LetIn, type Reach } from "../walk.ts";
import type { InternetBound } from "../internet.ts";
import { deciding, type Exposure, type Opening } from "../opening.ts";
import { carries, type Transport } from "../transport.ts";
import { matched, sourcePortsIn, type Packet, type Rule } from "./rule.ts";

/** A way from the internet to an interface: a public address of its own, or a rule of a load balancer that leads to it. */
export type Way = Pick<Packet, "family" | "address" | "groups"> & {
  /** The traffic that a load balancer forwards, as the interface receives it; null for all traffic. */
  readonly only: { readonly transports: readonly string[]; readonly port: number } | null;
  /** Why nobody knows whether the way is there; null where it is. */
  readonly unsure: Problem | null;
  /**
   * Whether traffic comes in where no network security group is there, or why nobody can say: Standard addresses and load balancers
   * are closed without one. https://learn.microsoft.com/en-us/azure/virtual-network/ip-services/public-ip-addresses#sku
   */
  readonly openWithoutGroup: boolean | Problem;
};

/** The rules that guard an interface, in the order in which Azure asks them; null where there is no network security group. */
export type Guard = {
  readonly admin: readonly Rule[];
  readonly subnet: readonly Rule[] | null;
  readonly own: readonly Rule[] | null;
};

/** Rules that let traffic in, and the sources as they write them, which are cut to those that what comes before writes. */
type LetThrough = {
  readonly shown: JsonObject;
  readonly written: { readonly sure: readonly AddressRange[]; readonly may: readonly AddressRange[] };
  readonly reach: Reach;
};

/**
 * How traffic to a port gets to the interface. `open`: the last rules that let the internet in, and those of the subnet before them.
 * A rule or a part that was not read counts only where it decides. The sender chooses the port from which it sends.
 */
export function wayExposure(
  way: Way,
  guard: Guard,
  port: number,
  transport: Transport,
  bound: InternetBound,
): Exposure {
  if (way.only !== null && !(way.only.port === port && way.only.transports.some((one) => carries(one, transport))))
    return { open: [], problem: null };
  const rules = [...guard.admin, ...(guard.subnet ?? []), ...(guard.own ?? [])];
  let problem: Problem | null = null;
  for (const sourcePort of sourcePortsIn(rules)) {
    const packet = { ...way, port, transport, sourcePort };
    const { last, before } = through(packet, way, guard);
    const open = deciding(openings(last, "sure"), bound);
    if (open.length > 0) return { open: [...open, ...leadingTo(open, before)], problem: null };
    if (deciding(openings(last, "may"), bound).length > 0) problem ??= causeIn(packet, way, guard);
  }
  return { open: [], problem };
}

/** Traffic that gets through all rules, by the rules that let it through last; `before`: by those of the subnet if others come after. */
function through(packet: Packet, way: Way, { admin, subnet, own }: Guard) {
  const all = everywhere.filter(({ family }) => family === packet.family);
  const past = walk(stepsOf(admin, packet), way.unsure === null ? certain(all) : { sure: [], may: all });
  const always = past.letIn.map((one) => letThrough(one, packet.family, all));
  const start: LetThrough[] = [{ shown: NO_GROUP, written: certain(all), reach: past.onward }];
  if (subnet === null && own === null) return { last: [...always, ...withoutGroup(way, start)], before: [] };
  const before = subnet === null ? start : layer(subnet, packet, start);
  const last = own === null ? before : layer(own, packet, before);
  return { last: [...always, ...last], before: subnet === null || own === null ? [] : before };
}

const NO_GROUP = { name: "no network security group" };

function withoutGroup({ openWithoutGroup: open }: Way, start: readonly LetThrough[]): readonly LetThrough[] {
  if (typeof open === "boolean") return open ? start : [];
  return start.map((one) => ({ ...one, reach: { sure: [], may: one.reach.may } }));
}

/** Traffic that a group lets through, of all that got to it. Its default rules let nothing of the internet in. */
function layer(rules: readonly Rule[], packet: Packet, before: readonly LetThrough[]): readonly LetThrough[] {
  const arrived = gathered(before, ({ reach }) => reach);
  const written = gathered(before, (each) => ({
    sure: each.reach.sure.length > 0 ? each.written.sure : [],
    may: each.written.may,
  }));
  return walk(stepsOf(rules, packet), arrived).letIn.map((one) => {
    const { shown, reach, written: own } = letThrough(one, packet.family, everywhere);
    return { shown, reach, written: { sure: both(own.sure, written.sure), may: both(own.may, written.may) } };
  });
}

const gathered = (all: readonly LetThrough[], of: (one: LetThrough) => Reach): Reach => ({
  sure: merged(all.flatMap((one) => of(one).sure)),
  may: merged(all.flatMap((one) => of(one).may)),
});

function letThrough({ rule, reach }: LetIn<Rule>, family: Family, all: readonly AddressRange[]): LetThrough {
  const { ranges, isOpen } = rule.sources;
  const own = ranges.filter((range) => range.family === family);
  return { shown: rule.shown, reach, written: { sure: own, may: isOpen ? all : own } };
}

/** In the order in which Azure tries them. */
const stepsOf = (rules: readonly Rule[], packet: Packet) =>
  rules
    .toSorted((a, b) => a.priority - b.priority)
    .map((rule) => ({ rule, action: rule.action, from: matched(rule, packet) }));

const openings = (last: readonly LetThrough[], as: keyof Reach): readonly Opening[] =>
  last.map(({ shown, written, reach }) => ({
    shown,
    from: merged(written[as]).map((range) => ({ written: range, through: both([range], reach[as]) })),
  }));

/** The rules of the subnet that some of the open traffic comes through, as openings for facts alone. */
function leadingTo(open: readonly Opening[], before: readonly LetThrough[]): readonly Opening[] {
  const reached = open.flatMap(({ from }) => from.flatMap(({ through: ranges }) => ranges));
  return before
    .filter(({ reach }) => reach.sure.some((one) => reached.some((other) => common(one, other).length > 0)))
    .map(({ shown }) => ({ shown, from: [] }));
}

/** Why nobody can say whether the traffic gets through. */
function causeIn(packet: Packet, way: Way, { admin, subnet, own }: Guard): Problem {
  if (way.unsure !== null) return way.unsure;
  const faulty = [...admin, ...(subnet ?? []), ...(own ?? [])].find(
    (rule) => rule.fault !== null && matched(rule, packet).may.length > 0,
  );
  if (faulty?.fault != null) return faulty.fault;
  return typeof way.openWithoutGroup === "boolean" ? NO_ADDRESS : way.openWithoutGroup;
}

const NO_ADDRESS: Problem = {
  code: "not-in-answer",
  detail: "the answer from Azure lacks the private address that the rules of the interface are for",
};
