// Defines how narrowly a workload from outside has to be named, and the issuers that are the company's own.
import { z } from "zod";

export const parameters = z.strictObject({
  allowOwner: z
    .boolean()
    .default(false)
    .describe(
      "Whether a whole organization, group or namespace of the issuer may come in, such as all repositories of one owner.",
    ),
  ownIssuers: z
    .array(z.string().min(1).max(300))
    .default([])
    .describe(
      "Addresses of issuers that give tokens to workloads of the company alone, such as that of a GitLab server of its own.",
    ),
});

export type Parameters = z.infer<typeof parameters>;
