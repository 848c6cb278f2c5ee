// Judges Cloud Storage buckets by grants to everyone, own and inherited, unless public access prevention undoes them.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { ACCESS } from "../../engines/policy/access.ts";
import { Bindings, publicBindings, type PublicBinding } from "../../engines/policy/gcp-public-bindings.ts";
import { shownGrants } from "../../engines/policy/shown-grants.ts";
import { defineEvaluator, fail, indeterminate, pass, relation, type Question } from "../../kernel.ts";
import { AccessControls, publicEntries } from "./gcp-acls.ts";
import {
  ANCESTORS,
  ancestorPolicies,
  doubtsOf,
  inheritedGrants,
  nothing,
} from "../../readings/gcp/inherited-grants.ts";
import type { Parameters } from "./parameters.ts";

const PREVENTION = "storage.publicAccessPrevention";

const related = {
  policies: relation({
    type: "Tidemark::CloudAsset::IamPolicy",
    within: "scope",
    global: true,
    reads: z.object({ Resource: z.string(), Bindings }),
    on: (row) => [row.Resource],
  }),
  ancestors: ancestorPolicies,
  organizationPolicies: relation({
    type: "Tidemark::OrgPolicy::EffectivePolicy",
    within: "scope",
    global: true,
    reads: z.object({ Constraint: z.string(), Enforced: z.boolean() }),
    on: (row) => [row.Constraint],
  }),
};

const doubts = doubtsOf("bucket");
const preventionUnread: Problem = {
  code: "not-seen",
  detail: `the effective organization policy ${PREVENTION} was not read`,
};

/**
 * Who may not read the policy of a bucket may get the bucket "though no `acl` property will be returned", and Cloud Asset Inventory
 * prints an empty list. A bucket whose ACLs count has an entry for the owners of its project, so that no list is empty.
 * https://docs.cloud.google.com/storage/docs/json_api/v1/bucketAccessControls
 * https://docs.cloud.google.com/storage/docs/access-control/lists
 */
const aclUnread: Problem = {
  code: "not-in-answer",
  detail:
    "no entry of the ACL of the bucket was read; inventories have none, and a reader needs storage.buckets.getIamPolicy",
};

const isCertain = ({ doubt }: PublicBinding): boolean => doubt === null;
const shown = (at: string, { to, role, access }: PublicBinding): JsonObject => ({ at, to, role, access: [...access] });

const inherited = (bindings: Bindings): readonly PublicBinding[] => publicBindings(bindings, true);
/** Lower for wider access. */
const widest = (grants: readonly PublicBinding[]): number =>
  Math.min(...grants.flatMap(({ access }) => access.map((kind) => ACCESS.indexOf(kind))));

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "storage.googleapis.com/Bucket",
  global: true,
  // https://docs.cloud.google.com/storage/docs/json_api/v1/buckets
  reads: z.object({
    AssetName: z.string(),
    iamConfiguration: z
      .object({
        publicAccessPrevention: z.string().nullish(),
        uniformBucketLevelAccess: z.object({ enabled: z.boolean().nullish() }).nullish(),
      })
      .nullish(),
    acl: AccessControls,
    defaultObjectAcl: AccessControls,
  }),
  related,
  evaluate(
    { AssetName, iamConfiguration, ...acls },
    { related: rows, parameters }: Question<Parameters, typeof related>,
  ) {
    const uniform = iamConfiguration?.uniformBucketLevelAccess?.enabled === true;
    const facts = { uniformBucketLevelAccess: uniform };
    if (iamConfiguration?.publicAccessPrevention === "enforced") {
      return pass("public access prevention is enforced on the bucket", facts);
    }
    // An asset without a policy is not in the list of policies: then the bucket binds nobody.
    const policy = rows.policies(AssetName).find(() => true);
    const own = policy.is === "found" ? publicBindings(policy.row.Bindings, false) : [];
    // Uniform bucket-level access switches ACLs off. https://docs.cloud.google.com/storage/docs/uniform-bucket-level-access
    const byAcl = uniform ? [] : publicEntries(acls);
    // A certain grant of the bucket itself decides without the ancestors.
    const above =
      own.some(isCertain) || byAcl.length > 0 ? nothing : inheritedGrants(rows.ancestors(ANCESTORS), inherited, widest);
    const all = [...own.map((one) => ({ at: "bucket", one })), ...byAcl, ...above.bindings];
    const certain = all.filter(({ one }) => isCertain(one));
    const doubt = all.flatMap(({ one }) => (one.doubt === null ? [] : [one.doubt])).sort()[0];
    const unknown =
      policy.is === "unknown"
        ? policy.problem
        : (above.problem ??
          (doubt === undefined ? null : doubts[doubt]) ??
          (!uniform && (acls.acl ?? []).length === 0 ? aclUnread : null));
    if (certain.length === 0 && unknown === null && !parameters.requireBlock) {
      if (uniform)
        return pass(
          "IAM policies of the bucket, and above the bucket, grant nothing to allUsers or allAuthenticatedUsers",
          facts,
        );
      return pass(
        "IAM policies grant nothing to allUsers or allAuthenticatedUsers; Tidemark does not read ACLs of objects",
        facts,
      );
    }
    // https://docs.cloud.google.com/storage/docs/public-access-prevention
    const prevention = rows.organizationPolicies(PREVENTION).find(() => true);
    const known = { ...facts, ...shownGrants(all.map(({ at, one }) => shown(at, one))) };
    if (prevention.is === "unknown") return indeterminate(prevention.problem, known);
    if (prevention.is === "none") return indeterminate(preventionUnread, known);
    if (prevention.row.Enforced)
      return pass("public access prevention is enforced on the bucket by organization policy", known);
    const nearest = certain[0];
    if (nearest !== undefined) {
      if (nearest.at === "bucket")
        return fail("the IAM policy of the bucket grants access to allUsers or allAuthenticatedUsers", known);
      if (nearest.at === "acl")
        return fail("the ACL of the bucket grants access to allUsers or allAuthenticatedUsers", known);
      if (nearest.at === "defaultObjectAcl")
        return fail("the ACL that new objects get grants access to allUsers or allAuthenticatedUsers", known);
      return fail(
        `the bucket inherits access for allUsers or allAuthenticatedUsers from the IAM policy of its ${nearest.at}`,
        known,
      );
    }
    if (parameters.requireBlock)
      return fail("public access prevention is enforced neither on the bucket nor by organization policy", known);
    return indeterminate(unknown ?? preventionUnread, known);
  },
});
