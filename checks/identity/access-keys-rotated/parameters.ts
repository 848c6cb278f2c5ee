// Defines how old a key may be.
import { z } from "zod";

export const parameters = z.strictObject({
  maxAgeDays: z
    .int()
    .min(1)
    // Azure keeps times of storage keys for longer than this: a key without one is older than any limit.
    .max(1095)
    .default(90)
    .describe("Days after which a key that still works counts as not rotated."),
});

export type Parameters = z.infer<typeof parameters>;
