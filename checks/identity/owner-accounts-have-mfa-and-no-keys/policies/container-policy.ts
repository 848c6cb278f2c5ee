// Judges the owners of a folder or organization of Google Cloud that is enrolled.
import { defineEvaluator, type Question, type Verdict } from "../../../kernel.ts";
import { CONTAINER_POLICY } from "../../../readings/gcp/policies-above.ts";
import { directory, judgeOwners, notRead, ownersBy, OwnersPolicy, referenceOf, type Owner } from "./owners.ts";

/** The policy of a folder or organization, in the scope that it is. */
export const containerPolicy = defineEvaluator({
  provider: "gcp",
  kinds: ["folders", "organizations"],
  resourceType: CONTAINER_POLICY,
  global: true,
  reads: OwnersPolicy,
  related: directory,
  evaluate: (slice: OwnersPolicy, { related: people }: Question<unknown, typeof directory>): Verdict =>
    judgeOwners(slice, {
      people,
      machines: (owners) => (owners.some(({ Kind }) => Kind === "serviceAccount") ? [notRead(MACHINES)] : []),
    }),
});

const MACHINES =
  "the IAM policy grants roles/owner or admin to a service account, whose keys Tidemark reads only with its project";

/** Owners by kind, reference and condition. */
export const ownerNames = (policy: OwnersPolicy): string[] =>
  ownersBy(policy).map((owner: Owner) => `${owner.Kind} ${referenceOf(owner)} ${owner.isConditional}`);
