// Defines of whom and of what a second factor has to be demanded, and what the company leaves out on purpose.
import { z } from "zod";

const id = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

export const parameters = z.strictObject({
  blockLegacy: z
    .boolean()
    .default(true)
    .describe("Whether protocols that know no second factor have to be blocked as well."),
  managementApi: z
    .boolean()
    .default(true)
    .describe("Whether the management API of Azure needs a second factor as well."),
  phishingResistantForAdmins: z
    .boolean()
    .default(false)
    .describe("Whether administrators have to use a factor that cannot be phished."),
  excludedPrincipals: z
    .int()
    .min(0)
    .max(10)
    .default(2)
    .describe("How many users and groups may be left out: accounts for emergencies."),
  emergencyGroups: z
    .array(id)
    .default([])
    .describe("Object ids of groups that hold accounts for emergencies alone. Each counts as one that is left out."),
  excludedApplications: z
    .array(id)
    .default([])
    .describe("Client ids of applications that may be left out, each for a reason of the company's."),
});

export type Parameters = z.infer<typeof parameters>;
