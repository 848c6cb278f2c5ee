// Describes a cluster of AKS of the sample estate, whose API server named networks reach.
// https://learn.microsoft.com/en-us/rest/api/aks/managed-clusters/get (2024-09-01)
import type { ArmBody } from "../estate.ts";
import { PRODUCTION, resource } from "./names.ts";

export const KUBERNETES: readonly ArmBody[] = [
  resource(PRODUCTION, "rg-web", "Microsoft.ContainerService/managedClusters", "nl-cluster", {
    properties: {
      provisioningState: "Succeeded",
      powerState: { code: "Running" },
      kubernetesVersion: "1.33",
      dnsPrefix: "nl-cluster",
      apiServerAccessProfile: { authorizedIPRanges: ["198.51.100.0/24"], enablePrivateCluster: false },
      agentPoolProfiles: [{ name: "system", count: 3, vmSize: "Standard_D2s_v5", enableNodePublicIP: false }],
      linuxProfile: { adminUsername: "amelie.brandt" },
    },
  }),
];
