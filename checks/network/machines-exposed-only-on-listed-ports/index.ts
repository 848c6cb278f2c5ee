// Defines the check that the internet reaches machines only on ports that the company lists.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const machinesExposedOnlyOnListedPorts = defineCheck({
  id: "machines-exposed-only-on-listed-ports",
  version: 1,
  domain: "network",
  title: "The internet reaches machines only on listed ports",
  requirement: "A machine that the internet reaches is reached only on ports and protocols that the company lists.",
  rationale:
    "Addresses, routes and firewalls together decide what the internet reaches. A machine that answers on a port nobody listed is the usual way in.",
  remediation,
  limits:
    "Shows what the network lets through to a machine, not whether a program listens there. Stopped machines are judged, since they can be started. Traffic through a load balancer is not judged. " +
    "AWS: only machines of EC2 are judged. A way in needs a public address, a route by which answers leave (from an internet or carrier gateway, an endpoint, an interface or an instance), a network ACL, an open security group, and no VPC Block Public Access. A TCP connection needs answers that leave to any port that a client may choose; other traffic arrives without one. What an appliance or a firewall endpoint on the way drops is not judged. A part that was not read makes the machine indeterminate, unless another part closes the way; so does an entry of a network ACL for one type of ICMP where it decides. VPC Block Public Access covers VPCs of its own account, so it closes a subnet only if a route table or network ACL of the subnet was read. A stopped machine without a public address may get one when it starts. " +
    "Azure: only virtual machines are judged, by public addresses of their interfaces and by inbound NAT rules; machines of a uniform scale set are not, nor are pools of a load balancer that list addresses instead of interfaces. Traffic has to pass the security admin rules of Virtual Network Manager, the group of the subnet and the group of the interface; a Standard address or load balancer without any group is closed. Service tags other than Internet are not the internet. Routes and firewalls of their own before the machine are not asked. " +
    "GCP: only instances of Compute Engine are judged, by external addresses of their interfaces, and by the rules and firewall policies of the network in their region. An address that a machine gets when it starts counts. Secure tags of machines are not read: where a rule for one decides, the machine is indeterminate, and so it is where a rule is for a part of its addresses, goes by names, places, lists or inspection, where its network lies in another project, and where rules or policies were not read, unless what was read closes the traffic. Forwarding rules, routes and packets that Google itself drops are not judged.",
  severity: "critical",
  parameters,
  references: [
    {
      title: "Amazon VPC: route tables",
      url: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
    },
    {
      title: "Amazon VPC: network ACLs",
      url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
    },
    {
      title: "Amazon VPC: block public access",
      url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html",
    },
    {
      title: "Azure: how network security groups filter traffic",
      url: "https://learn.microsoft.com/en-us/azure/virtual-network/network-security-group-how-it-works",
    },
    { title: "Google Cloud: VPC firewall rules", url: "https://docs.cloud.google.com/firewall/docs/firewalls" },
    {
      title: "Google Cloud: evaluation order for firewall policies and rules",
      url: "https://docs.cloud.google.com/firewall/docs/firewall-policies-rule-eval-order",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
