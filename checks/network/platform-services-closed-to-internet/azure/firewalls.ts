// Reads the firewalls of Azure's services, which come in a few forms: who is let in where public networks reach the service.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../../evidence-schema/record/record.ts";
import {
  allowedBlock,
  allowedSpan,
  Block,
  openEntries,
  Span,
  type AllowedEntry,
} from "../../../engines/reachability/allow-list.ts";
import type { InternetBound } from "../../../engines/reachability/internet.ts";
import { listed } from "../../../engines/reachability/opening.ts";
import type { Answer } from "../../../kernel.ts";

/** Rules for addresses, with an action for everybody else. An address stands as `value`. */
const RuleSet = z
  .object({
    defaultAction: z.string().nullish(),
    bypass: z.string().nullish(),
    ipRules: z.array(z.object({ value: Block })).nullish(),
    ipv6Rules: z.array(z.object({ value: Block })).nullish(),
  })
  .nullish();
type RuleSet = z.infer<typeof RuleSet>;

/** All members that some service has of its own; each reads those that it needs. */
export const Properties = z.object({
  provisioningState: z.string().nullish(),
  publicNetworkAccess: z.string().nullish(),
  networkAcls: RuleSet,
  networkRuleSet: RuleSet,
  networkRuleBypassOptions: z.string().nullish(),
  ipAllowlist: z.array(Block).nullish(),
  subnetId: z.string().nullish(),
  privateEndpointConnections: z
    .array(
      z.object({
        properties: z
          .object({ privateLinkServiceConnectionState: z.object({ status: z.string().nullish() }).nullish() })
          .nullish(),
      }),
    )
    .nullish(),
});
export type Properties = Partial<z.infer<typeof Properties>>;

/** Rules that Resource Manager keeps below a service. */
export const ChildRules = z.object({
  Service: z.string(),
  PublicNetworkAccess: z.string().optional(),
  DefaultAction: z.string().optional(),
  TrustedServices: z.boolean().optional(),
  VirtualNetworkRuleCount: z.int().optional(),
  Rules: z.array(Span.extend({ ipMask: Block })),
});
export type ChildRules = z.infer<typeof ChildRules>;

/** `unclear`: nobody set it, and no page says what holds then. */
export type Trusted = boolean | "unclear" | null;

/** Who is let in at a public endpoint. */
export type Admission = {
  /** Entries that let the internet in, `*` for all of it; none if they do not. */
  readonly openTo: readonly string[];
  readonly facts: JsonObject;
  /** Whether services that Azure trusts are let in beside: null where the service has no such word, or says nothing. */
  readonly trusted: Trusted;
  /** Why what looks closed may be open all the same, or null. */
  readonly problem: Problem | null;
};

const shown = (entries: readonly AllowedEntry[]): JsonObject => {
  const texts = entries.map((entry) => entry.shown);
  return { networks: listed(texts), networkCount: new Set(texts).size };
};

/** A list of which the company named the entries; `isAll`: an empty one lets everybody in. */
function byList(entries: readonly AllowedEntry[], isAll: boolean, bound: InternetBound): Admission {
  if (entries.length === 0 && isAll) return { openTo: ["*"], facts: shown([]), trusted: null, problem: null };
  return { ...openEntries(entries, bound), facts: shown(entries), trusted: null };
}

/** Addresses, and an action for everybody else: Allow where nobody set one. */
function byDefault(
  action: string | null | undefined,
  entries: readonly AllowedEntry[],
  bound: InternetBound,
): Admission {
  const facts = { defaultAction: action || null, ...shown(entries) };
  switch ((action || "Allow").toLowerCase()) {
    case "allow":
      return { openTo: ["*"], facts, trusted: null, problem: null };
    case "deny":
      return { ...openEntries(entries, bound), facts, trusted: null };
    default:
      return {
        openTo: openEntries(entries, bound).openTo,
        facts,
        trusted: null,
        problem: { code: "unexpected-shape", detail: "defaultAction of the firewall is none that is known" },
      };
  }
}

const blocksOf = (set: RuleSet): readonly AllowedEntry[] =>
  [...(set?.ipRules ?? []), ...(set?.ipv6Rules ?? [])].map(({ value }) => allowedBlock(value));
const isTrusting = (bypass: string | null | undefined, unset: true | "unclear"): Trusted =>
  bypass ? bypass.toLowerCase().includes("azureservices") : unset;

export type Told = {
  readonly properties: Properties;
  readonly sku: string | null;
  readonly child: Answer<ChildRules> | null;
};

/** A form of firewall: the members of a service that it reads, and how. */
export type Firewall = {
  readonly members: readonly (keyof Properties)[];
  readonly readsSku?: true;
  readonly read: (told: Told, bound: InternetBound) => Admission;
};

/** Rules with a default action, in networkAcls of the service. `unset`: whether trusted services are let in where nobody set `bypass`. */
export const ruleSet = (unset: true | "unclear"): Firewall => ({
  members: ["networkAcls"],
  read: ({ properties: { networkAcls: set } }, bound) => ({
    ...byDefault(set?.defaultAction, blocksOf(set), bound),
    trusted: isTrusting(set?.bypass, unset),
  }),
});

/** The rules of a registry: the tiers Basic and Standard have none. https://learn.microsoft.com/en-us/azure/container-registry/container-registry-access-selected-networks */
export const registryRules: Firewall = {
  members: ["networkRuleSet", "networkRuleBypassOptions"],
  readsSku: true,
  read({ properties, sku }, bound) {
    const trusted = isTrusting(properties.networkRuleBypassOptions, "unclear");
    if (sku === null)
      return {
        openTo: [],
        facts: { sku },
        trusted,
        problem: { code: "not-in-answer", detail: "the answer from Azure lacks sku.name" },
      };
    if (sku.toLowerCase() !== "premium") return { openTo: ["*"], facts: { sku }, trusted, problem: null };
    const rules = properties.networkRuleSet;
    const admission = byDefault(rules?.defaultAction, blocksOf(rules), bound);
    return { ...admission, facts: { sku, ...admission.facts }, trusted };
  },
};

/** A list without a default action: an empty one lets everybody in. https://learn.microsoft.com/en-us/azure/search/service-configure-firewall */
export const searchRules: Firewall = {
  members: ["networkRuleSet"],
  read({ properties: { networkRuleSet: set } }, bound) {
    return { ...byList(blocksOf(set), true, bound), trusted: isTrusting(set?.bypass, "unclear") };
  },
};

/** https://learn.microsoft.com/en-us/azure/machine-learning/how-to-configure-private-link */
export const workspaceRules: Firewall = {
  members: ["ipAllowlist"],
  read: ({ properties: { ipAllowlist } }, bound) => byList((ipAllowlist ?? []).map(allowedBlock), true, bound),
};

/** A service that no firewall stands before. */
export const noFirewall: Firewall = {
  members: [],
  read: () => ({ openTo: ["*"], facts: {}, trusted: null, problem: null }),
};

/** A service that keeps its list where Tidemark does not read. */
export const unreadList = (detail: string): Firewall => ({
  members: [],
  read: () => ({ openTo: [], facts: {}, trusted: null, problem: { code: "not-supported", detail } }),
});

const entryOf = ({ ipMask, ...span }: ChildRules["Rules"][number]): AllowedEntry =>
  ipMask == null ? allowedSpan(span) : allowedBlock(ipMask);

/**
 * Rules of a namespace. Where it denies and has a rule for neither an address nor a subnet, everybody is let in.
 * https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-ip-filtering and
 * https://learn.microsoft.com/en-us/azure/event-hubs/event-hubs-ip-filtering
 */
function ofNamespace(
  { DefaultAction, VirtualNetworkRuleCount }: ChildRules,
  entries: readonly AllowedEntry[],
  bound: InternetBound,
): Admission {
  const admission = byDefault(DefaultAction, entries, bound);
  const subnets = VirtualNetworkRuleCount ?? null;
  const told = { ...admission, facts: { ...admission.facts, virtualNetworkRuleCount: subnets } };
  if (admission.openTo.length > 0 || entries.length > 0) return told;
  if (subnets === 0) return { ...told, openTo: ["*"] };
  const uncounted: Problem = {
    code: "not-in-answer",
    detail: "the firewall has no rule for an address, and how many it has for subnets was not read",
  };
  return { ...told, problem: told.problem ?? (subnets === null ? uncounted : null) };
}

/** Rules below the service: `hasDefault`: with a default action, else an empty list lets everybody in. */
export const childRules = (hasDefault: boolean, members: Firewall["members"] = []): Firewall => ({
  members,
  read({ child }, bound) {
    if (child === null || child.is !== "found") {
      const problem: Problem =
        child?.is === "unknown"
          ? child.problem
          : { code: "not-seen", detail: "the firewall of the service was not read" };
      return { openTo: [], facts: {}, trusted: null, problem };
    }
    const { TrustedServices, Rules } = child.row;
    const entries = Rules.map(entryOf);
    return hasDefault
      ? { ...ofNamespace(child.row, entries, bound), trusted: TrustedServices ?? "unclear" }
      : byList(entries, true, bound);
  },
});
