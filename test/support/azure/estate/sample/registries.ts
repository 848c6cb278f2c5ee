// Has the container registry of the sample estate, from which nobody pulls without signing in.
// https://learn.microsoft.com/en-us/rest/api/containerregistry/registries/get (2025-11-01)
import type { ArmBody } from "../estate.ts";
import { resource, SHARED } from "./names.ts";

export const REGISTRIES: readonly ArmBody[] = [
  resource(SHARED, "rg-images", "Microsoft.ContainerRegistry/registries", "northlightimages", {
    sku: { name: "Standard", tier: "Standard" },
    properties: {
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      creationDate: "2024-05-02T09:00:00.0000000Z",
      loginServer: "northlightimages.azurecr.io",
      provisioningState: "Succeeded",
      publicNetworkAccess: "Enabled",
      zoneRedundancy: "Disabled",
    },
  }),
];
