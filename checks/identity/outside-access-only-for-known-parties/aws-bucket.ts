// Judges S3 buckets by the parties to whom policy and ACL give access.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { grantsToStrangers, partiesNamed, publicGrants } from "../../engines/policy/aws-bucket-grants.ts";
import { PolicyDocument } from "../../engines/policy/policy-document.ts";
import { boundOfInternet } from "../../engines/reachability/internet.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import { isListed, type Parameters } from "./parameters.ts";
import { isReference, shownParties } from "./shown-parties.ts";

/** A range of addresses counts as a party only where it is listed; beyond this size it is the internet all the same. */
const bound = z.object(boundOfInternet).parse({});

const Grant = z.object({
  GranteeUri: z.string().optional(),
  GranteeType: z.string().optional(),
  /** The canonical id of an account that does not own the bucket. */
  GranteeId: z.string().optional(),
});
type Grant = z.infer<typeof Grant>;

const related = {
  /** Users of the account itself, by the reference that a policy has for their ARN. */
  users: relation({
    type: "Tidemark::IAM::CredentialReportRow",
    within: "scope",
    global: true,
    reads: z.object({ ArnReference: z.string() }),
    on: (row) => [row.ArnReference],
  }),
};

const lacks = (member: string): Problem => ({
  code: "not-in-answer",
  detail: `the answer from AWS lacks ${member} of the bucket`,
});
const unattributed: Problem = {
  code: "not-supported",
  detail: "the bucket policy names a user of another account, which Tidemark records without the account",
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

const isPublic = ({ GranteeUri }: Grant): boolean => /(?:^|\/)(?:AllUsers|AuthenticatedUsers)$/.test(GranteeUri ?? "");

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
    let unread: Problem | null = null;
    const isKnown = (party: string): boolean => {
      if (scope === `aws/${party}` || isListed(parameters, party)) return true;
      if (!isReference(party)) return false;
      const user = of.users(party).find(() => true);
      if (user.is === "unknown") unread ??= user.problem;
      return user.is === "found";
    };
    const policy = BucketPolicy?.Policy ?? { Statements: [] };
    const grants = grantsToStrangers(policy, Name, { bound, isKnown });
    const byPolicy = grants.length === 0 ? [] : partiesNamed(policy, isKnown);
    const byAcl = acl?.OwnerMissing === true ? [] : (acl?.Grants ?? []).flatMap(({ GranteeId }) => GranteeId ?? []);
    const outside = [...byPolicy, ...byAcl.filter((party) => !isKnown(party))];
    const everyone = publicGrants(policy, Name, bound).some(({ to }) => to !== "unknown");
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
