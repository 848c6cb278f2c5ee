// Defines which roles are an administrator's, and which workloads may hold one.
import { z } from "zod";

export const parameters = z.strictObject({
  adminRoles: z
    .array(z.string().min(1).max(200))
    .default([])
    .describe(
      "Further roles that count as an administrator's: ARNs of managed policies of AWS, GUIDs of roles of Azure, names of roles of Google Cloud.",
    ),
  deployers: z
    .array(z.string().min(1).max(200))
    .default([])
    .describe(
      "Workloads that set up the environment and may have such rights: role/NAME of IAM with `*` for any text, object ids of identities of Entra, serviceAccount:ADDRESS of Google Cloud.",
    ),
  allowDefaultServiceAccount: z
    .boolean()
    .default(false)
    .describe(
      "Whether a machine of Google Cloud may act as the default service account with a scope for all services, whatever roles the account holds.",
    ),
});

export type Parameters = z.infer<typeof parameters>;

/** Whether the config lists a deployer, in whatever case. */
export const isDeployer = ({ deployers }: Parameters, name: string): boolean =>
  deployers.some((each) => each.toLowerCase() === name.toLowerCase());
