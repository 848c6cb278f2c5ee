// Defines which records make an audit trail.
import { z } from "zod";
import { activityLogCategories } from "../../readings/azure/activity-log.ts";

export const parameters = z.strictObject({
  activityLogCategories,
  sqlActionGroups: z
    .array(z.string().regex(/^[A-Z_]+$/))
    .default([
      "BATCH_COMPLETED_GROUP",
      "FAILED_DATABASE_AUTHENTICATION_GROUP",
      "SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP",
    ])
    .describe(
      "Groups of actions that auditing of a logical SQL server in Azure has to cover; an empty list takes any.",
    ),
  dataAccessLogs: z
    .array(z.enum(["ADMIN_READ", "DATA_READ", "DATA_WRITE"]))
    .default(["ADMIN_READ", "DATA_READ", "DATA_WRITE"])
    .describe("Types of Data Access audit logs that have to be on for all services of a Google Cloud project."),
  exemptionsAllowed: z
    .boolean()
    .default(false)
    .describe("Whether principals may be exempted from the required Data Access audit logs of Google Cloud."),
});

export type Parameters = z.infer<typeof parameters>;
