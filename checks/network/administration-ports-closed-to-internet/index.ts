// Defines the check that administration ports are closed to the internet.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const administrationPortsClosedToInternet = defineCheck({
  id: "administration-ports-closed-to-internet",
  version: 7,
  domain: "network",
  title: "Administration ports are closed to the internet",
  requirement: "No firewall in scope lets the internet reach an administration port.",
  rationale: "Ports for remote administration are found and tried by machines within minutes of being opened.",
  remediation,
  limits:
    "Judges what a firewall allows, even if nothing stands behind it. A rule is open if it admits a range of more public addresses than a bound: a /8 of IPv4 or a /32 of IPv6 (`broadestIpv4Prefix`, `broadestIpv6Prefix`). Overlapping and adjacent ranges are merged first; within one security group also across rules for different machines. After denies, a range stays open while more of its public addresses than the bound get through. Smaller ranges with gaps between them pass, and so does a service tag such as AzureCloud. " +
    "AWS: network ACLs and routes are not subtracted; if the entries of a prefix list in a rule for an administration port were not read, or the protocol, ports or a source of a rule can't be read, the group is indeterminate, unless another rule opens such a port. " +
    "Azure: a rule is shadowed only by denies before it that cover its port, protocol and destinations, and only for the sources that they cover; a rule with a missing or unreadable protocol, port, source or destination makes the group indeterminate where that rule decides; security admin rules of Virtual Network Manager, which Azure asks first, close what they certainly deny in every network that has the group, if they and all its networks were read; else the group is judged alone. What those rules always allow is judged for each network. " +
    "GCP: an allow is shadowed only by denies of its network, of higher or equal priority, that cover its port, protocol, machines and destinations, and only for the sources that they cover; an allow whose protocol, ports or source can't be read is indeterminate unless the rest of it opens a port, and so is an open one behind a deny that can't be read; two allows that are open only together pass. Hierarchical and network firewall policies are judged with the rules, in the order that the network has, and what they open by themselves is judged for each network. A rule of a policy that goes by names, places, threat lists, address groups, inspection or unknown members, or by sources of several kinds, can't be relied upon to open or to close: where it decides, the result is indeterminate. So is a rule that opens a port in a network whose policies were not read. Targets are machines that could be there: with any secure tag, account or address that a rule names. Denies for parts of a network's addresses do not close what is for all of them. Load balancers are not judged.",
  severity: "high",
  parameters,
  references: [
    {
      title: "Amazon EC2: IpPermission",
      url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html",
    },
    {
      title: "Amazon EC2: GetManagedPrefixListEntries",
      url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html",
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
  evaluators: [aws, ...azure, ...gcp],
});
