// Judges keys of service accounts in Google Cloud by when each last authenticated, as far as Policy Analyzer observed it.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Question,
  type Verdict,
} from "../../kernel.ts";
import { readInstant, writeInstant } from "../../readings/instant.ts";
import {
  accountOf,
  lifeOf,
  managerUnclear,
  saysWhose,
  serviceAccountKeyMembers,
} from "../../readings/gcp/service-account-key.ts";
import type { Parameters } from "./parameters.ts";
import { PROBLEMS, useOf } from "./use.ts";

const related = {
  activities: relation({
    type: "Tidemark::IAM::ServiceAccountKeyActivity",
    within: "scope",
    global: true,
    // https://docs.cloud.google.com/policy-intelligence/docs/activity-analyzer-service-account-authentication
    reads: z.object({
      KeyId: z.string(),
      Accounts: z.array(z.string()),
      LastAuthenticatedWeek: z.string().nullable(),
      ObservedFromWeek: z.string().nullable(),
      ObservedUntilWeek: z.string().nullable(),
    }),
    on: ({ KeyId }) => [KeyId],
  }),
  accounts: relation({
    type: "iam.googleapis.com/ServiceAccount",
    within: "scope",
    global: true,
    reads: z.object({ email: z.string(), uniqueId: z.string().nullish(), disabled: z.boolean().nullish() }),
    on: ({ email, uniqueId }) => [...new Set([email, uniqueId ?? email])],
  }),
};

type Activity = z.infer<(typeof related.activities)["reads"]>;
type Asked = Question<Parameters, typeof related>;

export const serviceAccountKey = defineEvaluator({
  provider: "gcp",
  resourceType: "iam.googleapis.com/ServiceAccountKey",
  global: true,
  reads: z
    .object({ ...serviceAccountKeyMembers, validAfterTime: z.string().nullish() })
    .refine(saysWhose, { path: ["name"] }),
  related,
  evaluate(key, question: Asked) {
    if (key.keyType === "SYSTEM_MANAGED") return notApplicable("Google keeps the key, and nobody signs in with it");
    if (key.keyType !== "USER_MANAGED") return indeterminate(managerUnclear(key.keyType));
    const life = lifeOf(key, question.asOf);
    if (key.disabled === true) return notApplicable("the key is disabled");
    if (life === "ended") return notApplicable("the key has expired (validBeforeTime)");
    const from = key.validAfterTime ?? null;
    const accounts = accountsOf(key);
    const activity = question.related
      .activities(keyIdOf(key))
      .find(({ Accounts }) => Accounts.some((account) => accounts.includes(account)));
    if (activity.is === "unknown") return indeterminate(activity.problem, { from: writeInstant(from) });
    const verdict = judge(activity.is === "found" ? activity.row : null, from, question);
    if (verdict.outcome !== "fail") return verdict;
    const account = question.related.accounts(accountOf(key)).find(() => true);
    if (account.is === "unknown") return indeterminate(account.problem, verdict.facts);
    if (account.is === "found" && account.row.disabled === true)
      return notApplicable("the key's service account is disabled", verdict.facts);
    return life === "unclear" ? indeterminate(PROBLEMS.unreadable, verdict.facts) : verdict;
  },
});

type Named = { readonly name?: string | null | undefined; readonly AssetName?: string | null | undefined };

/** The account by its address and by its unique id, as far as the key and its asset name it. */
const accountsOf = ({ name, AssetName }: Named): string[] =>
  [accountOf({ name }), accountOf({ AssetName })].filter((account) => account !== "");

const keyIdOf = ({ name, AssetName }: Named): string =>
  [name, AssetName].map((text) => /\/keys\/([^/]+)$/.exec(text ?? "")?.[1]).find((id) => id !== undefined) ?? "";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * The question is asked as of the beginning of the week to whose day the activity was observed: what was used since may not be
 * told yet. So nothing that was used in the last days is called unused.
 */
function judge(activity: Activity | null, from: string | null, { parameters, asOf }: Asked): Verdict {
  const week = activity?.LastAuthenticatedWeek ?? null;
  const facts = { usedInWeekOf: writeInstant(week), from: writeInstant(from) };
  const until = activity === null ? null : readInstant(activity.ObservedUntilWeek);
  const observed = until === null ? asOf : new Date(Math.min(until, Date.parse(asOf))).toISOString();
  const use = useOf({ week, from }, { parameters, asOf: observed });
  if (use === "unreadable" || use === "undated" || use === "future") return indeterminate(PROBLEMS[use], facts);
  if (use === "in use")
    return week === null
      ? pass("the key is not known to have been used, and it is new enough for that", facts)
      : pass("the last observed use of the key, counted in whole weeks, is not longer ago than allowed", facts);
  if (activity === null) return indeterminate(UNLISTED, facts);
  if (until === null) return indeterminate(UNOBSERVED, facts);
  if (week !== null) return fail("the last observed use of the key is longer ago than allowed", facts);
  const since = readInstant(activity.ObservedFromWeek);
  if (since === null) return indeterminate(UNOBSERVED, facts);
  const isLongEnough = since + WEEK_MS + parameters.days * (WEEK_MS / 7) < until;
  return isLongEnough
    ? fail("no use of the key was observed, and the key is older than allowed for that", facts)
    : indeterminate(TOO_SHORT, facts);
}

const UNLISTED = {
  code: "not-in-answer",
  detail: "the activities of Policy Analyzer have no entry for the key",
} as const;
const UNOBSERVED = {
  code: "not-in-answer",
  detail: "the activity of the key does not say since when and until when it was observed",
} as const;
const TOO_SHORT = {
  code: "not-in-answer",
  detail: "the activity of the key was observed for a shorter time than the check asks about",
} as const;
