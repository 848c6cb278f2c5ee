// Defines how long audit logs have to be kept.
import { z } from "zod";
import { activityLogCategories } from "../../readings/azure/activity-log.ts";

export const parameters = z.strictObject({
  days: z
    .int()
    .min(1)
    .default(365)
    .describe("Days for which audit logs have to be kept at least, in one place that keeps them all."),
  centralBuckets: z
    .array(z.string().min(1))
    .default([])
    .describe(
      "S3 buckets of the company's log archive account, where organization trails that deliver to them are judged; elsewhere such a trail is not applicable.",
    ),
  activityLogCategories,
});

export type Parameters = z.infer<typeof parameters>;
