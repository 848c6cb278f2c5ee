// Reads which versions and which encryption of SMB the file shares of a storage account accept.
import { z } from "zod";
import type { ArmChild } from "./arm-child.ts";

/**
 * https://learn.microsoft.com/en-us/rest/api/storagerp/file-services/get-service-properties: lists are texts with semicolons, and null
 * stands for settings that nobody changed.
 */
const Answer = z.object({
  properties: z.object({
    protocolSettings: z
      .object({
        smb: z
          .object({
            versions: z.string().nullish(),
            channelEncryption: z.string().nullish(),
            encryptionInTransit: z.object({ required: z.boolean().nullish() }).nullish(),
          })
          .nullish(),
      })
      .nullish(),
  }),
});

const listed = (text: string): string[] =>
  text
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .toSorted();

export const STORAGE_FILE_SERVICE: ArmChild = {
  slug: "storage-file-service",
  type: "Tidemark::Storage::FileService",
  action: "Microsoft.Storage/storageAccounts/fileServices/read",
  // Accounts for blobs alone have no file service to ask.
  subject: {
    type: "microsoft.storage/storageaccounts",
    unless: { member: "kind", is: ["BlobStorage", "BlockBlobStorage"] },
  },
  path: "/fileServices/default",
  // Versions before 2025 leave out encryptionInTransit.
  apiVersion: "2025-08-01",
  body(answer, subject) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) return undefined;
    const { versions, channelEncryption, encryptionInTransit } = parsed.data.properties.protocolSettings?.smb ?? {};
    return {
      StorageAccount: subject,
      ...(versions ? { SmbVersions: listed(versions) } : {}),
      ...(channelEncryption ? { SmbChannelEncryption: listed(channelEncryption) } : {}),
      ...((encryptionInTransit?.required ?? null) === null
        ? {}
        : { SmbEncryptionRequired: encryptionInTransit?.required }),
    };
  },
};
