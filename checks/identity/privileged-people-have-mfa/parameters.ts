// Defines who counts as privileged, and which paths into an account no person takes.
import { z } from "zod";
import { READ_OF_AWS } from "../../engines/identity/aws-holder.ts";
import { workloadIssuers } from "../../readings/aws/identity-providers.ts";

export const parameters = z.strictObject({
  privilegedPolicies: z
    .array(z.string().regex(/^arn:aws:iam::aws:policy\/.+$/))
    .default([...READ_OF_AWS])
    .describe("AWS managed policies that make a user privileged; each means the same policy in every partition."),
  workloadIssuers,
});

export type Parameters = z.infer<typeof parameters>;
