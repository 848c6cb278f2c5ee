// Puts firewall policies of Google Cloud in the orders in which they may be asked, before and after the rules of a network.
import { z } from "zod";
import { PolicyRule } from "./policy-rule.ts";

/** A policy as `networks.getEffectiveFirewalls` and its sibling of a region tell of it. */
export const FirewallPolicy = z.object({
  /** Tells it from the other policies of its network. */
  Id: z.string(),
  /** https://docs.cloud.google.com/compute/docs/reference/rest/v1/networks/getEffectiveFirewalls */
  type: z.string(),
  name: z.string(),
  shortName: z.string().nullish(),
  displayName: z.string().nullish(),
  /** The priority of the association, where a network has several policies of one type. */
  priority: z.int().nullish(),
  rules: z.array(PolicyRule).nullish(),
});
export type FirewallPolicy = z.infer<typeof FirewallPolicy>;

/** Policies in one order in which they may be asked. */
export type Chain = { readonly before: readonly FirewallPolicy[]; readonly after: readonly FirewallPolicy[] };

/** From the first that is asked. https://docs.cloud.google.com/firewall/docs/firewall-policies-rule-eval-order */
const STAGES = ["HIERARCHY", "SYSTEM", "NETWORK", "NETWORK_REGIONAL"] as const;

/** Stages that are asked before the rules of the network. AFTER_CLASSIC_FIREWALL is the default. */
const BEFORE: ReadonlyMap<string, number> = new Map([
  ["AFTER_CLASSIC_FIREWALL", 2],
  ["BEFORE_CLASSIC_FIREWALL", 4],
]);

const stageOf = ({ type }: FirewallPolicy): string => (type.startsWith("SYSTEM") ? "SYSTEM" : type);

/** More orders than these are not asked each. */
const MOST = 24;

/**
 * The orders in which policies may be asked; null where nobody can say. The organization's policy is asked before those of folders,
 * and the answer of Compute Engine says of none of them whose it is. So policies of one type without priorities of their own may
 * come in any order.
 */
export function chainsOf(policies: readonly FirewallPolicy[], enforcement: string | null): readonly Chain[] | null {
  const said = enforcement ?? "";
  const before = BEFORE.get(said === "" ? "AFTER_CLASSIC_FIREWALL" : said);
  const known: readonly string[] = STAGES;
  if (before === undefined || !policies.every((policy) => known.includes(stageOf(policy)))) return null;
  let chains: readonly Chain[] = [{ before: [], after: [] }];
  for (const [at, stage] of STAGES.entries()) {
    const orders = ordersOf(policies.filter((policy) => stageOf(policy) === stage));
    if (orders === null || chains.length * orders.length > MOST) return null;
    chains = chains.flatMap((chain) =>
      orders.map((order) =>
        at < before
          ? { ...chain, before: [...chain.before, ...order] }
          : { ...chain, after: [...chain.after, ...order] },
      ),
    );
  }
  return chains;
}

function ordersOf(policies: readonly FirewallPolicy[]): readonly (readonly FirewallPolicy[])[] | null {
  const priorities = new Set(policies.map(({ priority }) => priority ?? null));
  if (policies.length < 2) return [policies];
  if (
    stageOf(policies[0] as FirewallPolicy) !== "HIERARCHY" &&
    priorities.size === policies.length &&
    !priorities.has(null)
  )
    return [policies.toSorted((a, b) => (a.priority as number) - (b.priority as number))];
  return policies.length > 4 ? null : permutationsOf(policies);
}

const permutationsOf = <T>(list: readonly T[]): readonly (readonly T[])[] =>
  list.length < 2
    ? [list]
    : list.flatMap((one, at) => permutationsOf(list.toSpliced(at, 1)).map((others) => [one, ...others]));
