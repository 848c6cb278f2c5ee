// Defines how long something that opens a way in may stay without use.
import { z } from "zod";

export const parameters = z.strictObject({
  days: z
    .int()
    .min(1)
    // Entra keeps the last successful sign-in since December 2023: a longer time could not be told from never.
    .max(730)
    .default(45)
    .describe("Days after the last use from which a password, key or account counts as unused."),
  graceDays: z
    .int()
    .min(0)
    .max(730)
    .default(30)
    .describe("Days after it was made or changed in which a password, key or account need not be used."),
});

export type Parameters = z.infer<typeof parameters>;
