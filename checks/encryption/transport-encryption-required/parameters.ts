// Defines the parameters that a company may set for the encryption of connections to its stores.
import { z } from "zod";
import { TLS_VERSIONS } from "./tls-version.ts";

export const parameters = z.strictObject({
  minimumTlsVersion: z
    .enum(TLS_VERSIONS)
    .default("1.2")
    .describe("The oldest version of TLS that a store may accept, where the cloud lets the company choose."),
});

export type Parameters = z.infer<typeof parameters>;
