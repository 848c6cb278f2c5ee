// Reads the constraints that the organization enforces in a project, by `gcloud org-policies describe --effective`.
import {
  CONSTRAINTS,
  EFFECTIVE_POLICY,
  effectivePolicyIn,
  effectivePolicyKey,
} from "../../../gcp/answers/effective-org-policies.ts";
import { callEach } from "../call.ts";

export const gcloudEffectiveOrgPolicies = callEach({
  provider: "gcp",
  lane: "gcloud-effective-org-policies",
  scopeId: /^projects\/\d+$/,
  type: EFFECTIVE_POLICY,
  global: true,
  subjects: () => CONSTRAINTS,
  key: (constraint, { id }) => effectivePolicyKey(id, constraint),
  body: (answer, constraint, { id }) => effectivePolicyIn(answer, id, constraint),
  exports(project, types) {
    const number = project.replace(/^projects\//, "");
    const source = `gcp-${number}-effective-org-policies`;
    const command = `gcloud org-policies describe <each of ${CONSTRAINTS.join(", ")}> --effective --project=<id of ${number}> --format=json`;
    const run = ["gcloud_org_policies", number, ...CONSTRAINTS];
    return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
  },
});
