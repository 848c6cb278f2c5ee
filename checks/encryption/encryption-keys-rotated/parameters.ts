// Defines after how many days a key has a new version, and whether keys of Azure need an expiry date.
import { z } from "zod";

export const parameters = z.strictObject({
  maxDays: z
    .int()
    // The shortest period that Google Cloud takes.
    .min(1)
    // The longest period that AWS takes.
    .max(2560)
    .default(365)
    .describe("Days within which a key has to rotate by itself."),
  requireExpiry: z
    .boolean()
    .default(false)
    .describe(
      "Whether a key of Azure Key Vault must have an expiry date as well. Keys of AWS and Google Cloud have none.",
    ),
});

export type Parameters = z.infer<typeof parameters>;
export type WithParameters = { readonly parameters: Parameters };
