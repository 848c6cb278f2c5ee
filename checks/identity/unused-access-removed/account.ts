// Judges an account of a directory by its last sign-in.
import { fail, indeterminate, pass, type Verdict } from "../../kernel.ts";
import { writeInstant } from "../../readings/instant.ts";
import { PROBLEMS, useOf, type Used, type UseQuestion } from "./use.ts";

/** `madeBefore`: the date before which the account was made, where nothing tells when. */
type Account = Used & { readonly madeBefore?: string };

/** The verdict on an account that people can sign in to. */
export function judgeAccount({ week, from, madeBefore }: Account, question: UseQuestion): Verdict {
  const facts = {
    signedInInWeekOf: writeInstant(week),
    from: writeInstant(from),
    ...(madeBefore === undefined ? {} : { madeBefore }),
  };
  const use = useOf({ week, from: from ?? madeBefore ?? null }, question);
  const isNever = facts.signedInInWeekOf === null;
  if (use === "unused" && isNever)
    return fail("nobody has signed in to the account, and it is older than allowed for that", facts);
  if (use === "unused") return fail("the last sign-in to the account is longer ago than allowed", facts);
  if (use !== "in use") return indeterminate(PROBLEMS[use], facts);
  return isNever
    ? pass("nobody has signed in to the account, and it is new enough for that", facts)
    : pass("the last sign-in to the account, counted in whole weeks, is not longer ago than allowed", facts);
}
