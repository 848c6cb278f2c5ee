// Defines how far an answer of the metadata service may travel, and whether regions need a default.
import { z } from "zod";

export const parameters = z.strictObject({
  maxHops: z
    .int()
    .min(1)
    .max(64)
    .default(2)
    .describe(
      "Hops in the network that an answer with a token may travel. Containers that are not in the network of the machine need two.",
    ),
  requireDefault: z
    .boolean()
    .default(false)
    .describe("Whether each region has to ask new machines for tokens where neither launch nor image says it."),
});

export type Parameters = z.infer<typeof parameters>;
