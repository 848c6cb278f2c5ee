// Defines whether storage that is not public also needs a setting that keeps it so.
import { z } from "zod";

export const parameters = z.strictObject({
  requireBlock: z
    .boolean()
    .default(false)
    .describe(
      "Whether a setting has to keep the public out whatever policies and ACLs grant: S3 Block Public Access, allowBlobPublicAccess false, public access prevention.",
    ),
});

export type Parameters = z.infer<typeof parameters>;
