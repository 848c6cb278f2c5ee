// Defines what is asked of the root user of AWS beyond MFA. No parameter excepts a key: that would not meet the requirement.
import { z } from "zod";

export const parameters = z.strictObject({
  requireHardware: z
    .boolean()
    .default(false)
    .describe("Whether a root user of AWS who signs in with a virtual MFA device fails."),
  requireCentralRoot: z
    .boolean()
    .default(false)
    .describe(
      "Whether AWS accounts fail that keep a root password, those in no organization too. A management account or delegated administrator fails instead if its organization does not manage root credentials.",
    ),
});

export type Parameters = z.infer<typeof parameters>;
