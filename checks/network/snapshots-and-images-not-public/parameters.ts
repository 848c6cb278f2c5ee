// Defines whether a setting also has to keep copies from the public, whatever is shared now.
import { z } from "zod";

export const parameters = z.strictObject({
  requireBlock: z
    .boolean()
    .default(false)
    .describe(
      "Whether a setting has to keep copies from the public, too. AWS: every region blocks all public sharing of snapshots, and new public sharing of images. Azure: disks and snapshots can be exported through private endpoints alone, or not at all. Google Cloud has no such setting that is read.",
    ),
});

export type Parameters = z.infer<typeof parameters>;
