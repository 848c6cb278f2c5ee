// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Close the port in the security groups of the machine, or put the machine into a subnet without a route to an internet gateway, behind a load balancer.",
    console: ["Amazon EC2 > Security Groups > SECURITY-GROUP > Inbound rules > Edit inbound rules"],
    commands: ["aws ec2 revoke-security-group-ingress --group-id GROUP-ID --security-group-rule-ids RULE-ID"],
    terraform: [],
  },
  azure: {
    change:
      "Close the port in the network security group of the subnet or of the network interface, or remove the public address or the inbound NAT rule of the machine. Change a security admin rule that always allows the traffic, and deploy its configuration again.",
    console: [
      "Network security groups > NETWORK-SECURITY-GROUP > Settings > Inbound security rules > RULE",
      "Load balancers > LOAD-BALANCER > Settings > Inbound NAT rules",
      "Network managers > NETWORK-MANAGER > Settings > Configurations > CONFIGURATION > Settings > Rule collections",
    ],
    commands: [
      "az network nsg rule update --resource-group GROUP --nsg-name NETWORK-SECURITY-GROUP --name RULE --source-address-prefixes ADDRESSES",
    ],
    terraform: [],
  },
  gcp: {
    change: "Close the port in the firewall rules that are for the machine, or remove its external address.",
    console: [
      "Network Security > Firewall policies > VPC firewall rules > RULE > Edit",
      "Compute Engine > VM instances > INSTANCE > Edit > Network interfaces",
    ],
    commands: [
      "gcloud compute firewall-rules update RULE --source-ranges=ADDRESSES",
      "gcloud compute instances delete-access-config INSTANCE --zone=ZONE",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
