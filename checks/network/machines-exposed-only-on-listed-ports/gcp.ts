// Judges machines of Compute Engine: what external addresses, rules and policies of their networks together let in.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { everywhere, rangeOf, type AddressRange, type Family } from "../../engines/reachability/address-range.ts";
import type { Named } from "../../engines/reachability/asked-traffic.ts";
import { faultOf, isForMachine, namedBy, type FirewallRule } from "../../engines/reachability/gcp/firewall-rule.ts";
import { reachOf, type Interface } from "../../engines/reachability/gcp/interface.ts";
import type { Machine } from "../../engines/reachability/gcp/machine.ts";
import {
  isOrderUnknown,
  namedByPolicies,
  placeIn,
  type NetworkPolicies,
} from "../../engines/reachability/gcp/network-policies.ts";
import { networkPath } from "../../engines/reachability/gcp/policy-rule.ts";
import { judgeListed } from "../../engines/reachability/listed-traffic.ts";
import type { Exposure } from "../../engines/reachability/opening.ts";
import type { Transport } from "../../engines/reachability/transport.ts";
import { defineEvaluator, indeterminate, pass, type Question } from "../../kernel.ts";
import { inboundRules, orderUnknown, policiesOf, rulesOf } from "../../readings/gcp/firewall/network-rules.ts";
import type { Parameters } from "./parameters.ts";

const related = { rules: inboundRules, policies: policiesOf };
type MachineQuestion = Question<Parameters, typeof related>;

/** An address may be one to come: an entry without it is for one that the machine gets when it starts. */
const Access = z.object({
  natIP: z.string().nullish(),
  externalIpv6: z.string().nullish(),
  externalIpv6PrefixLength: z.int().nullish(),
});
const Nic = z.object({
  /** An interface of a network attachment may name none. */
  network: z.string().nullish(),
  subnetwork: z.string().nullish(),
  networkIP: z.string().nullish(),
  stackType: z.string().nullish(),
  ipv6AccessType: z.string().nullish(),
  accessConfigs: z.array(Access).nullish(),
  ipv6AccessConfigs: z.array(Access).nullish(),
});
type Nic = z.infer<typeof Nic>;

/** https://docs.cloud.google.com/compute/docs/reference/rest/v1/instances */
const Instance = z.object({
  selfLink: z.string(),
  zone: z.string(),
  networkInterfaces: z.array(Nic).nullish(),
  tags: z.object({ items: z.array(z.string()).nullish() }).nullish(),
  // A machine runs as one service account at most. https://docs.cloud.google.com/compute/docs/access/service-accounts
  serviceAccounts: z
    .array(z.object({ email: z.string() }))
    .max(1)
    .nullish(),
});
type Instance = z.infer<typeof Instance>;

const machine = defineEvaluator({
  provider: "gcp",
  resourceType: "compute.googleapis.com/Instance",
  global: true,
  reads: Instance,
  related,
  // A stopped machine is judged as if it ran: starting it changes none of this.
  evaluate(instance, question: MachineQuestion) {
    const nics = instance.networkInterfaces ?? [];
    if (nics.length === 0) return indeterminate(noInterface);
    const external = nics.filter((nic) => familiesOf(nic).length > 0);
    const facts: JsonObject = { publicAddresses: shownFamilies(external) };
    if (external.length === 0) return pass("the machine has no external address", facts);
    const ways = external.map((nic) => wayTo(nic, instance, question));
    return judgeListed(
      { who: "the firewall of the machine lets", facts },
      question.parameters,
      ways.flatMap(({ named }) => named),
      (port, transport) => {
        const each = ways.map(({ exposure }) => exposure(port, transport));
        const open = each.flatMap((one) => one.open);
        return { open, problem: open.length > 0 ? null : (each.find(({ problem }) => problem)?.problem ?? null) };
      },
    );
  },
});

/** Families of which an interface has an external address, or gets one. */
function familiesOf({ accessConfigs, ipv6AccessConfigs, ipv6AccessType, stackType }: Nic): readonly Family[] {
  const hasIpv6 = ipv6AccessType === "EXTERNAL" && ["IPV4_IPV6", "IPV6_ONLY"].includes(stackType ?? "");
  return [
    ...((accessConfigs ?? []).length > 0 ? (["ipv4"] as const) : []),
    ...((ipv6AccessConfigs ?? []).length > 0 || hasIpv6 ? (["ipv6"] as const) : []),
  ];
}

const shownFamilies = (nics: readonly Nic[]): readonly string[] =>
  (["ipv4", "ipv6"] as const)
    .filter((family) => nics.some((nic) => familiesOf(nic).includes(family)))
    .map((family) => (family === "ipv4" ? "IPv4" : "IPv6"));

/**
 * Ranges of the addresses that traffic of the internet may have as its destination: external ones, and those of IPv4 that they are
 * translated to. A rule for a part of them is for that traffic or not. An address to come may be any.
 */
function addressesOf({ networkIP, accessConfigs, ipv6AccessConfigs }: Nic): readonly AddressRange[] {
  const [anyIpv4, anyIpv6] = everywhere as readonly [AddressRange, AddressRange];
  const rangeIn = (text: string | null | undefined, any: AddressRange): AddressRange => rangeOf(text ?? "") ?? any;
  const inner = networkIP == null || networkIP === "" ? [] : [rangeIn(networkIP, anyIpv4)];
  const six = (ipv6AccessConfigs ?? []).map(({ externalIpv6, externalIpv6PrefixLength: length }) =>
    rangeIn(`${externalIpv6 ?? ""}/${length ?? 96}`, anyIpv6),
  );
  return [
    ...inner,
    ...(accessConfigs ?? []).map(({ natIP }) => rangeIn(natIP, anyIpv4)),
    ...(six.length > 0 ? six : [anyIpv6]),
  ];
}

type Way = {
  readonly named: readonly Named[];
  readonly exposure: (port: number, transport: Transport) => Exposure;
};

/** Nothing is known of the way to an interface. */
const unread = (problem: Problem): Way => ({ named: [], exposure: () => ({ open: [], problem }) });

/** The way from the internet to an interface: traffic that its rules and policies name, and what they do with it. */
function wayTo(
  nic: Nic,
  { selfLink, zone, tags, serviceAccounts }: Instance,
  { related: of, parameters }: MachineQuestion,
): Way {
  const { network } = nic;
  if (network == null || network === "") return unread(noNetwork);
  const is: Machine = {
    tags: new Set(tags?.items ?? []),
    account: serviceAccounts?.[0]?.email ?? null,
    secureTags: null,
    at: addressesOf(nic),
  };
  const region =
    /\/regions\/([^/]+)\//.exec(nic.subnetwork ?? "")?.[1] ?? (zone.split("/").at(-1) ?? "").replace(/-[^-]*$/, "");
  const at: Interface = { network, region, machine: is, families: familiesOf(nic) };
  const found = of.policies(networkPath(network)).find(() => true);
  if (found.is !== "found") {
    const isOwn = projectOf(selfLink) === projectOf(network);
    return unread(found.is === "unknown" ? found.problem : isOwn ? policiesUnread : elsewhere);
  }
  const policies = found.row;
  const { rules, problem } = rulesOf(network, of.rules, (rule) => isForMachine(rule, is));
  const firewall = { rules, areAllRules: problem === null, policies };
  const causeOf = (port: number, transport: Transport): Problem =>
    problem ?? firstFault(rules, port, transport) ?? undecided(policies, region);
  return {
    named: [...namedByPolicies(policies), ...rules.flatMap(namedBy)],
    exposure(port: number, transport: Transport): Exposure {
      const { open, mayBeOpen } = reachOf(at, firewall, parameters, port, transport);
      return { open, problem: open.length === 0 && mayBeOpen ? causeOf(port, transport) : null };
    },
  };
}

const projectOf = (link: string): string | undefined => /projects\/([^/]+)\//.exec(link)?.[1];

const firstFault = (rules: readonly FirewallRule[], port: number, transport: Transport): Problem | undefined =>
  rules.flatMap((rule) => faultOf(rule, port, transport) ?? [])[0];

/** Why nobody can say what rules and policies leave open to a machine. */
function undecided(policies: NetworkPolicies, region: string): Problem {
  if (placeIn(policies, region) === undefined) return regionUnread;
  return isOrderUnknown(policies) ? orderUnknown : unclear;
}

const noInterface: Problem = {
  code: "not-in-answer",
  detail: "the answer from Google Cloud names no network interface of the machine",
};
const noNetwork: Problem = {
  code: "not-in-answer",
  detail: "the answer from Google Cloud lacks the network of an interface of the machine",
};
const policiesUnread: Problem = {
  code: "not-seen",
  detail: "the firewall policies of the network of the machine were not read",
};
const elsewhere: Problem = {
  code: "not-supported",
  detail: "the network of the machine lies in another project, whose firewall is judged there alone",
};
const regionUnread: Problem = {
  code: "not-seen",
  detail: "the firewall policies of the region of the machine were not read",
};
const unclear: Problem = {
  code: "not-supported",
  detail: "a rule decides by secure tags, a part of the machine's addresses, or what Tidemark does not read",
};

export const gcp = [machine];
