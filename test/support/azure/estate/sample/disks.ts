// Disks of the sample estate: one with a key of the company, one with Microsoft's, a snapshot, and a gallery of images.
// https://learn.microsoft.com/en-us/rest/api/compute/disks/get and snapshots/get, 2023-04-02
import type { JsonObject } from "../../../../../evidence-schema/record/record.ts";
import type { ArmBody } from "../estate.ts";
import { idOf, PRODUCTION, resource, SHARED } from "./names.ts";

const storage = (subscription: string, kind: "disks" | "snapshots", name: string, properties: JsonObject): ArmBody =>
  resource(subscription, "rg-data", `Microsoft.Compute/${kind}`, name, {
    sku: { name: "Premium_LRS", tier: "Premium" },
    tags: { Team: "platform" },
    properties: {
      diskSizeGB: 64,
      diskState: "Unattached",
      networkAccessPolicy: "DenyAll",
      provisioningState: "Succeeded",
      publicNetworkAccess: "Disabled",
      timeCreated: "2025-02-11T08:15:40.201Z",
      ...properties,
    },
  });

const CUSTOMER = {
  encryption: {
    type: "EncryptionAtRestWithCustomerKey",
    diskEncryptionSetId: idOf(PRODUCTION, "rg-data", "Microsoft.Compute/diskEncryptionSets", "des-data"),
  },
};

/** https://learn.microsoft.com/en-us/rest/api/compute/galleries/get, 2022-08-03 */
const GALLERY = resource(PRODUCTION, "rg-data", "Microsoft.Compute/galleries", "images", {
  tags: { Team: "platform" },
  properties: {
    description: "Images of machines.",
    identifier: { uniqueName: `${PRODUCTION}-IMAGES` },
    provisioningState: "Succeeded",
    sharingProfile: { permissions: "Private" },
  },
});

export const DISKS: readonly ArmBody[] = [
  GALLERY,
  storage(PRODUCTION, "disks", "vm-gateway-data", CUSTOMER),
  storage(PRODUCTION, "snapshots", "vm-gateway-before-update", CUSTOMER),
  storage(SHARED, "disks", "vm-build-os", {
    encryption: { type: "EncryptionAtRestWithPlatformKey" },
    networkAccessPolicy: "AllowAll",
    publicNetworkAccess: "Enabled",
  }),
];
