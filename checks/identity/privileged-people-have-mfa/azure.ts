// People of an Entra tenant, who hold the roles of its Azure subscriptions.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { accessPath } from "./access-path.ts";

const person = defineEvaluator({
  provider: "entra",
  resourceType: "microsoft.graph/userRegistrationDetails",
  global: true,
  // https://learn.microsoft.com/en-us/graph/api/resources/userregistrationdetails
  reads: z.object({
    isAdmin: z.boolean(),
    isMfaRegistered: z.boolean(),
    isMfaCapable: z.boolean(),
    methodsRegistered: z.array(z.string()),
    userType: z.string(),
  }),
  evaluate({ isAdmin, isMfaRegistered, isMfaCapable, methodsRegistered, userType }) {
    if (!isAdmin) return notApplicable("the person has no administrator role");
    const facts = { registered: isMfaRegistered, methods: [...methodsRegistered].sort().slice(0, 20), userType };
    // Capable is registered with a method that the tenant's policy allows: one that it forbids is no second factor.
    if (isMfaCapable) return pass("the administrator has MFA", facts);
    if (userType.toLowerCase() === "guest") {
      // The tenant may trust MFA of the guest's own one, which shows in neither flag.
      // https://learn.microsoft.com/en-us/entra/external-id/authentication-conditional-access
      return indeterminate({ code: "not-yet-read", detail: "MFA of a guest's home tenant is not read" }, facts);
    }
    if (isMfaRegistered) return fail("the administrator's MFA methods are not allowed by the tenant's policy", facts);
    return fail("the administrator has no MFA", facts);
  },
});

export const azure = [person, accessPath("azure")];
