// Judges managed disks and their snapshots by whose key encrypts them: encryption cannot be turned off.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, passByProvider } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** The disk of a confidential virtual machine that the machine itself encrypts, too, with a key of the company. */
const CONFIDENTIAL = "confidentialvm_diskencryptedwithcustomerkey";
const CUSTOMER: ReadonlySet<string> = new Set([
  "encryptionatrestwithcustomerkey",
  "encryptionatrestwithplatformandcustomerkeys",
]);

const storage = ({ resourceType, what }: { readonly resourceType: string; readonly what: string }) =>
  defineEvaluator({
    provider: "azure",
    resourceType,
    global: true,
    // https://learn.microsoft.com/en-us/rest/api/compute/disks/get
    // https://learn.microsoft.com/en-us/rest/api/compute/snapshots/get
    reads: z.object({
      properties: z.object({
        encryption: z.object({ type: z.string().nullish(), diskEncryptionSetId: z.string().nullish() }).nullish(),
        securityProfile: z.object({ securityType: z.string().nullish() }).nullish(),
        encryptionSettingsCollection: z.object({ enabled: z.boolean().nullish() }).nullish(),
      }),
    }),
    // https://learn.microsoft.com/en-us/azure/virtual-machines/disk-encryption
    evaluate({ properties }, { parameters }: { readonly parameters: Parameters }) {
      const { encryption, securityProfile, encryptionSettingsCollection } = properties;
      const facts = {
        keyType: encryption?.type || null,
        diskEncryptionSetId: encryption?.diskEncryptionSetId || null,
        securityType: securityProfile?.securityType || null,
      };
      if (!parameters.requireCustomerKey) return passByProvider(`Azure encrypts every managed ${what}`, facts);
      if (facts.securityType?.toLowerCase() === CONFIDENTIAL)
        return pass(`the ${what} is encrypted with a customer managed key (securityProfile.securityType)`, facts);
      const type = facts.keyType?.toLowerCase() ?? null;
      // Without a type the set of keys says it: only keys of the company stand in one.
      if (type === null ? facts.diskEncryptionSetId !== null : CUSTOMER.has(type))
        return pass(`the ${what} is encrypted with a customer managed key (encryption)`, facts);
      // Azure Disk Encryption, in the machine, is retired in 2028, and keeps its key in a vault of the company.
      if (encryptionSettingsCollection?.enabled === true) {
        const detail = "Azure Disk Encryption is on, and Tidemark does not read the vault that keeps its key";
        return indeterminate({ code: "not-supported", detail }, facts);
      }
      if (type === null)
        return indeterminate(
          { code: "not-in-answer", detail: "the answer from Azure lacks properties.encryption.type" },
          facts,
        );
      if (type !== "encryptionatrestwithplatformkey")
        return indeterminate(
          { code: "unexpected-shape", detail: "properties.encryption.type is none that is known" },
          facts,
        );
      return fail(`the ${what} is encrypted with a key that Microsoft manages (encryption.type)`, facts);
    },
  });

export const azure = [
  storage({ resourceType: "microsoft.compute/disks", what: "disk" }),
  storage({ resourceType: "microsoft.compute/snapshots", what: "snapshot" }),
];
