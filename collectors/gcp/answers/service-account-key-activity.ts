// Reads when keys of service accounts last authenticated, as Policy Analyzer tells it: an item of its own for each, cut to the week.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Answered, Refused } from "../../answer.ts";
import { weekOf } from "../../week.ts";

export const KEY_ACTIVITY = "Tidemark::IAM::ServiceAccountKeyActivity";
export const KEY_ACTIVITY_TYPE = "serviceAccountKeyLastAuthentication";

/**
 * https://docs.cloud.google.com/policy-intelligence/docs/reference/policyanalyzer/rest/v1/projects.locations.activityTypes.activities/query
 * and https://docs.cloud.google.com/policy-intelligence/docs/activity-analyzer-service-account-authentication. A key that was not used in
 * the observed period has no `lastAuthenticatedTime`.
 */
const Activities = z.array(
  z.object({
    fullResourceName: z.string(),
    activityType: z.literal(KEY_ACTIVITY_TYPE),
    observationPeriod: z.object({ startTime: z.string().nullish(), endTime: z.string().nullish() }).nullish(),
    activity: z
      .object({
        lastAuthenticatedTime: z.string().nullish(),
        serviceAccountKey: z
          .object({ projectNumber: z.string().nullish(), serviceAccountId: z.string().nullish() })
          .nullish(),
      })
      .nullish(),
  }),
);

const NAME = /^\/\/iam\.googleapis\.com\/(projects\/[^/]+)\/serviceAccounts\/([^/]+)\/keys\/([^/]+)$/;

/** The activities of keys of `project` (`projects/<number>`); undefined where the answer has another shape. */
export function keyActivitiesIn(answer: Json, project: string): readonly Answered[] | Refused | undefined {
  const parsed = Activities.safeParse(answer);
  if (!parsed.success) return undefined;
  const answered: Answered[] = [];
  for (const { fullResourceName, observationPeriod, activity } of parsed.data) {
    const [, of, account, keyId] = NAME.exec(fullResourceName) ?? [];
    if (of === undefined || account === undefined || keyId === undefined) return undefined;
    const { projectNumber, serviceAccountId } = activity?.serviceAccountKey ?? {};
    // The name may have the project's id. Where a number is told, it must be that of the scope.
    const number = /^projects\/(\d+)$/.exec(of)?.[1] ?? projectNumber;
    if (number != null && `projects/${number}` !== project)
      return { found: "the activity of a key of another project", expected: project };
    answered.push({
      key: syntheticKey("gcp", project, `key-activity/${account}/${keyId}`),
      name: `last use of the key ${keyId}`,
      body: {
        KeyId: keyId,
        // The address, and the unique id where it is told: keys name their account by either.
        Accounts: [...new Set([account, serviceAccountId ?? account])],
        LastAuthenticatedWeek: week(activity?.lastAuthenticatedTime),
        ObservedFromWeek: week(observationPeriod?.startTime),
        ObservedUntilWeek: week(observationPeriod?.endTime),
      },
    });
  }
  return answered;
}

/** The week; null where no time is told, and the text where it is no time: an unreadable use is not the same as none. */
const week = (text: string | null | undefined): string | null => (text == null ? null : (weekOf(text) ?? text));
