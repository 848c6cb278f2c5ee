// Defines the parameters that a company may set for the encryption of its object storage.
import { z } from "zod";

export const parameters = z.strictObject({
  requireCustomerKey: z
    .boolean()
    .default(false)
    .describe("Whether new objects have to be encrypted with a key that the company itself manages."),
});

export type Parameters = z.infer<typeof parameters>;
