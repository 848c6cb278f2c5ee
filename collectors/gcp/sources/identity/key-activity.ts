// Reads when keys of service accounts last authenticated, in a list of the project.
import { isRefused } from "../../../answer.ts";
import { KEY_ACTIVITY, KEY_ACTIVITY_TYPE, keyActivitiesIn } from "../../answers/service-account-key-activity.ts";
import type { ProjectSource } from "../../source.ts";

/** https://docs.cloud.google.com/policy-intelligence/docs/activity-analyzer-service-account-authentication */
const ACTION = "policyanalyzer.serviceAccountKeyLastAuthenticationActivities.query";

export const keyActivity: ProjectSource = {
  name: "key-activity",
  types: [KEY_ACTIVITY],
  calls: [{ action: ACTION, per: "page" }],
  async read(gcp) {
    const { id } = await gcp.names();
    const path = `/v1/projects/${id}/locations/global/activityTypes/${KEY_ACTIVITY_TYPE}/activities:query?pageSize=1000`;
    const list = await gcp.list({ api: "policyanalyzer", action: ACTION, path }, "activities");
    const made = keyActivitiesIn(list, gcp.project);
    if (made === undefined || isRefused(made))
      gcp.spoil(KEY_ACTIVITY, {
        code: "unexpected-shape",
        detail: `the answer to ${ACTION} ${made === undefined ? "has another form than documented" : `has ${made.found}, expected ${made.expected}`}`,
      });
    else for (const fact of made) gcp.emitFact(KEY_ACTIVITY, fact);
  },
};
