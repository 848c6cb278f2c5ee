// Defines which traffic of a network has to be logged.
import { z } from "zod";

export const parameters = z.strictObject({
  trafficTypes: z
    .array(z.enum(["ACCEPT", "REJECT"]))
    .min(1)
    .default(["REJECT"])
    .describe(
      "The traffic that flow logs of AWS have to cover; a log of ALL traffic covers both. Evaluators of other clouds do not read this parameter.",
    ),
});

export type Parameters = z.infer<typeof parameters>;
