// Judges the file service of a storage account by the versions and ciphers of SMB that its shares accept.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass } from "../../../kernel.ts";
import type { WithParameters } from "../parameters.ts";
import { SMB_CIPHERS, SMB_VERSIONS } from "./smb.ts";

const isKnown = (known: readonly string[], values: readonly string[]): boolean =>
  values.every((value) => known.includes(value));

export const fileService = defineEvaluator({
  provider: "azure",
  resourceType: "Tidemark::Storage::FileService",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/storagerp/file-services/get-service-properties
  reads: z.object({
    SmbVersions: z.array(z.string()).optional(),
    SmbChannelEncryption: z.array(z.string()).optional(),
    SmbEncryptionRequired: z.boolean().optional(),
  }),
  // Settings that nobody changed allow everything: https://learn.microsoft.com/en-us/azure/storage/files/files-smb-protocol
  evaluate(
    {
      SmbVersions: versions = [...SMB_VERSIONS],
      SmbChannelEncryption: ciphers = [...SMB_CIPHERS],
      SmbEncryptionRequired,
    },
    { parameters: { smbVersions, smbChannelEncryption } }: WithParameters,
  ) {
    const facts = {
      smbVersions: versions.toSorted(),
      smbChannelEncryption: ciphers.toSorted(),
      encryptionRequired: SmbEncryptionRequired ?? null,
    };
    // Where it is not set, the account's own setting for plain HTTP holds for SMB too, and the account is judged by it.
    if (SmbEncryptionRequired === false)
      return fail("file shares accept SMB without encryption (encryptionInTransit is not required)", facts);
    const surplus = (
      allowed: readonly string[],
      known: readonly string[],
      found: readonly string[],
    ): string | undefined => found.toSorted().find((each) => known.includes(each) && !allowed.includes(each));
    const version = surplus(smbVersions, SMB_VERSIONS, versions);
    if (version !== undefined) return fail(`file shares accept ${version}, which the company does not allow`, facts);
    const cipher = surplus(smbChannelEncryption, SMB_CIPHERS, ciphers);
    if (cipher !== undefined)
      return fail(`file shares accept ${cipher} for SMB, which the company does not allow`, facts);
    if (!isKnown(SMB_VERSIONS, versions) || !isKnown(SMB_CIPHERS, ciphers)) {
      const detail = "protocolSettings.smb has a version or a cipher that the check does not know";
      return indeterminate({ code: "unexpected-shape", detail }, facts);
    }
    return pass("file shares accept only versions and ciphers of SMB that the company allows", facts);
  },
});
