// Defines whether guests are judged too, and which paths into an account no person takes.
import { z } from "zod";
import { workloadIssuers } from "../../readings/aws/identity-providers.ts";

export const parameters = z.strictObject({
  guestsToo: z
    .boolean()
    .default(false)
    .describe("Whether guests of an Entra tenant need a second factor in this tenant as well."),
  workloadIssuers,
});

export type Parameters = z.infer<typeof parameters>;
