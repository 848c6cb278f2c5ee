// Defines how often changes have to be recorded. Nobody records what a recorder leaves out, so nothing else may be loosened.
import { z } from "zod";

export const parameters = z.strictObject({
  requireContinuous: z
    .boolean()
    .default(true)
    .describe(
      "Whether every change has to be recorded when it happens. AWS Config can record a type once a day instead, and then keeps the last state of each day.",
    ),
});

export type Parameters = z.infer<typeof parameters>;
