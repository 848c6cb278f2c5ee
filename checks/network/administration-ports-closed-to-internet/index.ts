// Defines the check that administration ports are closed to the internet.
import { defineCheck } from "../../kernel.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";

export const administrationPortsClosedToInternet = defineCheck({
  id: "administration-ports-closed-to-internet",
  version: 3,
  domain: "network",
  title: "Administration ports are closed to the internet",
  requirement: "No firewall in scope lets the whole internet reach a port that is for administration.",
  rationale: "Ports for remote administration are found and tried by machines within minutes of being opened.",
  remediation: {
    aws: "Remove the permission from the security group, or name the addresses that need it; reach machines by Session Manager or EC2 Instance Connect Endpoint.",
    azure: "Remove the rule or narrow its source; reach machines by Azure Bastion or just-in-time access.",
    gcp: "Delete or disable the rule, or narrow its source ranges; reach machines through Identity-Aware Proxy.",
  },
  limits:
    "Judges what a firewall allows, whether or not anything stands behind it. Open means to every public address of IPv4 or IPv6, in one range or in several together; a source of half the internet, or a service tag such as AzureCloud, passes. " +
    "AWS: network ACLs and routes are not subtracted, and a security group that lets a prefix list reach such a port is indeterminate, since the entries are not read. " +
    "Azure: a rule is shadowed only by denies before it that cover its sources, port, protocol and destinations; a group whose allow names no destination port is indeterminate unless another rule opens such a port; security admin rules of Virtual Network Manager, which come before all of them, are not read. " +
    "GCP: an allow is shadowed only by denies of its network, of higher or equal priority, that cover its sources, port, protocol, machines and destinations; two allows that are open only together pass; hierarchical and network firewall policies are not read, so a rule whose traffic such a policy denies first fails here, and what a policy lets in by itself is not judged.",
  severity: "high",
  parameters,
  references: [
    {
      title: "Amazon EC2: IpPermission",
      url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html",
    },
    {
      title: "Azure: network security groups overview",
      url: "https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview",
    },
    { title: "Google Cloud: VPC firewall rules", url: "https://docs.cloud.google.com/firewall/docs/firewalls" },
  ],
  evaluators: [aws, azure, gcp],
});
