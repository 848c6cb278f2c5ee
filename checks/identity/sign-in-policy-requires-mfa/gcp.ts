// Judges the people of a Workspace or Cloud Identity customer: whether 2-Step Verification is enforced for each of them.
import { z } from "zod";
import { defineEvaluator, fail, notApplicable, pass } from "../../kernel.ts";

const person = defineEvaluator({
  provider: "workspace",
  resourceType: "admin.directory/users",
  global: true,
  // https://developers.google.com/workspace/admin/directory/reference/rest/v1/users
  reads: z.object({
    isEnforcedIn2Sv: z.boolean(),
    suspended: z.boolean().nullish(),
    archived: z.boolean().nullish(),
  }),
  evaluate({ isEnforcedIn2Sv, suspended, archived }) {
    if (suspended === true || archived === true) return notApplicable("the person is suspended or archived");
    const facts = { enforced: isEnforcedIn2Sv };
    return isEnforcedIn2Sv
      ? pass("2-Step Verification is enforced for the person (isEnforcedIn2Sv)", facts)
      : fail("2-Step Verification is not enforced for the person (isEnforcedIn2Sv is false)", facts);
  },
});

export const gcp = [person];
