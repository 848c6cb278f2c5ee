// Defines the check that firewalls let the internet in only on ports that the company lists.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const internetIngressOnlyOnListedPorts = defineCheck({
  id: "internet-ingress-only-on-listed-ports",
  version: 1,
  domain: "network",
  title: "Firewalls let the internet in only on listed ports",
  requirement: "No firewall in scope lets the internet in on a port or protocol that the company does not list.",
  rationale:
    "Scanners of the internet try every port. A port that is open without a decision is a way in that nobody watches or patches.",
  remediation,
  limits:
    "Each firewall is judged alone, whether or not a machine stands behind it: machines-exposed-only-on-listed-ports judges what the internet reaches. The check does not see what answers on a listed port. A rule that opens a port of administration fails administration-ports-closed-to-internet too. " +
    "AWS: security groups only allow, and routes are not asked. Network ACLs are judged only where the parameter networkAcls asks, each by its inbound entries in their order. " +
    "Azure: rules of a network security group decide together. Security admin rules of Virtual Network Manager, which Azure asks first, close what they certainly deny in every network that has the group, if they and all its networks were read; else the group is judged alone. What those rules always allow is judged for each network. Service tags other than Internet are not the internet. Rules of a firewall of Azure itself are not read. " +
    "GCP: an allow is judged after the denies and firewall policies that precede it, for machines that could be there: with any tag, account or address that a rule names. What policies let in by themselves is judged for each network. Where a rule decides that goes by names, places, threat lists, address groups, inspection or unknown members, the result is indeterminate; so is an open rule in a network whose policies were not read. Load balancers are not judged.",
  severity: "high",
  parameters,
  references: [
    {
      title: "Amazon EC2: IpPermission",
      url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html",
    },
    {
      title: "Amazon VPC: network ACL rules",
      url: "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html",
    },
    {
      title: "Azure: network security groups overview",
      url: "https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview",
    },
    {
      title: "Azure: security admin rules in Azure Virtual Network Manager",
      url: "https://learn.microsoft.com/en-us/azure/virtual-network-manager/concept-security-admins",
    },
    { title: "Google Cloud: VPC firewall rules", url: "https://docs.cloud.google.com/firewall/docs/firewalls" },
    {
      title: "Google Cloud: evaluation order for firewall policies and rules",
      url: "https://docs.cloud.google.com/firewall/docs/firewall-policies-rule-eval-order",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
