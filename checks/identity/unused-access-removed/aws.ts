// Judges passwords and access keys of IAM users by their last use. The root user is another check's.
import { z } from "zod";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { Flag, unclear } from "../../readings/aws/credential-report.ts";
import { readInstant, writeInstant } from "../../readings/instant.ts";
import { PROBLEMS, useOf, type Use, type UseQuestion } from "./use.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html: the name of the root user's line. */
const ROOT = "<root_account>";

const user = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::IAM::UserActivity",
  global: true,
  // The same page: dates, and words where there is none.
  reads: z.object({
    User: z.string(),
    UserCreationTime: z.string(),
    PasswordEnabled: Flag,
    PasswordLastChanged: z.string(),
    PasswordLastUsedWeek: z.string(),
    AccessKey1Active: Flag,
    AccessKey1LastRotated: z.string(),
    AccessKey1LastUsedWeek: z.string(),
    AccessKey2Active: Flag,
    AccessKey2LastRotated: z.string(),
    AccessKey2LastUsedWeek: z.string(),
  }),
  evaluate(row, question: UseQuestion) {
    if (row.User === ROOT) return notApplicable("the root user is no user of IAM, and is not judged by this check");
    const credentials = [
      {
        name: "password",
        active: row.PasswordEnabled,
        week: row.PasswordLastUsedWeek,
        from: later(row.UserCreationTime, row.PasswordLastChanged),
      },
      {
        name: "accessKey1",
        active: row.AccessKey1Active,
        week: row.AccessKey1LastUsedWeek,
        from: row.AccessKey1LastRotated,
      },
      {
        name: "accessKey2",
        active: row.AccessKey2Active,
        week: row.AccessKey2LastUsedWeek,
        from: row.AccessKey2LastRotated,
      },
    ];
    const active = credentials.filter((each) => each.active === true);
    const facts: JsonObject = Object.fromEntries(
      active.map(({ name, week, from }) => [name, { usedInWeekOf: writeInstant(week), from: writeInstant(from) }]),
    );
    const uses = active.map(({ week, from }): Use =>
      useOf({ week: never(week) ? null : week, from: from === "N/A" ? null : from }, question),
    );
    // All share a sentence: which ones are unused may change with time alone, and the facts have their dates.
    if (uses.includes("unused"))
      return fail("the user has a password or active access key that is unused for longer than allowed", facts);
    // The more a problem depends on the time of asking, the later it is told: the cause stays when another one passes.
    if (uses.includes("unreadable")) return indeterminate(PROBLEMS.unreadable, facts);
    if (uses.includes("undated")) return indeterminate(PROBLEMS.undated, facts);
    if (credentials.some((each) => typeof each.active === "string")) return indeterminate(unclear, facts);
    if (uses.includes("future")) return indeterminate(PROBLEMS.future, facts);
    if (active.length === 0) return notApplicable("the user has neither a password nor an active access key");
    return pass("no password or active access key of the user is unused for longer than allowed", facts);
  },
});

/**
 * `no_information` of a password, and `N/A` of an active key: never used, or not since AWS keeps the time (October 2014, and April
 * 2015). A password that has `N/A` for its last use is none.
 */
const never = (week: string): boolean => week === "no_information" || week === "N/A";

/** The later of both dates: a password that was set yesterday is new, however old its user is. */
function later(created: string, changed: string): string {
  return (readInstant(changed) ?? -Infinity) > (readInstant(created) ?? -Infinity) ? changed : created;
}

export const aws = [user];
