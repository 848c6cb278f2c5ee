// Two registries, a search service, an account of AI services and a store of App Configuration of the sample estate.
// https://learn.microsoft.com/en-us/rest/api/containerregistry/registries/get (2023-07-01), searchmanagement/services/get (2023-11-01),
// aiservices/accountmanagement/accounts/get (2023-05-01) and appconfiguration/stores/configuration-stores/get (2023-03-01)
import type { ArmBody } from "../estate.ts";
import { PRODUCTION, resource, SHARED } from "./names.ts";

export const REGISTRIES: readonly ArmBody[] = [
  resource(PRODUCTION, "rg-web", "Microsoft.ContainerRegistry/registries", "nlimages", {
    sku: { name: "Premium", tier: "Premium" },
    properties: {
      loginServer: "nlimages.azurecr.io",
      creationDate: "2025-03-01T09:00:00.1234567Z",
      provisioningState: "Succeeded",
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      publicNetworkAccess: "Enabled",
    },
  }),
  resource(PRODUCTION, "rg-web", "Microsoft.Search/searchServices", "nl-search", {
    sku: { name: "basic" },
    properties: {
      replicaCount: 1,
      partitionCount: 1,
      status: "running",
      provisioningState: "succeeded",
      publicNetworkAccess: "enabled",
      disableLocalAuth: true,
    },
  }),
  resource(PRODUCTION, "rg-web", "Microsoft.CognitiveServices/accounts", "nl-language", {
    kind: "TextAnalytics",
    sku: { name: "S" },
    properties: {
      endpoint: "https://nl-language.cognitiveservices.azure.com/",
      provisioningState: "Succeeded",
      publicNetworkAccess: "Enabled",
      disableLocalAuth: true,
      dateCreated: "2025-03-01T09:00:00Z",
    },
  }),
  resource(PRODUCTION, "rg-web", "Microsoft.AppConfiguration/configurationStores", "nl-config", {
    sku: { name: "standard" },
    properties: {
      provisioningState: "Succeeded",
      creationDate: "2025-03-01T09:00:00+00:00",
      endpoint: "https://nl-config.azconfig.io",
      publicNetworkAccess: "Enabled",
      disableLocalAuth: true,
    },
  }),
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
