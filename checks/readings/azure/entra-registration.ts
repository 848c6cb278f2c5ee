// Reads the sign-in methods that a person of an Entra tenant registered, and decides whether they are a second factor.
import { z } from "zod";
import { fail, indeterminate, pass, type Verdict } from "../../kernel.ts";

/** https://learn.microsoft.com/en-us/graph/api/resources/userregistrationdetails */
export const Registration = z.object({
  isMfaRegistered: z.boolean(),
  isMfaCapable: z.boolean(),
  methodsRegistered: z.array(z.string()),
  userType: z.string(),
});

/** `whom`: the person's part in the check, for its sentence. */
export function judgeRegistration(
  registration: z.infer<typeof Registration>,
  whom: "administrator" | "person" = "administrator",
): Verdict {
  const { isMfaRegistered, isMfaCapable, methodsRegistered, userType } = registration;
  const facts = { registered: isMfaRegistered, methods: [...methodsRegistered].sort().slice(0, 20), userType };
  // Capable is registered with a method that the tenant's policy allows: one that it forbids is no second factor.
  if (isMfaCapable)
    return pass(`the ${whom} has registered an MFA method that the tenant's policy allows (isMfaCapable)`, facts);
  if (userType.toLowerCase() === "guest") {
    // The tenant may trust MFA of the guest's own one, which shows in neither flag.
    // https://learn.microsoft.com/en-us/entra/external-id/authentication-conditional-access
    return indeterminate(
      {
        code: "not-supported",
        detail: `the ${whom} is a guest, and Tidemark does not read MFA of the guest's home tenant`,
      },
      facts,
    );
  }
  if (isMfaRegistered) return fail(`the tenant's policy allows no MFA method that the ${whom} has registered`, facts);
  return fail(`the ${whom} has registered no MFA method (isMfaRegistered is false)`, facts);
}
