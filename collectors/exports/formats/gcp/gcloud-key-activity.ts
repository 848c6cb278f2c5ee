// Reads when keys of service accounts last authenticated, as `gcloud policy-intelligence query-activity` prints it.
import { KEY_ACTIVITY, KEY_ACTIVITY_TYPE, keyActivitiesIn } from "../../../gcp/answers/service-account-key-activity.ts";
import { oneCall } from "../call.ts";

export const gcloudKeyActivity = oneCall({
  provider: "gcp",
  lane: "gcloud-key-activity",
  scopeId: /^projects\/\d+$/,
  type: KEY_ACTIVITY,
  global: true,
  items: (answer, { id }) => keyActivitiesIn(answer, id),
  exports(project, types) {
    const number = project.replace(/^projects\//, "");
    const source = `gcp-${number}-key-activity`;
    // Without a limit of its own the command stops at a thousand keys, and does not say so.
    const command = `gcloud policy-intelligence query-activity --activity-type=${KEY_ACTIVITY_TYPE} --project=<id of ${number}> --limit=1000000 --format=json`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["gcloud_key_activity", number] }];
  },
});
