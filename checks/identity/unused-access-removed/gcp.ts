// Judges the people of a Workspace or Cloud Identity customer by their last sign-in.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable } from "../../kernel.ts";
import { dateIfSet } from "../../readings/instant.ts";
import { judgeAccount } from "./account.ts";
import { serviceAccountKey } from "./service-account-key.ts";
import type { UseQuestion } from "./use.ts";

const person = defineEvaluator({
  provider: "workspace",
  resourceType: "Tidemark::Workspace::UserActivity",
  global: true,
  // https://developers.google.com/workspace/admin/directory/reference/rest/v1/users
  reads: z.object({
    suspended: z.boolean().nullish(),
    archived: z.boolean().nullish(),
    creationTime: z.string().nullish(),
    LastLoginWeek: z.string().nullish(),
  }),
  evaluate({ suspended, archived, creationTime, LastLoginWeek: week }, question: UseQuestion) {
    if (suspended === true || archived === true) return notApplicable("the person is suspended or archived");
    if (week == null)
      return indeterminate({ code: "not-in-answer", detail: "lastLoginTime is not among the user's members" });
    // 1970 is never.
    return judgeAccount({ week: dateIfSet(week), from: creationTime ?? null }, question);
  },
});

export const gcp = [person, serviceAccountKey];
