// Defines a resource policy of AWS as collectors take it apart: lists where policies write one value, many or a map.
import { z } from "zod";

/** `"Principal": "*"` is one of type `*` with the value `*`. People are references. */
const Principals = z.array(z.object({ Type: z.string(), Values: z.array(z.string()) }));

/** All conditions of a statement have to hold, and one value of each is enough. */
const Condition = z.object({ Operator: z.string(), Key: z.string(), Values: z.array(z.string()) });
export type Condition = z.infer<typeof Condition>;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
const Statement = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Principals: Principals.optional(),
  NotPrincipals: Principals.optional(),
  Actions: z.array(z.string()).optional(),
  NotActions: z.array(z.string()).optional(),
  Resources: z.array(z.string()).optional(),
  NotResources: z.array(z.string()).optional(),
  Conditions: z.array(Condition).optional(),
});
export type Statement = z.infer<typeof Statement>;

export const PolicyDocument = z.object({ Statements: z.array(Statement) });
export type PolicyDocument = z.infer<typeof PolicyDocument>;
