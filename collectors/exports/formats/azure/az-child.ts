// Makes the format of a call of Resource Manager for each resource of one type, as `az rest` tells it.
import { childKey, ownId, subjectCondition, type ArmChild } from "../../../azure/answers/arm-child.ts";
import { callEach } from "../call.ts";
import type { Format } from "../format.ts";

export const SUBSCRIPTION_ID: RegExp = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The format of such a call. Subjects are listed by Resource Graph when the export is made, and fail as a whole there. */
export function azChild(child: ArmChild): Format {
  const { slug, type, subject: of, path, method = "get", apiVersion, body } = child;
  const subjects = subjectCondition(of);
  return callEach({
    provider: "azure",
    lane: `az-${slug}`,
    scopeId: SUBSCRIPTION_ID,
    type,
    global: true,
    key: (subject, { id }) => childKey(child, id, subject),
    body: (answer, subject, { id }) => body(answer, ownId(subject, id)),
    exports(subscription, types) {
      const source = `azure-${subscription}-${slug}`;
      const command = `az rest --method ${method} --url <each: ${subjects}>${path}?api-version=${apiVersion}`;
      const run = [method === "post" ? "az_posted_children" : "az_children", subscription, subjects, path, apiVersion];
      return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
    },
  });
}
