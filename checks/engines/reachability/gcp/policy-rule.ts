// Reads rules of firewall policies of Google Cloud: for which machines, ports and sources one is, as far as that can be told.
import { z } from "zod";
import { everywhere, rangeOf, type AddressRange } from "../address-range.ts";
import type { Named } from "../asked-traffic.ts";
import { toDestination, type Machine } from "./machine.ts";
import type { Certainty } from "../walk.ts";
import { carries, hasPort, hasPorts, isPortRange, isProtocol, type Transport } from "../transport.ts";
import { certain, NOWHERE, type Action, type Reach } from "../walk.ts";

const Texts = z.array(z.string()).nullish();
const SecureTags = z.array(z.object({ name: z.string(), state: z.string().nullish() })).nullish();

const Layer4 = z.object({ ipProtocol: z.string(), ports: Texts });
type Layer4 = z.infer<typeof Layer4>;

/** https://docs.cloud.google.com/compute/docs/reference/rest/v1/networkFirewallPolicies (rules[]) */
export const PolicyRule = z.object({
  priority: z.int(),
  action: z.string(),
  direction: z.string().nullish(),
  disabled: z.boolean().nullish(),
  match: z
    .object({
      layer4Configs: z.array(Layer4).nullish(),
      srcIpRanges: Texts,
      srcFqdns: Texts,
      srcRegionCodes: Texts,
      srcThreatIntelligences: Texts,
      srcAddressGroups: Texts,
      srcSecureTags: SecureTags,
      srcNetworkContext: z.string().nullish(),
      srcNetworkType: z.string().nullish(),
      destIpRanges: Texts,
      destFqdns: Texts,
      destRegionCodes: Texts,
      destThreatIntelligences: Texts,
      destAddressGroups: Texts,
    })
    .nullish(),
  targetType: z.string().nullish(),
  targetForwardingRules: Texts,
  targetResources: Texts,
  targetServiceAccounts: Texts,
  targetSecureTags: SecureTags,
});
export type PolicyRule = z.infer<typeof PolicyRule>;

/** Whether a rule is for inbound traffic to machines at all. Proxies of internal load balancers are no machines. */
export const isInbound = ({ direction, disabled, targetType, targetForwardingRules }: PolicyRule): boolean =>
  (direction ?? "INGRESS") === "INGRESS" &&
  disabled !== true &&
  targetType !== "INTERNAL_MANAGED_LB" &&
  (targetForwardingRules ?? []).length === 0;

const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ["allow", "allow"],
  ["deny", "deny"],
  ["goto_next", "next"],
  ["apply_security_profile_group", "inspect"],
]);

export const actionOf = ({ action }: PolicyRule): Action => ACTIONS.get(action.toLowerCase()) ?? "unknown";

/** Destinations of a rule that can be read. */
export const destinationsOf = ({ match }: PolicyRule): readonly AddressRange[] =>
  (match?.destIpRanges ?? []).flatMap((text) => rangeOf(text) ?? []);

/** Secure tags that a rule is for. Google ignores those that are not in effect, and a rule that has no other. */
export const secureTagsOf = ({ targetSecureTags }: PolicyRule): readonly string[] =>
  (targetSecureTags ?? []).filter(({ state }) => state !== "INEFFECTIVE").map(({ name }) => name);

/** The path of a network in a link to it. */
export const networkPath = (link: string): string =>
  /projects\/[^/]+\/global\/networks\/[^/?]+/.exec(link)?.[0] ?? link;

/** Whether a rule that names networks is for `network`. A project or network may be named by its number, which is not known here. */
function isForNetwork({ targetResources }: PolicyRule, network: string): Certainty {
  const named = (targetResources ?? []).map(networkPath);
  if (named.length === 0 || named.includes(networkPath(network))) return "yes";
  const [project, name] = partsOf(networkPath(network));
  const mayBe = named.map(partsOf).some(([of, called]) => {
    const isSameName = called === name || /^\d+$/.test(called);
    return isSameName && (of === project || /^\d+$/.test(of) || /^\d+$/.test(project));
  });
  return mayBe ? "maybe" : "no";
}

const partsOf = (path: string): readonly [string, string] => {
  const [, project = "", , , name = ""] = path.split("/");
  return [project, name];
};

/** Whether a rule is for a machine of `network`, wherever the machine's address lies. */
function isFor(rule: PolicyRule, network: string, machine: Machine): Certainty {
  const { match, targetServiceAccounts: accounts, targetSecureTags, targetType } = rule;
  const tags = secureTagsOf(rule);
  const hasAccount = (accounts ?? []).length === 0 || (accounts ?? []).some((one) => one === machine.account);
  const hasTag = (targetSecureTags ?? []).length === 0 || tags.some((tag) => machine.secureTags?.has(tag) ?? true);
  const areTagsRead = machine.secureTags !== null || tags.length === 0;
  const said: readonly Certainty[] = [
    hasAccount && hasTag ? "yes" : "no",
    areTagsRead ? "yes" : "maybe",
    isForNetwork(rule, network),
    isOddDestination(match) || !["", "INSTANCES"].includes(targetType ?? "") ? "maybe" : "yes",
  ];
  return said.includes("no") ? "no" : said.includes("maybe") ? "maybe" : "yes";
}

/** Inbound rules name destinations as ranges alone. */
const isOddDestination = (match: PolicyRule["match"]): boolean =>
  [match?.destFqdns, match?.destRegionCodes, match?.destThreatIntelligences, match?.destAddressGroups].some(
    (list) => (list ?? []).length > 0,
  ) || (match?.destIpRanges ?? []).some((text) => rangeOf(text) === null);

export const portsOf = ({ ports }: Layer4): readonly string[] => (ports == null || ports.length === 0 ? ["*"] : ports);

/** The traffic that a rule names. */
export const namedBy = ({ match }: PolicyRule): readonly Named[] =>
  (match?.layer4Configs ?? []).map((one) => ({ protocol: one.ipProtocol, ports: portsOf(one) }));

const isForPort = (one: Layer4, port: number, transport: Transport): Certainty => {
  if (!isProtocol(one.ipProtocol)) return "maybe";
  if (!carries(one.ipProtocol, transport)) return "no";
  if (!hasPorts(transport) || portsOf(one).some((range) => hasPort(range, port))) return "yes";
  return portsOf(one).every(isPortRange) ? "no" : "maybe";
};

/** Parts of a rule that are for a port, or may be. */
export function trafficOf({ match }: PolicyRule, port: number, transport: Transport): readonly Layer4[] {
  const configs = match?.layer4Configs ?? [];
  return configs.length === 0 ? UNSAID : configs.filter((one) => isForPort(one, port, transport) !== "no");
}

/** A rule without protocols is none that Google documents. */
const UNSAID: readonly Layer4[] = [{ ipProtocol: "unknown", ports: null }];

/** Whether a rule is for a port. */
export function isForTraffic({ match }: PolicyRule, port: number, transport: Transport): Certainty {
  const configs = match?.layer4Configs ?? [];
  if (configs.length === 0) return "maybe";
  const said = configs.map((one) => isForPort(one, port, transport));
  return said.includes("yes") ? "yes" : said.includes("maybe") ? "maybe" : "no";
}

/** The kinds of networks that traffic must come from. Both members say the same, and one of them may say nothing. */
const contextsOf = (match: PolicyRule["match"]): readonly string[] =>
  [match?.srcNetworkContext ?? "", match?.srcNetworkType ?? ""].filter((text) => !["", "UNSPECIFIED"].includes(text));

/** Kinds of networks that no packet of the internet comes from. */
const INSIDE = ["NON_INTERNET", "VPC_NETWORKS", "INTRA_VPC"];

/**
 * Where traffic of the internet comes from that a rule matches. Names, places, lists and groups stand for addresses that are not
 * known. Secure tags as sources are machines of a network. Where ranges stand beside another kind of source, they hold for certain
 * only if nobody has to know whether the kinds add up or narrow each other.
 * https://docs.cloud.google.com/firewall/docs/firewall-policies-rule-details
 */
function sourcesOf({ match }: PolicyRule): Reach {
  const contexts = contextsOf(match);
  if (contexts.some((context) => INSIDE.includes(context))) return NOWHERE;
  const texts = match?.srcIpRanges ?? [];
  const ranges = texts.flatMap((text) => rangeOf(text) ?? []);
  const hasUnknown =
    [match?.srcFqdns, match?.srcRegionCodes, match?.srcThreatIntelligences, match?.srcAddressGroups].some(
      (list) => (list ?? []).length > 0,
    ) || ranges.length < texts.length;
  const hasTags = (match?.srcSecureTags ?? []).length > 0;
  const isAny = texts.length === 0 && !hasTags;
  const may = hasUnknown || isAny ? everywhere : ranges;
  if (hasUnknown || hasTags || contexts.some((context) => context !== "INTERNET")) return { sure: [], may };
  // No page says whether a rule without a source is for IPv6 too.
  if (isAny) return { sure: everywhere.filter(({ family }) => family === "ipv4"), may };
  return certain(ranges);
}

/** Sources of a rule as facts show them: addresses, and the kinds of others. */
export function shownSources({ match }: PolicyRule): readonly string[] {
  const kinds = [
    ["fqdn", match?.srcFqdns],
    ["region", match?.srcRegionCodes],
    ["threat list", match?.srcThreatIntelligences],
    ["address group", match?.srcAddressGroups],
  ] as const;
  const others = kinds.flatMap(([kind, list]) => (list ?? []).map((text) => `${kind} ${text}`));
  const shown = [...(match?.srcIpRanges ?? []), ...others];
  return shown.length > 0 ? shown : [contextsOf(match)[0] ?? "any"];
}

/** A rule as a port meets it, whichever machine is asked: where it matches machines that it is for. */
export type PortRule = { readonly rule: PolicyRule; readonly action: Action; readonly from: Reach };

/** Inbound rules that are for a port, or may be, in the order in which they decide. */
export const rulesForPort = (rules: readonly PolicyRule[], port: number, transport: Transport): readonly PortRule[] =>
  rules
    .filter(isInbound)
    .toSorted((a, b) => a.priority - b.priority)
    .flatMap((rule): readonly PortRule[] => {
      const said = isForTraffic(rule, port, transport);
      if (said === "no") return [];
      const from = sourcesOf(rule);
      return [{ rule, action: actionOf(rule), from: said === "maybe" ? { sure: [], may: from.may } : from }];
    });

/** Where a rule matches traffic to a machine. */
export function matched({ rule, from }: PortRule, network: string, machine: Machine): Reach {
  const said = isFor(rule, network, machine);
  if (said === "no") return NOWHERE;
  return toDestination(said === "maybe" ? { sure: [], may: from.may } : from, machine.at, destinationsOf(rule));
}
