// Reads VPC firewall rules of Google Cloud: the smallest priority number decides, and of equal priorities the deny.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { isWithin, rangeOf, without, type AddressRange } from "./address-range.ts";
import { listed, type Opening } from "./opening.ts";
import { carries, hasPort, isPortRange, isProtocol, type Transport } from "./transport.ts";

const Traffic = z.object({
  IPProtocol: z.string(),
  /**
   * Missing or empty: all ports. "If not specified, this rule applies to connections through any port."
   * https://docs.cloud.google.com/compute/docs/reference/rest/v1/firewalls
   */
  ports: z.array(z.string()).nullish(),
});
type Traffic = z.infer<typeof Traffic>;

/** Where a text is no block, nobody can say which machines the rule is for. */
const Destinations = z.array(z.string().refine((text) => rangeOf(text) !== null)).nullish();
const Names = z.array(z.string()).nullish();

/** https://docs.cloud.google.com/compute/docs/reference/rest/v1/firewalls */
export const FirewallRule = z.object({
  name: z.string(),
  network: z.string(),
  direction: z.enum(["EGRESS", "INGRESS"]).nullish(),
  disabled: z.boolean().nullish(),
  priority: z.int().nullish(),
  allowed: z.array(Traffic).nullish(),
  denied: z.array(Traffic).nullish(),
  sourceRanges: z.array(z.string()).nullish(),
  sourceTags: Names,
  sourceServiceAccounts: Names,
  destinationRanges: Destinations,
  targetTags: Names,
  targetServiceAccounts: Names,
});
export type FirewallRule = z.infer<typeof FirewallRule>;

/** 1000 where none was given, says the reference of the API. */
const priorityOf = ({ priority }: FirewallRule): number => priority ?? 1000;

/** Whether a rule denies any inbound traffic. */
export const isInboundDeny = ({ direction, disabled, denied }: FirewallRule): boolean =>
  (direction ?? "INGRESS") === "INGRESS" && disabled !== true && (denied ?? []).length > 0;

/**
 * Source addresses as written. Tags and service accounts add to the ranges, they do not narrow them; a rule with no
 * source at all is for any IPv4 address. https://docs.cloud.google.com/firewall/docs/firewalls
 */
function sourcesOf({ sourceRanges, sourceTags, sourceServiceAccounts }: FirewallRule): readonly string[] {
  const isAny = [sourceRanges, sourceTags, sourceServiceAccounts].every((names) => (names ?? []).length === 0);
  return isAny ? ["0.0.0.0/0"] : (sourceRanges ?? []);
}

const rangesOf = (texts: readonly string[]): readonly AddressRange[] => texts.flatMap((text) => rangeOf(text) ?? []);

const portsOf = ({ ports }: Traffic): readonly string[] => (ports == null || ports.length === 0 ? ["*"] : ports);

const matches = (traffic: Traffic, port: number, transport: Transport): boolean =>
  carries(traffic.IPProtocol, transport) && portsOf(traffic).some((range) => hasPort(range, port));

/**
 * Why nobody can say whether a rule is for traffic to a port, or from where; null where it is clear. The protocol, ports and
 * sources of other traffic make no difference.
 */
export function faultOf(rule: FirewallRule, port: number, transport: Transport): Problem | null {
  const traffic = [...(rule.allowed ?? []), ...(rule.denied ?? [])];
  if (!traffic.every(({ IPProtocol }) => isProtocol(IPProtocol)))
    return unreadable("protocol of a firewall rule is not one that Google Cloud documents");
  const carrying = traffic.filter(({ IPProtocol }) => carries(IPProtocol, transport));
  if (!carrying.every((one) => portsOf(one).every(isPortRange)))
    return unreadable("ports of a firewall rule are no range of ports");
  const isFor = carrying.some((one) => matches(one, port, transport));
  if (!isFor || sourcesOf(rule).every((source) => rangeOf(source) !== null)) return null;
  return unreadable("source of a firewall rule is not an address or a CIDR block");
}

const unreadable = (what: string): Problem => ({ code: "unexpected-shape", detail: `the ${what}` });

/** Machines that a rule is for: those with one of its tags, or that run as one of its accounts; null for all of a network. */
type Target = { readonly by: "tag" | "account"; readonly name: string } | null;

function targetsOf({ targetTags, targetServiceAccounts }: FirewallRule): readonly Target[] {
  const named: readonly Target[] = [
    ...(targetTags ?? []).map((name) => ({ by: "tag", name }) as const),
    ...(targetServiceAccounts ?? []).map((name) => ({ by: "account", name }) as const),
  ];
  return named.length > 0 ? named : [null];
}

/** Whether a deny is for every machine that `target` stands for. A machine with a tag may have no other tag, and any account. */
const isFor = (deny: FirewallRule, target: Target): boolean =>
  targetsOf(deny).some((one) => one === null || (one.by === target?.by && one.name === target.name));

/** Whether a deny is for every address of machines that an allow is for; one that names none is for any. */
function reachesAll(deny: FirewallRule, allow: FirewallRule): boolean {
  const barred = deny.destinationRanges ?? [];
  const led = allow.destinationRanges ?? [];
  if (barred.length === 0) return true;
  return led.length > 0 && rangesOf(led).every((range) => isWithin(range, rangesOf(barred)));
}

/** Whether a deny of the same network keeps traffic to a port from some machine that an allow is for. */
export function hinders(deny: FirewallRule, allow: FirewallRule, port: number, transport: Transport): boolean {
  return mayHinder(deny, allow) && (deny.denied ?? []).some((traffic) => matches(traffic, port, transport));
}

/** Whether a deny of the same network keeps some traffic from some machine that an allow is for, whatever the traffic is. */
export function mayHinder(deny: FirewallRule, allow: FirewallRule): boolean {
  return (
    isInboundDeny(deny) &&
    priorityOf(deny) <= priorityOf(allow) &&
    reachesAll(deny, allow) &&
    targetsOf(allow).some((target) => isFor(deny, target))
  );
}

/** How an enabled inbound rule lets traffic to a port in, after the denies of its network that hinder it. */
export function firewallOpenings(
  allow: FirewallRule,
  denies: readonly FirewallRule[],
  port: number,
  transport: Transport,
): readonly Opening[] {
  const before = denies.filter((deny) => hinders(deny, allow, port, transport));
  const takenAt = targetsOf(allow).map((target) =>
    before.filter((deny) => isFor(deny, target)).flatMap((deny) => rangesOf(sourcesOf(deny))),
  );
  const sources = sourcesOf(allow);
  const from = rangesOf(sources).map((written) => ({
    written,
    through: takenAt.flatMap((taken) => without(written, taken)),
  }));
  return (allow.allowed ?? [])
    .filter((traffic) => matches(traffic, port, transport))
    .map((traffic) => ({
      shown: {
        protocol: traffic.IPProtocol.toLowerCase(),
        ports: listed(portsOf(traffic)),
        sources: listed(sources),
      },
      from,
    }));
}
