// Defines the parameters that a company may set for the encryption of connections that its clients make.
import { z } from "zod";
import { TLS_VERSIONS } from "../../readings/tls-version.ts";

export const parameters = z.strictObject({
  minimumTlsVersion: z
    .enum(TLS_VERSIONS)
    .default("1.2")
    .describe("The oldest version of TLS that an entry point may accept."),
  allowRedirect: z
    .boolean()
    .default(true)
    .describe(
      "Whether an entry point may answer plain HTTP by sending the client to HTTPS. If not, it must refuse plain HTTP.",
    ),
  internalToo: z
    .boolean()
    .default(false)
    .describe("Whether entry points that only the company's own networks reach are judged as well."),
});

export type Parameters = z.infer<typeof parameters>;
export type WithParameters = { readonly parameters: Parameters };
