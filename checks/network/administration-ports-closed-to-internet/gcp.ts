// Lists the evaluators of Google Cloud: rules of VPC networks, and the firewall policies above them.
import { firewallPolicies } from "./gcp-policies.ts";
import { firewallRule } from "./gcp-rules.ts";

export const gcp = [firewallRule, firewallPolicies];
