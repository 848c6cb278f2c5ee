// Defines how long backups are kept, and whether a database can be restored to a moment.
import { z } from "zod";

export const parameters = z.strictObject({
  days: z
    .int()
    .min(1)
    .max(35)
    .default(7)
    .describe(
      "Days for which backups are kept. With requirePointInTime a database can be restored to any moment of these days.",
    ),
  requirePointInTime: z
    .boolean()
    .default(true)
    .describe("Whether a database must be restorable to any moment of these days, and not only to a backup."),
});

export type Parameters = z.infer<typeof parameters>;
export type WithParameters = { readonly parameters: Parameters };
