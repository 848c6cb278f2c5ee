// Writes firewalls as documentation shows them: rules of a network and of policies, for anyone to anyone unless said otherwise.
import type { FirewallRule } from "../../../../../checks/engines/reachability/gcp/firewall-rule.ts";
import type { FirewallPolicy } from "../../../../../checks/engines/reachability/gcp/policy-order.ts";
import type { PolicyRule } from "../../../../../checks/engines/reachability/gcp/policy-rule.ts";

export const NETWORK = "https://www.googleapis.com/compute/v1/projects/acme/global/networks/default";

/** A firewall of a page, with what the page says of packets of the internet to a machine behind it. */
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

export const allow = (
  name: string,
  protocol: string,
  ports: readonly string[],
  members: Partial<FirewallRule> = {},
): FirewallRule => ({
  name,
  network: NETWORK,
  direction: "INGRESS",
  priority: 1000,
  sourceRanges: ["0.0.0.0/0"],
  allowed: [{ IPProtocol: protocol, ...(ports.length === 0 ? {} : { ports: [...ports] }) }],
  ...members,
});
export const deny = (name: string, priority: number, members: Partial<FirewallRule> = {}): FirewallRule => ({
  name,
  network: NETWORK,
  direction: "INGRESS",
  priority,
  sourceRanges: ["0.0.0.0/0"],
  denied: [{ IPProtocol: "all" }],
  ...members,
});
export const step = (
  priority: number,
  action: string,
  traffic: readonly string[] = ["all"],
  srcIpRanges: readonly string[] = ["0.0.0.0/0"],
  members: Partial<PolicyRule> = {},
): PolicyRule => ({
  priority,
  action,
  direction: "INGRESS",
  match: {
    srcIpRanges: [...srcIpRanges],
    layer4Configs: traffic.map((one) => {
      const [ipProtocol = "", port] = one.split("/");
      return { ipProtocol, ...(port === undefined ? {} : { ports: [port] }) };
    }),
  },
  ...members,
});
export const policy = (type: string, ...rules: readonly PolicyRule[]): FirewallPolicy => ({
  Id: type,
  type,
  name: type,
  rules: [...rules],
});
