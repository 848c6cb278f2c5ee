// Defines which keys are allowed all the same, and whether machines of AWS need a role.
import { z } from "zod";

export const parameters = z.strictObject({
  allowRestrictedApiKeys: z
    .boolean()
    .default(true)
    .describe(
      "Whether an API key of Google Cloud may stay that is good for listed services only, and not for all that the project has on.",
    ),
  requireMachineRole: z
    .boolean()
    .default(false)
    .describe(
      "Whether a machine of EC2 has to have an instance profile, by which programs on it sign in without a key. A machine that calls no service needs none.",
    ),
});

export type Parameters = z.infer<typeof parameters>;
