// Defines who counts as privileged, and which paths into an account no person takes.
import { z } from "zod";

export const parameters = z.strictObject({
  privilegedPolicies: z
    .array(z.string().regex(/^arn:aws:iam::aws:policy\/.+$/))
    .default([
      "arn:aws:iam::aws:policy/AdministratorAccess",
      "arn:aws:iam::aws:policy/IAMFullAccess",
      "arn:aws:iam::aws:policy/PowerUserAccess",
    ])
    .describe("AWS managed policies that make a user privileged; each means the same policy in every partition."),
  workloadIssuers: z
    .array(z.string().regex(/^[a-z0-9.-]+$/))
    .default([])
    .describe("Hosts of OpenID Connect issuers that give tokens to workloads only, never to people."),
});

export type Parameters = z.infer<typeof parameters>;
