// Reads security admin rules of Azure Virtual Network Manager, which Azure asks before network security groups.
import { z } from "zod";
import type { Problem } from "../../../../evidence-schema/record/record.ts";
import { everywhere } from "../address-range.ts";
import type { InternetBound } from "../internet.ts";
import { listed, type Exposure } from "../opening.ts";
import { isPortRange, isProtocol, type Transport } from "../transport.ts";
import { isUnreadable, knownRanges, type Rule } from "./rule.ts";
import { securityRuleExposure, type SecurityRule } from "./security-rule.ts";

const Addresses = z
  .array(z.object({ addressPrefix: z.string().nullish(), addressPrefixType: z.string().nullish() }))
  .nullish();
const Ports = z.array(z.string()).nullish();

/**
 * A rule that holds in a virtual network.
 * https://learn.microsoft.com/en-us/rest/api/networkmanager/list-network-manager-effective-security-admin-rules
 */
export const AdminRule = z.object({
  id: z.string(),
  access: z.string().nullish(),
  direction: z.string().nullish(),
  priority: z.int().nullish(),
  protocol: z.string().nullish(),
  sources: Addresses,
  destinations: Addresses,
  sourcePortRanges: Ports,
  destinationPortRanges: Ports,
});
export type AdminRule = z.infer<typeof AdminRule>;

/**
 * Allow leaves traffic to the groups behind, Always allow takes it past them, and Deny ends it.
 * https://learn.microsoft.com/en-us/azure/virtual-network-manager/concept-security-admins
 */
const ACTIONS: ReadonlyMap<string, Rule["action"]> = new Map([
  ["allow", "next"],
  ["alwaysallow", "allow"],
  ["deny", "deny"],
]);

const textsOf = (list: z.infer<typeof Addresses>): readonly string[] =>
  (list ?? []).map(({ addressPrefix }) => (addressPrefix ?? "").toLowerCase());

/** A list that is left blank is for any. https://learn.microsoft.com/en-us/azure/virtual-network-manager/how-to-block-high-risk-ports */
const orAny = (texts: readonly string[]): readonly string[] => (texts.length === 0 ? ["*"] : texts);

/** Network groups are machines of virtual networks: as sources never the internet. Their ids are no addresses. */
const isGroup = (text: string): boolean => text.startsWith("/subscriptions/");

function inForm(rule: AdminRule): Rule {
  const { id, access, priority, protocol } = rule;
  const sources = orAny(textsOf(rule.sources)).filter((text) => !isGroup(text));
  const [ports, sourcePorts] = [orAny(rule.destinationPortRanges ?? []), orAny(rule.sourcePortRanges ?? [])];
  const destinations = orAny(textsOf(rule.destinations));
  const written = (protocol ?? "").toLowerCase();
  return {
    shown: {
      name: nameOf(rule),
      networkManager: managerOf(id),
      access: access ?? "",
      priority: priority ?? 0,
      protocol: written,
      ports: listed(ports),
      sources: listed(sources),
    },
    priority: priority ?? 0,
    action: ACTIONS.get((access ?? "").toLowerCase()) ?? "unknown",
    protocol: written,
    sources: { ranges: sources.flatMap((text) => knownRanges(text) ?? []), isOpen: sources.some(isUnreadable) },
    sourcePorts,
    // A group of networks as a destination is for some of its machines, and nobody says which.
    destinations: destinations.map((text) => (isGroup(text) ? "" : text)),
    ports,
    fault: faultOf(rule, { sources, destinations, ports: [...ports, ...sourcePorts] }),
  };
}

type Texts = {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly ports: readonly string[];
};

function faultOf({ access, priority, protocol }: AdminRule, { sources, destinations, ports }: Texts): Problem | null {
  const isRead =
    isProtocol(protocol ?? "") &&
    priority != null &&
    ACTIONS.has((access ?? "").toLowerCase()) &&
    ![...sources, ...destinations].some(isUnreadable) &&
    ports.every(isPortRange);
  return isRead
    ? null
    : { code: "unexpected-shape", detail: "a security admin rule has a value that Azure does not document" };
}

const managerOf = (id: string): string => /\/networkmanagers\/([^/]+)/i.exec(id)?.[1] ?? "";

/** Where several managers have rules for one network, that of the wider scope comes first, which no rule tells. */
const UNORDERED: Problem = {
  code: "not-in-answer",
  detail:
    "security admin rules of several network managers hold in the virtual network, and the answer does not order them",
};

/** The inbound rules in the form that interfaces are asked by. If they have no order, each may be the rule that decides. */
export function inboundAdminRules(rules: readonly AdminRule[]): readonly Rule[] {
  const inbound = rules.filter(({ direction }) => (direction ?? "").toLowerCase() !== "outbound");
  const managers = new Set(inbound.map(({ id }) => id.toLowerCase().split("/securityadminconfigurations/")[0]));
  const isOrdered = managers.size <= 1 && inbound.every(({ priority }) => priority != null);
  return inbound
    .map(inForm)
    .map((rule) => (isOrdered ? rule : { ...rule, action: "unknown", fault: rule.fault ?? UNORDERED }));
}

/**
 * How the rules send traffic past all groups, judged for any machine. Allow leaves traffic to the groups, and so it opens nothing
 * here: it only takes the traffic from the rules behind it.
 */
export function alwaysAllowed(
  rules: readonly AdminRule[],
  port: number,
  transport: Transport,
  bound: InternetBound,
): Exposure {
  const unclear = inboundAdminRules(rules).find(({ action }) => action === "unknown");
  if (unclear !== undefined) return { open: [], problem: unclear.fault };
  return securityRuleExposure(rules.map(asSecurityRule), port, transport, bound);
}

function asSecurityRule(rule: AdminRule): SecurityRule {
  const [sources, destinations] = [orAny(textsOf(rule.sources)), orAny(textsOf(rule.destinations))];
  const idsIn = (texts: readonly string[]) => texts.filter(isGroup).map((id) => ({ id }));
  return {
    name: nameOf(rule),
    properties: {
      access: (rule.access ?? "").toLowerCase() === "alwaysallow" ? "Allow" : "Deny",
      direction: rule.direction ?? "",
      priority: rule.priority ?? 0,
      protocol: rule.protocol ?? "",
      sourceAddressPrefixes: sources.filter((text) => !isGroup(text)),
      sourceApplicationSecurityGroups: idsIn(sources),
      sourcePortRanges: [...orAny(rule.sourcePortRanges ?? [])],
      destinationAddressPrefixes: destinations.filter((text) => !isGroup(text)),
      destinationApplicationSecurityGroups: idsIn(destinations),
      destinationPortRanges: [...orAny(rule.destinationPortRanges ?? [])],
    },
  };
}

const nameOf = ({ id }: AdminRule): string => id.slice(id.lastIndexOf("/") + 1);

/** A rule for all inbound traffic with an unknown action: it stands for rules that were not read. */
export const anyRule = (fault: Problem): Rule => ({
  shown: {},
  priority: 0,
  action: "unknown",
  protocol: "*",
  sources: { ranges: everywhere, isOpen: false },
  sourcePorts: ["*"],
  destinations: ["*"],
  ports: ["*"],
  fault,
});
