// Stores of analysis of the sample estate: a cluster of Data Explorer and a workspace of Synapse, both with a key of the company.
// https://learn.microsoft.com/en-us/rest/api/azurerekusto/clusters/get, 2023-08-15, and synapse/resourcemanager/workspaces/get, 2021-06-01
import type { ArmBody } from "../estate.ts";
import { PRODUCTION, resource } from "./names.ts";

const VAULT = "https://kv-data.vault.azure.net";

export const ANALYTICS: readonly ArmBody[] = [
  resource(PRODUCTION, "rg-data", "Microsoft.Kusto/Clusters", "telemetry", {
    sku: { name: "Standard_E8ads_v5", capacity: 2, tier: "Standard" },
    properties: {
      state: "Running",
      provisioningState: "Succeeded",
      uri: "https://telemetry.westeurope.kusto.windows.net",
      enableDiskEncryption: true,
      enableDoubleEncryption: false,
      keyVaultProperties: { keyName: "telemetry", keyVersion: "", keyVaultUri: VAULT },
    },
  }),
  resource(PRODUCTION, "rg-data", "Microsoft.Synapse/workspaces", "syn-reports", {
    properties: {
      provisioningState: "Succeeded",
      sqlAdministratorLogin: "sqladmin",
      encryption: {
        doubleEncryptionEnabled: true,
        cmk: { status: "Consistent", key: { name: "default", keyVaultUrl: `${VAULT}/keys/reports` } },
      },
    },
  }),
];
