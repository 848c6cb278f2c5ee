// Defines the check that network flow logs are on.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const networkFlowLogsOn = defineCheck({
  id: "network-flow-logs-on",
  version: 4,
  domain: "logging",
  title: "Network flow logs are on",
  requirement: "Every network in scope writes flow logs of all its parts.",
  rationale: "Flow logs are often the only record of who talked to whom, and nothing reconstructs them afterwards.",
  remediation,
  limits:
    "Shows that logging is on, not that records are kept, complete or looked at. " +
    "AWS: rejected traffic is enough unless trafficTypes says more, as in Security Hub's control EC2.6, and such a log does not show what got through. Logs of single subnets or interfaces do not count, even if together they cover the VPC. " +
    "Azure: only a flow log that targets the virtual network counts, not those of its subnets, interfaces or network security groups; that it leaves traffic out is a fact of the result and not judged. A virtual network is indeterminate while no flow log of it is enabled, and one that it names was not read or does not say whether it is on. " +
    "GCP: flow logs are samples, and a filter may leave traffic out; both are facts of the result and not judged, except a sample of nothing. A subnet passes by its own settings, or by an enabled configuration of Network Management (VpcFlowLogsConfig) for the subnet, its network or its organization. A configuration for a VPN tunnel or an attachment does not count. A subnet fails only where the configurations of the project were read, and those of the organization unless the project is known to lie in none. Google Cloud is read from exports, and a fail needs an export of assets as of the time of the two listings of configurations, or later. The export script lists after the assets, so that its files make such a subnet indeterminate.",
  severity: "medium",
  parameters,
  references: [
    {
      title: "Amazon VPC: logging IP traffic using VPC Flow Logs",
      url: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
    },
    {
      title: "AWS Security Hub: EC2.6",
      url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",
    },
    {
      title: "Azure Network Watcher: virtual network flow logs",
      url: "https://learn.microsoft.com/en-us/azure/network-watcher/vnet-flow-logs-overview",
    },
    { title: "Google Cloud: VPC Flow Logs", url: "https://docs.cloud.google.com/vpc/docs/flow-logs" },
    {
      title: "Network Management API: VpcFlowLogsConfig",
      url: "https://docs.cloud.google.com/network-intelligence-center/docs/reference/networkmanagement/rest/v1/projects.locations.vpcFlowLogsConfigs",
    },
  ],
  evaluators: [aws, azure, gcp],
});
