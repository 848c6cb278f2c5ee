// Judges IAM policies of Google Cloud by the parties that they name: of buckets, of projects, and of folders and organizations.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable, relation, type Question } from "../../kernel.ts";
import { ownProject } from "../../readings/gcp/own-project.ts";
import { CONTAINER_POLICY, judgedAbove, policiesAbove } from "../../readings/gcp/policies-above.ts";
import { Bindings, containers, judgeBindings } from "./gcp-bindings.ts";
import type { Parameters } from "./parameters.ts";

/** `Type`: of what the policy is, `project`, `folder` or `organization`. */
const Policy = z.object({ Type: z.string(), Bindings });
type Policy = z.infer<typeof Policy>;

const memberNames = ({ Bindings: all }: Policy): string[] =>
  all.flatMap(({ Members }) => Members.map(({ Kind, Reference, Domain }) => `${Kind} ${Reference ?? Domain ?? ""}`));

const subjectOf = ({ Type }: Policy): string => `the IAM policy of the ${Type}`;

const inherited = { project: ownProject, containers, ...policiesAbove(Policy, memberNames) };

const ancestorPolicy = defineEvaluator({
  provider: "gcp",
  resourceType: "Tidemark::ResourceManager::AncestorPolicy",
  global: true,
  reads: Policy.extend({ Ancestor: z.string() }),
  related: inherited,
  evaluate(slice, { related: of, parameters, scope }: Question<Parameters, typeof inherited>) {
    const above = judgedAbove(slice, of, memberNames);
    if (above !== null) return { ...above, facts: { level: slice.Type } };
    const asked = {
      subject: subjectOf(slice),
      scope,
      parameters,
      project: of.project,
      containers: of.containers,
      publicJudgedBy: null,
    };
    return judgeBindings(slice.Bindings, asked);
  },
});

const containerPolicy = defineEvaluator({
  provider: "gcp",
  kinds: ["folders", "organizations"],
  resourceType: CONTAINER_POLICY,
  global: true,
  reads: Policy,
  evaluate: (slice, { parameters, scope }: Question<Parameters, Record<never, never>>) =>
    judgeBindings(slice.Bindings, {
      subject: subjectOf(slice),
      scope,
      parameters,
      project: null,
      containers: null,
      publicJudgedBy: null,
    }),
});

const ofBucket = {
  project: ownProject,
  containers,
  policies: relation({
    type: "Tidemark::CloudAsset::IamPolicy",
    within: "scope",
    global: true,
    reads: z.object({ Resource: z.string(), Bindings }),
    on: (row) => [row.Resource],
  }),
};

const bucket = defineEvaluator({
  provider: "gcp",
  resourceType: "storage.googleapis.com/Bucket",
  global: true,
  reads: z.object({ AssetName: z.string() }),
  related: ofBucket,
  evaluate({ AssetName }, { related: of, parameters, scope }: Question<Parameters, typeof ofBucket>) {
    const policy = of.policies(AssetName).find(() => true);
    if (policy.is === "unknown") return indeterminate(policy.problem);
    // A bucket without a policy is not in the list of policies.
    if (policy.is === "none") return notApplicable("the bucket has no IAM policy of its own");
    return judgeBindings(policy.row.Bindings, {
      subject: "the IAM policy of the bucket",
      scope,
      parameters,
      project: of.project,
      containers: of.containers,
      publicJudgedBy: "object-storage-not-public",
    });
  },
});

export const gcp = [ancestorPolicy, containerPolicy, bucket];
