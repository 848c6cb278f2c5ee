// Defines the parameters that a company may set for the encryption of its object storage.
import { z } from "zod";

export const parameters = z.strictObject({
  requireCustomerKey: z
    .boolean()
    .default(false)
    .describe("Whether new objects have to be encrypted with a key that the company itself manages."),
  requireDoubleEncryption: z
    .boolean()
    .default(false)
    .describe(
      "Whether new objects have to be encrypted twice, by independent layers: DSSE-KMS in AWS, infrastructure encryption in Azure. Google Cloud has no such setting, so its buckets are indeterminate.",
    ),
});

export type Parameters = z.infer<typeof parameters>;
