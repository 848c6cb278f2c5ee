// Judges the people of an Entra tenant by their last successful sign-in.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable } from "../../kernel.ts";
import { judgeAccount } from "./account.ts";
import type { UseQuestion } from "./use.ts";

/**
 * Graph has the date of every user but "some users created before June 2018 and on-premises users that were synced before June
 * 2018", where it is null: https://learn.microsoft.com/en-us/graph/api/resources/user#properties
 */
const NULL_IS_BEFORE = "2018-06-01T00:00:00.000Z";

const person = defineEvaluator({
  provider: "entra",
  resourceType: "Tidemark::Entra::UserActivity",
  global: true,
  // https://learn.microsoft.com/en-us/graph/api/resources/user and resources/signinactivity
  reads: z.object({
    accountEnabled: z.boolean().nullish(),
    createdDateTime: z.string().nullish(),
    LastSuccessfulSignInWeek: z.string().nullish(),
  }),
  evaluate({ accountEnabled, createdDateTime, LastSuccessfulSignInWeek: week }, question: UseQuestion) {
    if (accountEnabled === false) return notApplicable("the account is disabled (accountEnabled is false)");
    if (accountEnabled == null)
      return indeterminate({
        code: "not-in-answer",
        detail: "accountEnabled does not say whether the account is enabled",
      });
    if (week === undefined)
      return indeterminate({ code: "not-in-answer", detail: "signInActivity lacks lastSuccessfulSignInDateTime" });
    if (createdDateTime === null) return judgeAccount({ week, from: null, madeBefore: NULL_IS_BEFORE }, question);
    return judgeAccount({ week, from: createdDateTime ?? null }, question);
  },
});

export const azure = [person];
