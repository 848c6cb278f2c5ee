// Judges all people of a Workspace or Cloud Identity customer, and whether the people who come to a project were read.
import { z } from "zod";
import { defineEvaluator, fail, notApplicable, pass } from "../../kernel.ts";
import { directoryPath } from "../../readings/directory-path.ts";

const PEOPLE = "admin.directory/users";

const person = defineEvaluator({
  provider: "workspace",
  resourceType: PEOPLE,
  global: true,
  // https://developers.google.com/workspace/admin/directory/reference/rest/v1/users
  reads: z.object({
    isEnrolledIn2Sv: z.boolean(),
    isEnforcedIn2Sv: z.boolean(),
    suspended: z.boolean().nullish(),
    archived: z.boolean().nullish(),
  }),
  evaluate({ isEnrolledIn2Sv, isEnforcedIn2Sv, suspended, archived }) {
    if (suspended === true || archived === true) return notApplicable("the person is suspended or archived");
    const facts = { enrolled: isEnrolledIn2Sv, enforced: isEnforcedIn2Sv };
    if (isEnrolledIn2Sv) return pass("the person is enrolled in 2-step verification", facts);
    // Enforced does not help: until the end of an enrollment period a password is enough.
    // https://support.google.com/a/answer/9176805
    return fail("the person is not enrolled in 2-step verification", facts);
  },
});

export const gcp = [person, directoryPath("gcp", { directory: "workspace", people: PEOPLE })];
