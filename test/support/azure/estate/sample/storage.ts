// Storage accounts of the sample estate and their blob containers.
// https://learn.microsoft.com/en-us/rest/api/storagerp/storage-accounts/get-properties and blob-containers/list, 2023-05-01
import type { Json } from "../../../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../../../evidence-schema/record/record.ts";
import type { ArmBody } from "../estate.ts";
import { idOf, PRODUCTION, resource, SHARED } from "./names.ts";

const TYPE = "Microsoft.Storage/storageAccounts";
const CREATED = "2025-03-02T09:14:27.6583180Z";

const account = (subscription: string, group: string, name: string, kind: string, isOpen: boolean): ArmBody =>
  resource(subscription, group, TYPE, name, {
    kind,
    sku: { name: "Standard_ZRS", tier: "Standard" },
    tags: { Team: "data" },
    properties: {
      accessTier: "Hot",
      allowBlobPublicAccess: isOpen,
      allowSharedKeyAccess: false,
      creationTime: CREATED,
      encryption: {
        keySource: "Microsoft.Storage",
        requireInfrastructureEncryption: true,
        services: {
          blob: { enabled: true, keyType: "Account", lastEnabledTime: CREATED },
          file: { enabled: true, keyType: "Account", lastEnabledTime: CREATED },
        },
      },
      keyCreationTime: { key1: CREATED, key2: CREATED },
      minimumTlsVersion: "TLS1_2",
      networkAcls: { bypass: "AzureServices", defaultAction: "Deny", ipRules: [], virtualNetworkRules: [] },
      primaryEndpoints: { blob: `https://${name}.blob.core.windows.net/` },
      primaryLocation: "westeurope",
      provisioningState: "Succeeded",
      publicNetworkAccess: isOpen ? "Enabled" : "Disabled",
      statusOfPrimary: "available",
      supportsHttpsTrafficOnly: true,
    },
  });

export const STORAGE: readonly ArmBody[] = [
  account(PRODUCTION, "rg-data", "nlrecords", "StorageV2", false),
  account(PRODUCTION, "rg-web", "nlwebsite", "StorageV2", true),
  account(SHARED, "rg-logs", "nllogs", "StorageV2", false),
  account(SHARED, "rg-files", "nlfiles", "FileStorage", false),
];

function containers(
  subscription: string,
  group: string,
  name: string,
  levels: { readonly [container: string]: string },
): [string, Json] {
  const path = `${idOf(subscription, group, TYPE, name)}/blobServices/default/containers`;
  const list = Object.entries(levels).map(([container, publicAccess]) => ({
    id: `${path}/${container}`,
    name: container,
    type: `${TYPE}/blobServices/containers`,
    etag: '"0x8D589847D51C7DE"',
    properties: {
      publicAccess,
      leaseStatus: "Unlocked",
      leaseState: "Available",
      hasImmutabilityPolicy: false,
      hasLegalHold: false,
      lastModifiedTime: "2025-03-02T09:20:41.0000000Z",
    },
  }));
  return [path, list];
}

/** https://learn.microsoft.com/en-us/rest/api/storagerp/file-services/get-service-properties, 2025-08-01 */
function fileService(subscription: string, group: string, name: string, smb: JsonObject | null): [string, Json] {
  const id = `${idOf(subscription, group, TYPE, name)}/fileServices/default`;
  const properties: JsonObject = {
    shareDeleteRetentionPolicy: { enabled: true, days: 7 },
    ...(smb === null ? {} : { protocolSettings: { smb } }),
  };
  return [id, { id, name: "default", type: `${TYPE}/fileServices`, properties }];
}

export const STORAGE_CHILDREN: readonly [string, Json][] = [
  fileService(PRODUCTION, "rg-data", "nlrecords", null),
  fileService(PRODUCTION, "rg-web", "nlwebsite", null),
  fileService(SHARED, "rg-logs", "nllogs", null),
  fileService(SHARED, "rg-files", "nlfiles", {
    versions: "SMB3.1.1;",
    channelEncryption: "AES-256-GCM;",
    encryptionInTransit: { required: true },
  }),
  containers(PRODUCTION, "rg-data", "nlrecords", { images: "None", letters: "None" }),
  containers(PRODUCTION, "rg-web", "nlwebsite", { $web: "None", downloads: "Blob", press: "Container" }),
  containers(SHARED, "rg-logs", "nllogs", { "insights-activity-logs": "None" }),
];
