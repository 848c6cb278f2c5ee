// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Remove the rule from the security group, name only the addresses that need it, or list the port in the parameter allowedPorts with a reason.",
    console: ["Amazon EC2 > Security Groups > SECURITY-GROUP > Inbound rules > Edit inbound rules"],
    commands: ["aws ec2 revoke-security-group-ingress --group-id GROUP-ID --security-group-rule-ids RULE-ID"],
    terraform: [],
  },
  azure: {
    change:
      "Remove the rule from the network security group, narrow its source, or list the port in the parameter allowedPorts with a reason. Change a security admin rule that always allows the traffic, and deploy its configuration again.",
    console: [
      "Network security groups > NETWORK-SECURITY-GROUP > Settings > Inbound security rules > RULE",
      "Network managers > NETWORK-MANAGER > Settings > Configurations > CONFIGURATION > Settings > Rule collections",
    ],
    commands: [
      "az network nsg rule delete --resource-group GROUP --nsg-name NETWORK-SECURITY-GROUP --name RULE",
      "az network nsg rule update --resource-group GROUP --nsg-name NETWORK-SECURITY-GROUP --name RULE --source-address-prefixes ADDRESSES",
    ],
    terraform: [],
  },
  gcp: {
    change:
      "Disable the rule of the network or of the firewall policy, narrow its source ranges, or list the port in the parameter allowedPorts with a reason.",
    console: [
      "Network Security > Firewall policies > VPC firewall rules > RULE > Edit",
      "Network Security > Firewall policies > POLICY > RULE > Edit",
    ],
    commands: [
      "gcloud compute firewall-rules update RULE --disabled",
      "gcloud compute firewall-rules update RULE --source-ranges=ADDRESSES",
      "gcloud compute network-firewall-policies rules update PRIORITY --firewall-policy=POLICY --global-firewall-policy --disabled",
    ],
    terraform: ["google_compute_firewall.disabled = true"],
  },
} as const satisfies Check["remediation"];
