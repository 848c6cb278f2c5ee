// Cases of the check on outside parties: AWS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";
import { policy, type StatementText } from "../../engines/policy/policy-text.ts";

const OTHER = "444455556666";
const canonical = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
const reference = `person:${"ab".repeat(32)}`;

const bucket = (members: Members): Json => ({
  Name: "acme-data",
  BucketPolicy: {},
  AccessControlList: { Grants: [{ GranteeType: "CanonicalUser", Permission: "FULL_CONTROL" }] },
  ...members,
});
const lets = (...statements: readonly StatementText[]): Json =>
  bucket({ BucketPolicy: { Policy: policy(...statements) as Json } });
const grants = (...entries: readonly Json[]): Json => bucket({ AccessControlList: { Grants: entries } });

const read: StatementText = { Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-data/*" };
const readBy = (account: string): StatementText => ({ ...read, Principal: { AWS: `arn:aws:iam::${account}:root` } });
const where = (operator: string, key: string, ...values: readonly string[]): StatementText => ({
  ...read,
  Principal: "*",
  Condition: { [operator]: { [key]: values } },
});
const denyOutside = (operator: string, key: string, value: string): StatementText => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::acme-data", "arn:aws:s3:::acme-data/*"],
  Condition: { [operator]: { [key]: value } },
});

const KEY_ID = "s3:x-amz-server-side-encryption-aws-kms-key-id";
const none = { everyone: false, unlisted: [], unlistedCount: 0 };
const one = (party: string): Json => ({ everyone: false, unlisted: [party], unlistedCount: 1 });
const passed =
  "the bucket's policy and ACL give access to the account itself, services of AWS and listed parties at most";
const failed = "the bucket's policy or ACL gives access to parties that the config does not list: 1";
const known = { knownParties: [OTHER] };

export const cases: Cases = {
  "aws AWS::S3::Bucket": {
    cases: [
      {
        name: "no policy, and the owner alone in the ACL",
        slice: bucket({}),
        expect: "pass",
        because: passed,
        facts: none,
      },
      { name: "the account itself", slice: lets(readBy("111122223333")), expect: "pass", facts: none },
      {
        name: "the account itself, in another scope",
        slice: lets(readBy("111122223333")),
        scope: "aws/777788889999",
        expect: "fail",
        because: failed,
        facts: one("111122223333"),
      },
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html
      {
        name: "another account, as documented",
        slice: lets(readBy(OTHER)),
        expect: "fail",
        because: failed,
        facts: one(OTHER),
      },
      {
        name: "another account that is known",
        slice: lets(readBy(OTHER)),
        parameters: known,
        expect: "pass",
        facts: none,
      },
      {
        name: "another account of the company",
        slice: lets(readBy(OTHER)),
        parameters: { ownParties: [OTHER] },
        expect: "pass",
      },
      {
        name: "an account by its id alone",
        slice: lets({ ...read, Principal: { AWS: OTHER } }),
        expect: "fail",
        facts: one(OTHER),
      },
      {
        name: "a role of another account",
        slice: lets({ ...read, Principal: { AWS: `arn:aws:iam::${OTHER}:role/vendor` } }),
        expect: "fail",
        facts: one(OTHER),
      },
      {
        name: "a session of a role of a known account",
        slice: lets({ ...read, Principal: { AWS: `arn:aws:sts::${OTHER}:assumed-role/vendor/${reference}` } }),
        parameters: known,
        expect: "pass",
      },
      {
        name: "a known account beside another one",
        slice: lets({ ...read, Principal: { AWS: [OTHER, "999988887777"] } }),
        parameters: known,
        expect: "fail",
        facts: one("999988887777"),
      },
      {
        name: "a role that was deleted",
        slice: lets({ ...read, Principal: { AWS: "AROAJQABLZS4A3QDU576Q" } }),
        expect: "pass",
      },
      {
        name: "a canonical user, as documented",
        slice: lets({ ...read, Principal: { CanonicalUser: canonical } }),
        expect: "fail",
        facts: one(canonical),
      },
      {
        name: "a canonical user that is known",
        slice: lets({ ...read, Principal: { CanonicalUser: canonical } }),
        parameters: { knownParties: [canonical] },
        expect: "pass",
      },
      {
        name: "an identity provider of another account",
        slice: lets({ ...read, Principal: { Federated: `arn:aws:iam::${OTHER}:saml-provider/acme` } }),
        expect: "fail",
        facts: one(OTHER),
      },
      // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
      {
        name: "a service of AWS, as documented",
        slice: lets({
          ...read,
          Action: "s3:GetBucketAcl",
          Resource: "arn:aws:s3:::acme-data",
          Principal: { Service: "cloudtrail.amazonaws.com" },
        }),
        expect: "pass",
      },
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
      {
        name: "everyone in an organization, as documented",
        slice: lets(where("StringEquals", "aws:PrincipalOrgID", "o-aa111bb222")),
        expect: "fail",
        because: failed,
        facts: one("o-aa111bb222"),
      },
      {
        name: "everyone in the own organization",
        slice: lets(where("StringEquals", "aws:PrincipalOrgID", "o-aa111bb222")),
        parameters: { ownParties: ["o-aa111bb222"] },
        expect: "pass",
        facts: none,
      },
      {
        name: "units of a known organization",
        slice: lets(where("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-aa111bb222/r-1/*")),
        parameters: { knownParties: ["o-aa111bb222"] },
        expect: "pass",
      },
      {
        name: "another account, if it is in the own organization",
        slice: lets({ ...readBy(OTHER), Condition: { StringEquals: { "aws:PrincipalOrgID": "o-aa111bb222" } } }),
        parameters: { ownParties: ["o-aa111bb222"] },
        expect: "pass",
      },
      {
        name: "another account, and a deny for all outside the own organization",
        slice: lets(readBy(OTHER), denyOutside("StringNotEquals", "aws:PrincipalOrgID", "o-aa111bb222")),
        parameters: { ownParties: ["o-aa111bb222"] },
        expect: "pass",
      },
      {
        name: "everyone, and a deny for all but one account",
        slice: lets({ ...read, Principal: "*" }, denyOutside("StringNotEquals", "aws:PrincipalAccount", OTHER)),
        expect: "fail",
        facts: one(OTHER),
      },
      {
        name: "a role by a condition on its ARN",
        slice: lets(where("ArnLike", "aws:PrincipalArn", `arn:aws:iam::${OTHER}:role/app-*`)),
        expect: "fail",
        facts: one(OTHER),
      },
      {
        name: "a network that is not listed",
        slice: lets(where("StringEquals", "aws:SourceVpce", "vpce-1a2b3c4d")),
        expect: "fail",
        facts: one("vpce-1a2b3c4d"),
      },
      {
        name: "a network that is listed",
        slice: lets(where("StringEquals", "aws:SourceVpce", "vpce-1a2b3c4d")),
        parameters: { ownParties: ["vpce-1a2b3c4d"] },
        expect: "pass",
      },
      {
        name: "a range of the internet, though it is listed",
        slice: lets(where("IpAddress", "aws:SourceIp", "0.0.0.0/1")),
        parameters: { knownParties: ["0.0.0.0/1"] },
        expect: "not-applicable",
      },
      {
        name: "everyone",
        slice: lets({ ...read, Principal: "*" }),
        expect: "not-applicable",
        because: "the bucket's policy or ACL is for everyone, which object-storage-not-public judges",
        facts: { everyone: true, unlisted: [], unlistedCount: 0 },
      },
      {
        name: "everyone, and another account",
        slice: lets({ ...read, Principal: "*" }, readBy(OTHER)),
        expect: "fail",
        facts: { everyone: true, unlisted: [OTHER], unlistedCount: 1 },
      },
      {
        name: "everyone by the ACL",
        slice: grants({ GranteeType: "Group", GranteeUri: "http://acs.amazonaws.com/groups/global/AllUsers" }),
        expect: "not-applicable",
      },
      {
        name: "another account by the ACL",
        slice: grants({ GranteeType: "CanonicalUser" }, { GranteeType: "CanonicalUser", GranteeId: canonical }),
        expect: "fail",
        because: failed,
        facts: one(canonical),
      },
      {
        name: "another account by the ACL, which is known",
        slice: grants({ GranteeType: "CanonicalUser", GranteeId: canonical }),
        parameters: { knownParties: [canonical] },
        expect: "pass",
      },
      {
        name: "services of AWS by the ACL",
        slice: grants({ GranteeType: "Group", GranteeUri: "http://acs.amazonaws.com/groups/s3/LogDelivery" }),
        expect: "pass",
      },
      {
        name: "an ACL without its owner",
        slice: bucket({
          AccessControlList: { Grants: [{ GranteeType: "CanonicalUser", GranteeId: canonical }], OwnerMissing: true },
        }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a grantee that is not understood",
        slice: grants({ Permission: "READ" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a user of the account",
        slice: lets({ ...read, Principal: { AWS: reference } }),
        related: { users: { rows: [{ ArnReference: reference }] } },
        expect: "pass",
        facts: none,
      },
      {
        name: "a user of another account",
        slice: lets({ ...read, Principal: { AWS: reference } }),
        related: { users: { rows: [] } },
        expect: "indeterminate",
        problem: "not-supported",
        facts: none,
      },
      {
        name: "a user, and the users of the account not read",
        slice: lets({ ...read, Principal: { AWS: reference } }),
        related: { users: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
      {
        name: "a user of another account, and another account",
        slice: lets({ ...read, Principal: { AWS: [reference, OTHER] } }),
        related: { users: { rows: [] } },
        expect: "fail",
        facts: one(OTHER),
      },
      {
        name: "a user of another account by ARN",
        slice: lets({ ...read, Principal: { AWS: `arn:aws:iam::${OTHER}:user/${reference}` } }),
        expect: "fail",
        facts: one(OTHER),
      },
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html: a deny that forces a key says nothing of who calls.
      {
        name: "another account, and a deny of objects without the own key",
        slice: lets(
          { ...readBy(OTHER), Action: "s3:PutObject" },
          denyOutside("StringNotEquals", KEY_ID, "arn:aws:kms:eu-west-1:111122223333:key/1"),
        ),
        expect: "fail",
        facts: one(OTHER),
      },
      {
        name: "another account, if it uses the own key",
        slice: lets({
          ...readBy(OTHER),
          Condition: { StringEquals: { [KEY_ID]: "arn:aws:kms:eu-west-1:111122223333:key/1" } },
        }),
        expect: "fail",
      },
      {
        name: "another account, by access points of the account",
        slice: lets({ ...readBy(OTHER), Condition: { StringEquals: { "s3:DataAccessPointAccount": "111122223333" } } }),
        expect: "fail",
        facts: one(OTHER),
      },
      {
        name: "everyone who uses the own key",
        slice: lets(where("StringEquals", KEY_ID, "arn:aws:kms:eu-west-1:111122223333:key/1")),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "an account in the own organization, beside another one",
        slice: lets(
          { ...readBy(OTHER), Condition: { StringEquals: { "aws:PrincipalOrgID": "o-aa111bb222" } } },
          readBy("999988887777"),
        ),
        parameters: { ownParties: ["o-aa111bb222"] },
        expect: "fail",
        facts: one("999988887777"),
      },
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html#attach-bucket-policy
      {
        name: "a load balancer's account for logs, as documented",
        slice: lets({ ...readBy("054676820928"), Action: "s3:PutObject" }),
        expect: "pass",
      },
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
      {
        name: "CloudFront's account for logs in the ACL, as documented",
        slice: grants({
          GranteeType: "CanonicalUser",
          GranteeId: "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0",
        }),
        expect: "pass",
      },
      {
        name: "an origin access identity of CloudFront",
        slice: lets({
          ...read,
          Principal: { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1" },
        }),
        expect: "pass",
      },
      {
        name: "a principal with a wildcard",
        slice: lets({ ...read, Principal: { AWS: "arn:aws:iam::*:root" } }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      { name: "the policy not read", slice: { Name: "acme-data" }, expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "the ACL not read",
        slice: { Name: "acme-data", BucketPolicy: {} },
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from AWS lacks AccessControlList of the bucket",
      },
      {
        name: "another account, and the ACL not read",
        slice: { Name: "acme-data", BucketPolicy: { Policy: policy(readBy(OTHER)) as Json } },
        expect: "fail",
        facts: one(OTHER),
      },
      {
        name: "another account by a statement for another bucket",
        slice: lets({ ...readBy(OTHER), Resource: "arn:aws:s3:::other/*" }),
        expect: "pass",
      },
    ],
  },
};
