// Firewalls of Google's documentation, with what its pages say of packets of the internet to a machine behind each.
import type { FirewallRule } from "../../../../../checks/engines/reachability/gcp/firewall-rule.ts";
import type { FirewallPolicy } from "../../../../../checks/engines/reachability/gcp/policy-order.ts";
import { byPolicies } from "./documented-policies.ts";
import { byRules } from "./documented-rules.ts";

export type Documented = {
  readonly page: string;
  readonly name: string;
  readonly rules?: readonly FirewallRule[];
  /** Policies of region-a, in the documented types. */
  readonly policies?: readonly FirewallPolicy[];
  readonly order?: "AFTER_CLASSIC_FIREWALL" | "BEFORE_CLASSIC_FIREWALL";
  /** Tags and service account of the machine, and whether it has an address of IPv6; of IPv4 it has one. */
  readonly tags?: readonly string[];
  readonly account?: string;
  readonly hasIpv6?: boolean;
  /** Traffic such as `tcp/80` or `1` that the page lets in from the internet, and that it keeps out. */
  readonly open?: readonly string[];
  readonly closed?: readonly string[];
  /** Traffic whose answer hangs on what nobody read. */
  readonly unknown?: readonly string[];
  /** The engine had no way to ask this before machines that are there: it knew no machine, or no protocol without ports. */
  readonly isNew?: true;
};

export const DOCUMENTED: readonly Documented[] = [...byRules, ...byPolicies];
