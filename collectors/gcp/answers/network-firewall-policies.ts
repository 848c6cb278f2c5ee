// Reads which firewall policies apply in a VPC network: those of the hierarchy, of the network, and of the network in each region.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered } from "../../answer.ts";
import { toInstant } from "../../instant.ts";
import { isRecord, textOf, withoutNulls } from "../../json-shape.ts";

export const NETWORK_FIREWALL_POLICIES = "Tidemark::Compute::NetworkFirewallPolicies";

/** https://docs.cloud.google.com/compute/docs/reference/rest/v1/networks */
const Network = z.object({
  name: z.string().min(1),
  selfLink: z.string(),
  networkFirewallPolicyEnforcementOrder: z.string().optional(),
  /** Links to the subnets, each of which names its region. A network without subnets has no such member. */
  subnetworks: z.array(z.string().regex(/\/regions\/[^/]+\/subnetworks\/[^/]+$/)).optional(),
});

/**
 * Rules stay as they came. The answer has the rules of the network too, which are read as resources of their own.
 * https://docs.cloud.google.com/compute/docs/reference/rest/v1/regionNetworkFirewallPolicies/getEffectiveFirewalls
 */
const Effective = z.object({
  firewallPolicys: z
    .array(
      z.object({
        type: z.string(),
        name: z.string().min(1),
        shortName: z.string().optional(),
        displayName: z.string().optional(),
        priority: z.int().optional(),
        rules: z.array(z.looseObject({ priority: z.int() })).optional(),
      }),
    )
    .optional(),
});
type Policy = NonNullable<z.infer<typeof Effective>["firewallPolicys"]>[number];

/** The answer about a network in one of its regions; `region` is null where it was asked as a whole. */
export type EffectiveAnswer = { readonly region: string | null; readonly answer: Json };

/** The key of the policies that apply in the network called `name` of `project` (`projects/<number>`). */
export const networkFirewallPoliciesKey = (project: string, name: string): string =>
  syntheticKey("gcp", project, `network-firewall-policies/${name}`);

/** The name of a network; "" where the answer has none. */
export const nameOfNetwork = (network: Json): string => (isRecord(network) ? (textOf(network["name"]) ?? "") : "");

/**
 * The regions in which a network has to be asked, sorted: those in which it has subnets. A network without any, which may be a legacy
 * one, is asked as a whole: one region, null. Undefined where the answer has another shape.
 */
export function regionsOf(network: Json): readonly (string | null)[] | undefined {
  const parsed = Network.safeParse(withoutNulls(network));
  if (!parsed.success) return undefined;
  const links = parsed.data.subnetworks ?? [];
  if (links.length === 0) return [null];
  const regions = links.flatMap((link) => /\/regions\/([^/]+)\/subnetworks\//.exec(link)?.[1] ?? []);
  return [...new Set(regions)].toSorted();
}

/** Whose answer it is: a network that was deleted and made again under its name is another one. */
export function aboutNetwork(network: Json): Pick<Answered, "incarnation" | "name" | "createdAt"> {
  const { id, creationTimestamp } = isRecord(network) ? network : {};
  const createdAt = toInstant(creationTimestamp);
  return { incarnation: textOf(id) ?? createdAt ?? "", name: nameOfNetwork(network), createdAt };
}

/**
 * The policies that apply in a network. Undefined where an answer has another shape, or one of the regions was not asked.
 * A policy stands once, however many regions it applies in: hierarchical ones apply in all.
 */
export function networkFirewallPoliciesIn(network: Json, answers: readonly EffectiveAnswer[]): object | undefined {
  const parsed = Network.safeParse(withoutNulls(network));
  const wanted = regionsOf(network);
  if (!parsed.success || wanted === undefined) return undefined;
  const { selfLink, networkFirewallPolicyEnforcementOrder: order } = parsed.data;
  const byId = new Map<string, { readonly policy: Policy; readonly text: string }>();
  const regions: { Region: string | null; Policies: string[] }[] = [];
  for (const region of wanted) {
    const answer = Effective.safeParse(withoutNulls(answers.find((each) => each.region === region)?.answer ?? null));
    if (!answer.success) return undefined;
    const ids = (answer.data.firewallPolicys ?? []).map((told) => {
      const policy = { ...told, rules: (told.rules ?? []).toSorted((a, b) => a.priority - b.priority) };
      const text = JSON.stringify(policy);
      // Policies of two regions may have one name, and one that changed between two calls is told in two ways.
      const plain = `${policy.type}/${policy.name}${policy.type.endsWith("REGIONAL") ? `@${region ?? ""}` : ""}`;
      const known = byId.get(plain);
      const own = known === undefined || known.text === text ? plain : `${plain}@${region ?? ""}`;
      byId.set(own, { policy, text });
      return own;
    });
    regions.push({ Region: region, Policies: [...new Set(ids)].toSorted() });
  }
  const policies = [...byId].map(([own, { policy }]) => ({ Id: own, ...policy }));
  return {
    Network: selfLink,
    EnforcementOrder: order ?? null,
    Policies: policies.toSorted((a, b) => (a.Id < b.Id ? -1 : 1)),
    Regions: regions,
  };
}
