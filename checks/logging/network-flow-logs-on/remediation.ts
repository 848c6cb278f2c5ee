// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Create a flow log of the VPC itself, best for all traffic, and repair failing delivery. Delete default VPCs that nobody uses.",
    console: ["Amazon VPC > Your VPCs > VPC-ID > Flow logs > Create flow log"],
    commands: [
      "aws ec2 create-flow-logs --resource-type VPC --resource-ids VPC-ID --traffic-type ALL --log-destination-type s3 --log-destination arn:aws:s3:::BUCKET",
      "aws ec2 delete-vpc --vpc-id VPC-ID",
    ],
    terraform: [],
  },
  azure: {
    change: "Create a virtual network flow log in Network Watcher that targets the virtual network, and enable it.",
    console: ["Network Watcher > Logs > Flow logs > Create"],
    commands: [
      "az network watcher flow-log create --location LOCATION --resource-group GROUP --name NAME --vnet NETWORK --storage-account ACCOUNT",
      "az network watcher flow-log update --location LOCATION --name NAME --enabled true",
    ],
    terraform: ["azurerm_network_watcher_flow_log.enabled = true"],
  },
  gcp: {
    change:
      "Turn on flow logs of the subnet with a sample above 0, or create a configuration of VPC Flow Logs for its network.",
    console: ["VPC network > VPC Flow Logs > Add VPC flow logs configuration > Add a configuration for subnets"],
    commands: [
      "gcloud compute networks subnets update SUBNET --region=REGION --enable-flow-logs --logging-flow-sampling=0.5",
      "gcloud beta network-management vpc-flow-logs-configs create NAME --location=global --network=projects/PROJECT/global/networks/NETWORK",
    ],
    terraform: ["google_compute_subnetwork.log_config.flow_sampling = 0.5"],
  },
} as const satisfies Check["remediation"];
