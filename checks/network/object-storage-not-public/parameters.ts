// Defines whether storage that is not public also needs a setting that keeps it so, and what counts as the internet.
import { z } from "zod";
import { boundOfInternet } from "../../engines/reachability/internet.ts";

export const parameters = z.strictObject({
  requireBlock: z
    .boolean()
    .default(false)
    .describe(
      "Whether a setting has to keep the public out whatever policies and ACLs grant: S3 Block Public Access, allowBlobPublicAccess false, public access prevention.",
    ),
  ...boundOfInternet,
});

export type Parameters = z.infer<typeof parameters>;
