// Defines the check that control planes of Kubernetes are reached only from named networks.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const kubernetesClustersNotPublic = defineCheck({
  id: "kubernetes-clusters-not-public",
  version: 1,
  domain: "network",
  title: "Kubernetes clusters are not public",
  requirement:
    "The control plane of every managed Kubernetes cluster in scope is reached only from named networks, and nodes of AKS have no public addresses of their own.",
  rationale:
    "The control plane rules everything that runs in the cluster. If the internet reaches it, one leaked token or one flaw of its software is enough. " +
    "A public endpoint that only named networks can reach is accepted unless the company says otherwise (`allowPublicEndpoint`). " +
    "Every public address of Google Cloud is no named network: anybody can rent a machine there (`allowGoogleCloudAddresses`).",
  remediation,
  limits:
    "Judges who reaches the control plane, not who may do what there. An endpoint is open if its list admits a range of more public addresses than a bound: a /8 of IPv4 or a /32 of IPv6 (`broadestIpv4Prefix`, `broadestIpv6Prefix`). Overlapping and adjacent ranges are merged first. " +
    "AWS: clusters of EKS; clusters elsewhere that are registered there are not listed. Nodes are machines of EC2, which this check does not judge. " +
    "Azure: nodes are judged by the setting of their pools. A public name of a private cluster (enablePrivateClusterPublicFqdn) leads to a private address, and does not count. A cluster that a network security perimeter protects is indeterminate, and so is one whose publicNetworkAccess is Disabled though it is not private. " +
    "Google Cloud: the DNS endpoint of a cluster is reached from everywhere, asks IAM first, and is a fact of the result (dnsEndpoint). Nodes are machines of Compute Engine, which this check does not judge. " +
    "Clusters that the company runs on its own machines are judged by the firewalls in front of them, as far as other checks name their ports. Services that run in a cluster are not read.",
  severity: "high",
  parameters,
  references: [
    {
      title: "Amazon EKS: cluster API server endpoint",
      url: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
    },
    {
      title: "Azure Kubernetes Service: authorized IP ranges of the API server",
      url: "https://learn.microsoft.com/en-us/azure/aks/api-server-authorized-ip-ranges",
    },
    {
      title: "Azure Kubernetes Service: private clusters",
      url: "https://learn.microsoft.com/en-us/azure/aks/private-clusters",
    },
    {
      title: "Google Kubernetes Engine: network isolation",
      url: "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/network-isolation",
    },
    {
      title: "Google Kubernetes Engine: authorized networks",
      url: "https://docs.cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks",
    },
  ],
  evaluators: [aws, azure, gcp],
});
