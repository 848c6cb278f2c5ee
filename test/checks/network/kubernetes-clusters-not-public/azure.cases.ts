// Cases of the check that Kubernetes clusters are not public: clusters of AKS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const pools: Json = [{ name: "system", enableNodePublicIP: false }];
const cluster = (apiServerAccessProfile: Json, more: Members = {}): Json => ({
  properties: {
    provisioningState: "Succeeded",
    powerState: { code: "Running" },
    publicNetworkAccess: null,
    apiServerAccessProfile,
    agentPoolProfiles: pools,
    ...more,
  },
});
const ranges = (...authorizedIPRanges: readonly string[]): Json => ({
  authorizedIPRanges,
  enablePrivateCluster: false,
});

export const cases: Cases = {
  "azure microsoft.containerservice/managedclusters": {
    cases: [
      // https://learn.microsoft.com/en-us/rest/api/aks/managed-clusters/get: the example has no profile of the API server
      {
        name: "no profile of the API server",
        slice: cluster(null),
        expect: "fail",
        because:
          "the public endpoint of the control plane lets in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: {
          publicEndpoint: true,
          networks: null,
          networkCount: null,
          openTo: ["*"],
          publicPools: [],
          publicPoolCount: 0,
        },
      },
      // https://learn.microsoft.com/en-us/azure/aks/api-server-authorized-ip-ranges: 73.140.245.0/24
      {
        name: "authorized ranges",
        slice: cluster(ranges("73.140.245.0/24")),
        expect: "pass",
        facts: {
          publicEndpoint: true,
          networks: ["73.140.245.0/24"],
          networkCount: 1,
          publicPools: [],
          publicPoolCount: 0,
        },
      },
      // https://learn.microsoft.com/en-us/azure/aks/api-server-authorized-ip-ranges: 0.0.0.0/32 lets in the cluster's own outbound address alone
      { name: "the cluster's own address alone", slice: cluster(ranges("0.0.0.0/32")), expect: "pass" },
      // https://learn.microsoft.com/en-us/azure/aks/api-server-authorized-ip-ranges: "" turns the ranges off
      { name: "an empty list", slice: cluster(ranges()), expect: "fail" },
      {
        name: "a list that is null",
        slice: cluster({ authorizedIPRanges: null, enablePrivateCluster: null }),
        expect: "fail",
      },
      { name: "a list with everyone", slice: cluster(ranges("73.140.245.0/24", "0.0.0.0/0")), expect: "fail" },
      // https://learn.microsoft.com/en-us/azure/aks/private-clusters
      {
        name: "a private cluster",
        slice: cluster({ enablePrivateCluster: true, enablePrivateClusterPublicFQDN: true }),
        expect: "pass",
        because: "the control plane has no public endpoint",
        facts: { publicEndpoint: false, publicPools: [], publicPoolCount: 0 },
      },
      {
        name: "a private cluster that is closed to public networks",
        slice: cluster({ enablePrivateCluster: true }, { publicNetworkAccess: "Disabled" }),
        expect: "pass",
      },
      {
        name: "authorized ranges, where no public endpoint is allowed",
        slice: cluster(ranges("73.140.245.0/24")),
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
        because: "the control plane has a public endpoint",
      },
      // https://learn.microsoft.com/en-us/azure/aks/use-node-public-ips
      {
        name: "nodes with public addresses in a private cluster",
        slice: cluster(
          { enablePrivateCluster: true },
          { agentPoolProfiles: [{ name: "games", enableNodePublicIP: true }, { name: "system" }] },
        ),
        expect: "fail",
        because: "nodes of the cluster have public addresses of their own (enableNodePublicIP)",
        facts: { publicEndpoint: false, publicPools: ["games"], publicPoolCount: 1 },
      },
      {
        name: "nodes with public addresses, and an API server for everyone",
        slice: cluster(null, { agentPoolProfiles: [{ name: "games", enableNodePublicIP: true }] }),
        expect: "fail",
        because:
          "the public endpoint of the control plane lets in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
      },
      {
        name: "nodes with public addresses, and a range that can't be read",
        slice: cluster(ranges("office"), { agentPoolProfiles: [{ name: "games", enableNodePublicIP: true }] }),
        expect: "fail",
      },
      {
        name: "a range that can't be read",
        slice: cluster(ranges("office")),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a cluster that is stopped",
        slice: cluster(null, { powerState: { code: "Stopped" } }),
        expect: "fail",
      },
      {
        name: "a cluster that is being deleted",
        slice: cluster(null, { provisioningState: "Deleting" }),
        expect: "not-applicable",
      },
      {
        name: "no word on its pools",
        slice: cluster({ enablePrivateCluster: true }, { agentPoolProfiles: null }),
        expect: "indeterminate",
        problem: "not-in-answer",
        facts: { publicEndpoint: false, publicPools: null },
      },
      {
        name: "no word on its pools, and an API server for everyone",
        slice: cluster(null, { agentPoolProfiles: null }),
        expect: "fail",
      },
      {
        name: "a network security perimeter",
        slice: cluster(null, { publicNetworkAccess: "SecuredByPerimeter" }),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "closed to public networks, and not private",
        slice: cluster(null, { publicNetworkAccess: "Disabled" }),
        expect: "indeterminate",
        problem: "contradictory",
      },
      {
        name: "another word for the access of networks",
        slice: cluster(null, { publicNetworkAccess: "Sometimes" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
