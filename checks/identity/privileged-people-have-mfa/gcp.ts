// Judges people of a Workspace or Cloud Identity customer, who hold the roles of its Google Cloud projects.
import { z } from "zod";
import { defineEvaluator, fail, notApplicable, pass } from "../../kernel.ts";
import { accessPath } from "../../readings/access-path.ts";

const person = defineEvaluator({
  provider: "workspace",
  resourceType: "admin.directory/users",
  global: true,
  // https://developers.google.com/workspace/admin/directory/reference/rest/v1/users
  reads: z.object({
    isAdmin: z.boolean(),
    isDelegatedAdmin: z.boolean(),
    isEnrolledIn2Sv: z.boolean(),
    isEnforcedIn2Sv: z.boolean(),
    suspended: z.boolean().nullish(),
    archived: z.boolean().nullish(),
  }),
  evaluate({ isAdmin, isDelegatedAdmin, isEnrolledIn2Sv, isEnforcedIn2Sv, suspended, archived }) {
    if (!isAdmin && !isDelegatedAdmin) return notApplicable("the person has no administrator role");
    if (suspended === true || archived === true) return notApplicable("the administrator is suspended or archived");
    const facts = { superAdmin: isAdmin, enrolled: isEnrolledIn2Sv, enforced: isEnforcedIn2Sv };
    if (isEnrolledIn2Sv) return pass("the administrator is enrolled in 2-step verification", facts);
    // Enforced does not help: until the end of an enrollment period a password is enough.
    // https://support.google.com/a/answer/9176805
    return fail("the administrator is not enrolled in 2-step verification", facts);
  },
});

// Those who own are judged by owner-accounts-have-mfa-and-no-keys.
const path = accessPath("gcp", (name) => `of those who come by ${name}, Tidemark judges owners alone`);

export const gcp = [person, path];
