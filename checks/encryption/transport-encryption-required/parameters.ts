// Defines the parameters that a company may set for the encryption of connections to its stores.
import { z } from "zod";
import { SMB_CIPHERS, SMB_VERSIONS } from "./azure/smb.ts";
import { TLS_VERSIONS } from "../../readings/tls-version.ts";

export const parameters = z.strictObject({
  minimumTlsVersion: z
    .enum(TLS_VERSIONS)
    .default("1.2")
    .describe("The oldest version of TLS that a store may accept, where the cloud lets the company choose."),
  smbVersions: z
    .array(z.enum(SMB_VERSIONS))
    .min(1)
    .default([...SMB_VERSIONS])
    .describe("The versions of SMB that file shares of Azure may accept. SMB2.1 is without encryption."),
  smbChannelEncryption: z
    .array(z.enum(SMB_CIPHERS))
    .min(1)
    .default([...SMB_CIPHERS])
    .describe("The ciphers of SMB that file shares of Azure may accept."),
});

export type Parameters = z.infer<typeof parameters>;
export type WithParameters = { readonly parameters: Parameters };
