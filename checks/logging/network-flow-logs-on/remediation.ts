// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Create a flow log of the VPC (CreateFlowLogs with ResourceType VPC), best for ALL traffic, and repair failing delivery. Delete default VPCs that nobody uses.",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change: "Create a virtual network flow log in Network Watcher that targets the virtual network, and enable it.",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change:
      "Turn on flow logs of the subnet (gcloud compute networks subnets update --enable-flow-logs), or create a configuration for its network or the organization (gcloud network-management vpc-flow-logs-configs create).",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
