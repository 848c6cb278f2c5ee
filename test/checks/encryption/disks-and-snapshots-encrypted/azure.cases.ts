// Cases of the check that disks and snapshots are encrypted: managed disks of Azure and their snapshots.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";
import { strict } from "../kms-keys.ts";

const SET =
  "/subscriptions/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4/resourceGroups/rg-clinical/providers/Microsoft.Compute/diskEncryptionSets/des-clinical";

// https://learn.microsoft.com/en-us/rest/api/compute/disks/get
const storage = (encryption: Json, members: Members = {}): Json => ({
  properties: { diskSizeGB: 128, diskState: "Attached", provisioningState: "Succeeded", encryption, ...members },
});
const platform = { type: "EncryptionAtRestWithPlatformKey" };

const ofOne = (what: string): Cases[`${string} ${string}`] => ({
  never: { "not-applicable": "a disk that was deleted is in no answer, and every other one holds data" },
  cases: [
    {
      name: "a key of Microsoft, as by default",
      slice: storage(platform),
      expect: "pass",
      basis: "provider",
      because: `Azure encrypts every managed ${what}`,
      facts: { keyType: "EncryptionAtRestWithPlatformKey", diskEncryptionSetId: null, securityType: null },
    },
    {
      name: "a key of Microsoft, where a customer key is required",
      slice: storage(platform),
      parameters: strict,
      expect: "fail",
      because: `the ${what} is encrypted with a key that Microsoft manages (encryption.type)`,
    },
    {
      name: "a key of the company",
      slice: storage({ type: "EncryptionAtRestWithCustomerKey", diskEncryptionSetId: SET }),
      parameters: strict,
      expect: "pass",
      because: `the ${what} is encrypted with a customer managed key (encryption)`,
      facts: { keyType: "EncryptionAtRestWithCustomerKey", diskEncryptionSetId: SET, securityType: null },
    },
    {
      name: "a key of the company and one of Microsoft",
      slice: storage({ type: "EncryptionAtRestWithPlatformAndCustomerKeys", diskEncryptionSetId: SET }),
      parameters: strict,
      expect: "pass",
    },
    {
      name: "a type in another spelling",
      slice: storage({ type: "encryptionatrestwithcustomerkey" }),
      parameters: strict,
      expect: "pass",
    },
    {
      name: "a set of keys without a type",
      slice: storage({ diskEncryptionSetId: SET }),
      parameters: strict,
      expect: "pass",
    },
    {
      name: "the set of keys of a type that is Microsoft's",
      slice: storage({ ...platform, diskEncryptionSetId: SET }),
      parameters: strict,
      expect: "fail",
    },
    {
      name: "a confidential machine with a key of the company",
      slice: storage(platform, { securityProfile: { securityType: "ConfidentialVM_DiskEncryptedWithCustomerKey" } }),
      parameters: strict,
      expect: "pass",
      because: `the ${what} is encrypted with a customer managed key (securityProfile.securityType)`,
    },
    {
      name: "a confidential machine with a key of Microsoft",
      slice: storage(platform, { securityProfile: { securityType: "ConfidentialVM_DiskEncryptedWithPlatformKey" } }),
      parameters: strict,
      expect: "fail",
    },
    {
      name: "Azure Disk Encryption in the machine, where a customer key is required",
      slice: storage(platform, { encryptionSettingsCollection: { enabled: true } }),
      parameters: strict,
      expect: "indeterminate",
      problem: "not-supported",
    },
    {
      name: "Azure Disk Encryption that was turned off",
      slice: storage(platform, { encryptionSettingsCollection: { enabled: false } }),
      parameters: strict,
      expect: "fail",
    },
    { name: "an answer without encryption", slice: storage(null), expect: "pass", basis: "provider" },
    {
      name: "an answer without encryption, where a customer key is required",
      slice: storage(null),
      parameters: strict,
      expect: "indeterminate",
      problem: "not-in-answer",
    },
    {
      name: "an empty type, where a customer key is required",
      slice: storage({ type: "" }),
      parameters: strict,
      expect: "indeterminate",
      problem: "not-in-answer",
    },
    {
      name: "a type that is new, where a customer key is required",
      slice: storage({ type: "EncryptionAtRestWithPartnerKey" }),
      parameters: strict,
      expect: "indeterminate",
      problem: "unexpected-shape",
    },
    { name: "an answer without properties", slice: {}, expect: "indeterminate", problem: "unexpected-shape" },
  ],
});

export const cases: Cases = {
  "azure microsoft.compute/disks": ofOne("disk"),
  "azure microsoft.compute/snapshots": ofOne("snapshot"),
};
