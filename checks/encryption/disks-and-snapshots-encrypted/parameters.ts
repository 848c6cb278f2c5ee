// Defines the parameters that a company may set for the encryption of its disks and snapshots.
import { z } from "zod";

export const parameters = z.strictObject({
  requireCustomerKey: z
    .boolean()
    .default(false)
    .describe(
      "Whether disks, file systems and snapshots have to be encrypted with a key that the company itself manages.",
    ),
  requireDefault: z
    .boolean()
    .default(true)
    .describe(
      "Whether EBS has to encrypt new volumes of every region by default. The other clouds encrypt every disk, and have no such setting.",
    ),
});

export type Parameters = z.infer<typeof parameters>;
