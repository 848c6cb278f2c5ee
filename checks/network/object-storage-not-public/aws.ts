// Judges S3 buckets by what policy and ACL give to the public, unless the bucket's or the account's block undoes it.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { publicGrants, type Grant as PublicGrant } from "../../engines/policy/aws/resource-grants.ts";
import { bucketNamed } from "../../engines/policy/aws/services/s3.ts";
import { PolicyDocument } from "../../engines/policy/policy-document.ts";
import { shownGrants } from "../../engines/policy/shown-grants.ts";
import { defineEvaluator, fail, indeterminate, pass, relation, type Answer, type Question } from "../../kernel.ts";
import { publicGroup } from "../../readings/aws/public-group.ts";
import type { Parameters } from "./parameters.ts";

/**
 * BlockPublicAcls and BlockPublicPolicy are not read: they refuse new grants and leave those that there are.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const settings = { IgnorePublicAcls: z.boolean().optional(), RestrictPublicBuckets: z.boolean().optional() };
type Setting = keyof typeof settings;

const AccountBlock = z.object({ Configured: z.boolean(), ...settings });
/** A grantee that was not understood has neither. */
const Grant = z.object({
  GranteeUri: z.string().optional(),
  GranteeType: z.string().optional(),
  Permission: z.string(),
});
type Grant = z.infer<typeof Grant>;

/** A scope has a single item: the check asks for the item by a word that it always answers to. */
const ACCOUNT = "account";
const related = {
  accountBlock: relation({
    type: "AWS::S3::AccountPublicAccessBlock",
    within: "scope",
    global: true,
    reads: AccountBlock,
    on: () => [ACCOUNT],
  }),
};

/** The state of one way by which a bucket can be public. */
type Way = { readonly is: "blocked" | "private" | "public" } | { readonly is: "unknown"; readonly problem: Problem };

const notInItem = (member: string): Problem => ({
  code: "not-in-answer",
  detail: `the answer from AWS lacks ${member} of the bucket`,
});
const accountUnread: Problem = {
  code: "not-seen",
  detail: "the account's S3 Block Public Access settings were not read",
};
const notUnderstood = (what: string): Problem => ({
  code: "unexpected-shape",
  detail: `${what} that the check does not understand`,
});

function byAcl(grants: readonly Grant[] | undefined): boolean | Problem {
  if (grants === undefined) return notInItem("AccessControlList");
  if (grants.some(({ GranteeUri }) => publicGroup(GranteeUri) !== null)) return true;
  const known = grants.every(({ GranteeUri, GranteeType }) => (GranteeUri ?? GranteeType) !== undefined);
  return known ? false : notUnderstood("the bucket's ACL names grantees");
}

function byPolicy(grants: readonly PublicGrant[] | undefined): boolean | Problem {
  if (grants === undefined) return notInItem("BucketPolicy");
  if (grants.some(({ to }) => to !== "unknown")) return true;
  return grants.length > 0 && notUnderstood("a statement of the bucket policy names principals");
}

/** The account is asked only where its answer matters, so that a verdict rests on no more than it needs. */
function wayOf(own: boolean, account: () => Answer<boolean>, granted: boolean | Problem, ask: boolean): Way {
  if (own) return { is: "blocked" };
  if (granted === false && !ask) return { is: "private" };
  const answer = account();
  if (answer.is === "found" && answer.row) return { is: "blocked" };
  if (answer.is !== "found") return { is: "unknown", problem: answer.is === "none" ? accountUnread : answer.problem };
  if (typeof granted === "boolean") return { is: granted ? "public" : "private" };
  return { is: "unknown", problem: granted };
}

export const aws = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::S3::Bucket",
  global: false,
  reads: z.object({
    Name: z.string(),
    /** Missing where it was never set. */
    PublicAccessBlockConfiguration: z.object(settings).optional(),
    BucketPolicy: z.object({ Policy: PolicyDocument.optional() }).optional(),
    AccessControlList: z.object({ Grants: z.array(Grant) }).optional(),
  }),
  related,
  evaluate(slice, { related: { accountBlock }, parameters }: Question<Parameters, typeof related>) {
    const acl = slice.AccessControlList?.Grants;
    const policy =
      slice.BucketPolicy &&
      publicGrants(slice.BucketPolicy.Policy ?? { Statements: [] }, bucketNamed(slice.Name), parameters);
    const way = (setting: Setting, granted: boolean | Problem): Way => {
      const account = (): Answer<boolean> => {
        const answer = accountBlock(ACCOUNT).find(() => true);
        return answer.is === "found"
          ? { ...answer, row: answer.row.Configured && answer.row[setting] === true }
          : answer;
      };
      const own = slice.PublicAccessBlockConfiguration?.[setting] === true;
      return wayOf(own, account, granted, parameters.requireBlock);
    };
    const ways = {
      ACL: way("IgnorePublicAcls", byAcl(acl)),
      policy: way("RestrictPublicBuckets", byPolicy(policy)),
    };
    const facts = {
      acl: ways.ACL.is,
      policy: ways.policy.is,
      ...shownGrants([
        ...(acl ?? []).flatMap(({ GranteeUri, Permission }) => {
          const to = publicGroup(GranteeUri);
          return to === null ? [] : [{ by: "ACL", to, permission: Permission }];
        }),
        ...(policy ?? []).map(({ to, access }) => ({ by: "policy", to, access: [...access] })),
      ]),
    };
    const open = Object.entries(ways).flatMap(([name, { is }]) => (is === "public" ? [name] : []));
    if (open.length > 0)
      return fail(`the bucket is public by its ${open.join(" and ")}, unrestricted by S3 Block Public Access`, facts);
    for (const one of Object.values(ways)) if (one.is === "unknown") return indeterminate(one.problem, facts);
    if (ways.ACL.is === "blocked" && ways.policy.is === "blocked")
      return pass("IgnorePublicAcls and RestrictPublicBuckets are on, for the bucket or its account", facts);
    if (parameters.requireBlock)
      return fail("IgnorePublicAcls and RestrictPublicBuckets are not both on, for the bucket or its account", facts);
    if (ways.ACL.is === "blocked")
      return pass("the bucket policy grants nothing to the public, and IgnorePublicAcls is on", facts);
    return pass("the bucket's ACL and policy give the public no access; Tidemark does not read ACLs of objects", facts);
  },
});
