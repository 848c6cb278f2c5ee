// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Limit the public endpoint to the networks that need it, or turn it off and reach the cluster from inside the VPC. Nodes and pods need the private endpoint, or addresses of their own in the list.",
    console: ["Amazon EKS > Clusters > CLUSTER > Networking > Manage > Endpoint access"],
    commands: [
      "aws eks update-cluster-config --name CLUSTER --resources-vpc-config endpointPublicAccess=true,publicAccessCidrs=ADDRESSES,endpointPrivateAccess=true",
      "aws eks update-cluster-config --name CLUSTER --resources-vpc-config endpointPublicAccess=false,endpointPrivateAccess=true",
    ],
    terraform: ["aws_eks_cluster.vpc_config.endpoint_public_access = false"],
  },
  azure: {
    change:
      "Authorize only the networks that need the API server: the command replaces the whole list. Make new clusters private. Public addresses of nodes are a setting of the node pool, chosen when it is made: make another pool without them.",
    console: [
      "Kubernetes services > CLUSTER > Settings > Networking > Set authorized IP ranges",
      "Kubernetes services > CLUSTER > Settings > Node pools",
    ],
    commands: [
      "az aks update --resource-group GROUP --name CLUSTER --api-server-authorized-ip-ranges ADDRESSES",
      "az aks nodepool add --resource-group GROUP --cluster-name CLUSTER --name NODE-POOL",
    ],
    terraform: [
      "azurerm_kubernetes_cluster.private_cluster_enabled = true",
      "azurerm_kubernetes_cluster.default_node_pool.node_public_ip_enabled = false",
    ],
  },
  gcp: {
    change:
      "Turn the external address off, or authorize only the networks that need it and no addresses of Google Cloud: the list is replaced as a whole. Reach the cluster by its DNS endpoint, which asks IAM, or from inside the network.",
    console: ["Kubernetes Engine > Clusters > CLUSTER > Details > Control Plane Networking"],
    commands: [
      "gcloud container clusters update CLUSTER --location=LOCATION --enable-private-endpoint",
      "gcloud container clusters update CLUSTER --location=LOCATION --enable-master-authorized-networks --master-authorized-networks=ADDRESSES",
      "gcloud container clusters update CLUSTER --location=LOCATION --no-enable-google-cloud-access",
    ],
    terraform: ["google_container_cluster.control_plane_endpoints_config.ip_endpoints_config.enabled = false"],
  },
} as const satisfies Check["remediation"];
