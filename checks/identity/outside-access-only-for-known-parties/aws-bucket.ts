// Judges S3 buckets by the parties to whom policy and ACL give access.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { isOfAws } from "../../engines/policy/aws/own-callers.ts";
import { grantsToStrangers, publicGrants } from "../../engines/policy/aws/resource-grants.ts";
import { bucketNamed } from "../../engines/policy/aws/services/s3.ts";
import { partiesNamed } from "../../engines/policy/aws/statements.ts";
import { PolicyDocument } from "../../engines/policy/policy-document.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, type Question } from "../../kernel.ts";
import { publicGroup } from "../../readings/aws/public-group.ts";
import { bound, knownParties, users } from "./aws-known.ts";
import type { Parameters } from "./parameters.ts";
import { shownParties } from "./shown-parties.ts";

const Grant = z.object({
  GranteeUri: z.string().optional(),
  GranteeType: z.string().optional(),
  /** The canonical id of an account that does not own the bucket. */
  GranteeId: z.string().optional(),
});
type Grant = z.infer<typeof Grant>;

const related = { users };

const lacks = (member: string): Problem => ({
  code: "not-in-answer",
  detail: `the answer from AWS lacks ${member} of the bucket`,
});
const unattributed: Problem = {
  code: "not-supported",
  detail: "the bucket policy lets in callers whom it names by no account, such as a user by a condition",
};
const notUnderstood: Problem = {
  code: "unexpected-shape",
  detail: "the bucket policy names principals that the check does not understand",
};
const granteesNotUnderstood: Problem = {
  code: "unexpected-shape",
  detail: "the bucket's ACL names grantees that the check does not understand",
};
const ownerMissing: Problem = {
  code: "not-in-answer",
  detail: "the answer from AWS lacks the owner of the bucket's ACL, so its grantees may be the owner",
};

const isPublic = ({ GranteeUri }: Grant): boolean => publicGroup(GranteeUri) !== null;

export const bucket = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::S3::Bucket",
  global: false,
  reads: z.object({
    Name: z.string(),
    BucketPolicy: z.object({ Policy: PolicyDocument.optional() }).optional(),
    AccessControlList: z.object({ Grants: z.array(Grant), OwnerMissing: z.boolean().optional() }).optional(),
  }),
  related,
  evaluate({ Name, BucketPolicy, AccessControlList: acl }, question: Question<Parameters, typeof related>) {
    const { parameters, scope, related: of } = question;
    const known = knownParties({ parameters, scope, users: of.users });
    const { isKnown } = known.listed;
    const policy = BucketPolicy?.Policy ?? { Statements: [] };
    const grants = grantsToStrangers(policy, bucketNamed(Name), known.listed);
    const byPolicy = partiesNamed(
      grants.map(({ statement }) => statement),
      policy,
      isKnown,
    );
    const byAcl = acl?.OwnerMissing === true ? [] : (acl?.Grants ?? []).flatMap(({ GranteeId }) => GranteeId ?? []);
    const outside = [...byPolicy, ...byAcl.filter((party) => !isKnown(party) && !isOfAws(party))];
    const everyone = publicGrants(policy, bucketNamed(Name), bound).some(({ to }) => to !== "unknown");
    const facts = { everyone: everyone || acl?.Grants.some(isPublic) === true, ...shownParties(outside) };

    if (facts.unlistedCount > 0)
      return fail(
        `the bucket's policy or ACL gives access to parties that the config does not list: ${facts.unlistedCount}`,
        facts,
      );
    if (BucketPolicy === undefined) return indeterminate(lacks("BucketPolicy"), facts);
    if (acl === undefined) return indeterminate(lacks("AccessControlList"), facts);
    if (grants.some(({ to }) => to === "unknown")) return indeterminate(notUnderstood, facts);
    if (facts.everyone)
      return notApplicable("the bucket's policy or ACL is for everyone, which object-storage-not-public judges", facts);
    const unread = known.unread();
    if (unread !== null) return indeterminate(unread, facts);
    if (grants.length > 0) return indeterminate(unattributed, facts);
    if (acl.OwnerMissing === true) return indeterminate(ownerMissing, facts);
    if (acl.Grants.some(({ GranteeUri, GranteeType }) => (GranteeUri ?? GranteeType) === undefined))
      return indeterminate(granteesNotUnderstood, facts);
    return pass(
      "the bucket's policy and ACL give access to the account itself, services of AWS and listed parties at most",
      facts,
    );
  },
});
