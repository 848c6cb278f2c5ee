// Defines who may do everything.
import { z } from "zod";

const FORMS = [
  /^role\/.+$/,
  /^group\/.+$/,
  /^user\/AIDA[A-Z0-9]+$/,
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  /^serviceAccount:.+$/,
  /^person:[0-9a-f]{64}$/,
];

export const parameters = z.strictObject({
  allowedHolders: z
    .array(
      z
        .string()
        .refine(
          (holder) => FORMS.some((form) => form.test(holder)),
          "expected role/NAME, group/NAME, user/AIDA…, an object id of Entra, serviceAccount:ADDRESS or person:…",
        ),
    )
    .default([])
    .describe(
      "Those who may do everything: roles and groups of IAM by name, with `*` for any text, IAM users by their unique id, anybody in Entra by object id, service accounts by address, people and groups of Google by the reference that evidence has.",
    ),
  allowGroups: z
    .boolean()
    .default(true)
    .describe("A group of IAM, Entra or Google may do everything: people get the rights by joining it."),
  allowEligible: z
    .boolean()
    .default(true)
    .describe("An account may be eligible for a role of Azure, and so have the rights while the role is activated."),
});

export type Parameters = z.infer<typeof parameters>;
