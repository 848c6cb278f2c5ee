// Reads the IAM policies of a project and all that it lies in, as `gcloud projects get-ancestors-iam-policy` tells them.
import { ANCESTOR_POLICY, ancestorPoliciesIn } from "../../../gcp/answers/ancestors-iam-policy.ts";
import { oneCall } from "../call.ts";

export const gcloudAncestorsIamPolicy = oneCall({
  provider: "gcp",
  lane: "gcloud-ancestors-iam-policy",
  scopeId: /^projects\/\d+$/,
  type: ANCESTOR_POLICY,
  global: true,
  items: (answer, { id, people }) => ancestorPoliciesIn(answer, id, people),
  exports(project, types) {
    const number = project.replace(/^projects\//, "");
    const source = `gcp-${number}-ancestors-iam-policy`;
    const command = `gcloud projects get-ancestors-iam-policy <id of ${number}> --format=json`;
    return [
      { source, types, regions: [], file: `${source}.json`, command, run: ["gcloud_ancestors_iam_policy", number] },
    ];
  },
});
