// Cases of the check that object storage is not public: AWS.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";
import { policy, type StatementText } from "../../engines/policy/policy-text.ts";

const all = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};
const none = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

const owner: Json = { GranteeType: "CanonicalUser", Permission: "FULL_CONTROL" };
const group = (name: string, Permission: string): Json => ({
  GranteeType: "Group",
  GranteeUri: `http://acs.amazonaws.com/groups/${name}`,
  Permission,
});

const bucket = (members: Members): Json => ({
  Name: "acme-data",
  BucketPolicy: {},
  AccessControlList: { Grants: [owner] },
  ...members,
});
const blocked = (block: Json, members: Members): Json => bucket({ PublicAccessBlockConfiguration: block, ...members });

const anyoneReads: StatementText = { Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme-data/*" };
const withPolicy = (...statements: StatementText[]): Members => ({
  BucketPolicy: { Policy: policy(...statements) as Json },
});
const withAcl = (...grants: Json[]): Members => ({ AccessControlList: { Grants: [owner, ...grants] } });

const account = (block: Members): { readonly accountBlock: RelatedRows } => ({ accountBlock: { rows: [block] } });
const open = account({ Configured: false });
const unread = { accountBlock: { rows: [], complete: false } };
const strict = { requireBlock: true };

export const cases: Cases = {
  "aws AWS::S3::Bucket": {
    cases: [
      {
        name: "nothing granted to anybody",
        slice: bucket({}),
        expect: "pass",
        because: "the bucket's ACL and policy give the public no access; Tidemark does not read ACLs of objects",
        facts: { acl: "private", policy: "private", grants: [], grantCount: 0 },
      },
      // What the account says makes no difference, so that it was not read makes none.
      { name: "nothing granted, and the account not read", slice: bucket({}), related: unread, expect: "pass" },
      {
        name: "the block of the bucket, and nothing granted",
        slice: blocked(all, {}),
        expect: "pass",
        because: "IgnorePublicAcls and RestrictPublicBuckets are on, for the bucket or its account",
        facts: { acl: "blocked", policy: "blocked", grants: [], grantCount: 0 },
      },
      {
        name: "a policy that lets everyone read",
        slice: bucket(withPolicy(anyoneReads)),
        related: open,
        expect: "fail",
        because: "the bucket is public by its policy, unrestricted by S3 Block Public Access",
        facts: {
          acl: "private",
          policy: "public",
          grants: [{ by: "policy", to: "everyone", access: ["read"] }],
          grantCount: 1,
        },
      },
      {
        name: "an ACL that lets everyone list",
        slice: bucket(withAcl(group("global/AllUsers", "READ"))),
        related: open,
        expect: "fail",
        because: "the bucket is public by its ACL, unrestricted by S3 Block Public Access",
        facts: {
          acl: "public",
          policy: "private",
          grants: [{ by: "ACL", to: "AllUsers", permission: "READ" }],
          grantCount: 1,
        },
      },
      {
        name: "an ACL for everyone with an account of AWS",
        slice: bucket(withAcl(group("global/AuthenticatedUsers", "WRITE"))),
        related: open,
        expect: "fail",
      },
      {
        name: "an ACL and a policy",
        slice: bucket({ ...withAcl(group("global/AllUsers", "READ_ACP")), ...withPolicy(anyoneReads) }),
        related: open,
        expect: "fail",
        because: "the bucket is public by its ACL and policy, unrestricted by S3 Block Public Access",
      },
      {
        name: "an ACL for the delivery of access logs",
        slice: bucket(withAcl(group("s3/LogDelivery", "WRITE"))),
        related: open,
        expect: "pass",
      },
      {
        name: "people who log in with a public identity provider",
        slice: bucket(withPolicy({ ...anyoneReads, Principal: { Federated: "accounts.google.com" } })),
        related: open,
        expect: "fail",
      },
      {
        name: "a policy for one organisation",
        slice: bucket(
          withPolicy({ ...anyoneReads, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } } }),
        ),
        related: unread,
        expect: "pass",
      },
      {
        name: "a policy for one person",
        slice: bucket(withPolicy({ ...anyoneReads, Principal: { AWS: `person:${"0".repeat(64)}` } })),
        expect: "pass",
      },
      {
        name: "a pattern of user ids that names nobody",
        slice: bucket(withPolicy({ ...anyoneReads, Condition: { StringLike: { "aws:userid": "*" } } })),
        related: open,
        expect: "fail",
      },
      {
        name: "a public policy, and a deny that takes it back",
        slice: bucket(withPolicy(anyoneReads, { ...anyoneReads, Effect: "Deny", Action: "s3:*" })),
        related: open,
        expect: "pass",
      },
      {
        name: "everything for everyone, and a deny of everything for everyone outside an endpoint",
        slice: bucket(
          withPolicy(
            { Principal: "*", Action: "*", Resource: ["arn:aws:s3:::acme-data", "arn:aws:s3:::acme-data/*"] },
            {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: ["arn:aws:s3:::acme-data", "arn:aws:s3:::acme-data/*"],
              Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
            },
          ),
        ),
        related: open,
        expect: "pass",
      },
      {
        name: "the same, and the deny is of the objects alone",
        slice: bucket(
          withPolicy(
            { Principal: "*", Action: "*", Resource: "*" },
            {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: "arn:aws:s3:::acme-data/*",
              Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
            },
          ),
        ),
        related: open,
        expect: "fail",
      },
      {
        name: "a policy that is for another bucket",
        slice: bucket(withPolicy({ ...anyoneReads, Resource: "arn:aws:s3:::acme-other/*" })),
        related: open,
        expect: "pass",
      },
      {
        name: "a public policy, and a deny of plain HTTP",
        slice: bucket(
          withPolicy(anyoneReads, {
            ...anyoneReads,
            Effect: "Deny",
            Action: "s3:*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          }),
        ),
        related: open,
        expect: "fail",
      },
      {
        name: "a public policy that the bucket's block makes ineffective",
        slice: blocked(all, withPolicy(anyoneReads)),
        related: open,
        expect: "pass",
        because: "IgnorePublicAcls and RestrictPublicBuckets are on, for the bucket or its account",
      },
      {
        name: "a public policy that the account's block makes ineffective",
        slice: bucket(withPolicy(anyoneReads)),
        related: account({ Configured: true, ...all }),
        expect: "pass",
        because: "the bucket's ACL and policy give the public no access; Tidemark does not read ACLs of objects",
        facts: {
          acl: "private",
          policy: "blocked",
          grants: [{ by: "policy", to: "everyone", access: ["read"] }],
          grantCount: 1,
        },
      },
      {
        name: "a public ACL that the account ignores, on a bucket whose own block is off",
        slice: blocked(none, withAcl(group("global/AllUsers", "READ"))),
        related: account({ Configured: true, ...all }),
        expect: "pass",
        because: "the bucket policy grants nothing to the public, and IgnorePublicAcls is on",
      },
      // BlockPublicPolicy and BlockPublicAcls refuse new grants; those that there are stay.
      {
        name: "a public policy from before new ones were refused",
        slice: blocked({ ...none, BlockPublicPolicy: true, BlockPublicAcls: true }, withPolicy(anyoneReads)),
        related: account({ Configured: true, ...none, BlockPublicPolicy: true, BlockPublicAcls: true }),
        expect: "fail",
      },
      {
        name: "a public ACL from before new ones were refused",
        slice: blocked({ ...all, IgnorePublicAcls: false }, withAcl(group("global/AllUsers", "FULL_CONTROL"))),
        related: open,
        expect: "fail",
        because: "the bucket is public by its ACL, unrestricted by S3 Block Public Access",
      },
      {
        name: "a public policy where only ACLs are ignored",
        slice: blocked({ ...all, RestrictPublicBuckets: false }, withPolicy(anyoneReads)),
        related: open,
        expect: "fail",
        because: "the bucket is public by its policy, unrestricted by S3 Block Public Access",
      },
      {
        name: "a public policy, and the account's block not read",
        slice: bucket(withPolicy(anyoneReads)),
        related: unread,
        expect: "indeterminate",
        problem: "unavailable",
      },
      // There is one item a scope, also where no block was ever set.
      {
        name: "a public ACL, and no item of the account",
        slice: bucket(withAcl(group("global/AllUsers", "READ"))),
        expect: "indeterminate",
        because: "the account's S3 Block Public Access settings were not read",
      },
      {
        name: "a policy that is not in the item",
        slice: { Name: "acme-data", AccessControlList: { Grants: [owner] } },
        related: open,
        expect: "indeterminate",
        because: "the answer from AWS lacks BucketPolicy of the bucket",
      },
      {
        name: "an ACL that is not in the item",
        slice: { Name: "acme-data", BucketPolicy: {} },
        related: open,
        expect: "indeterminate",
        because: "the answer from AWS lacks AccessControlList of the bucket",
      },
      {
        name: "neither policy nor ACL in the item, where the bucket's block undoes both",
        slice: { Name: "acme-data", PublicAccessBlockConfiguration: all },
        related: unread,
        expect: "pass",
      },
      {
        name: "an ACL that is not in the item, and a public policy",
        slice: { Name: "acme-data", ...withPolicy(anyoneReads) },
        related: open,
        expect: "fail",
      },
      {
        name: "an ACL with a grantee that is not understood",
        slice: bucket(withAcl({ Permission: "READ" })),
        related: open,
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an ACL with a grantee that is not understood, beside everyone",
        slice: bucket(withAcl({ Permission: "READ" }, group("global/AllUsers", "READ"))),
        related: open,
        expect: "fail",
      },
      {
        name: "a statement with a principal that is not understood",
        slice: bucket(withPolicy({ ...anyoneReads, Principal: { AWS: "arn:aws:iam::*:role/*" } })),
        related: open,
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a policy that is no policy",
        slice: bucket({ BucketPolicy: { Policy: "{" } }),
        related: open,
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "nothing granted where a block is required",
        slice: bucket({}),
        related: open,
        parameters: strict,
        expect: "fail",
        because: "IgnorePublicAcls and RestrictPublicBuckets are not both on, for the bucket or its account",
      },
      {
        name: "half a block where one is required",
        slice: blocked({ ...none, IgnorePublicAcls: true }, {}),
        related: account({ Configured: true, ...none }),
        parameters: strict,
        expect: "fail",
      },
      {
        name: "a block that bucket and account make together, where one is required",
        slice: blocked({ ...none, IgnorePublicAcls: true }, {}),
        related: account({ Configured: true, ...none, RestrictPublicBuckets: true }),
        parameters: strict,
        expect: "pass",
        because: "IgnorePublicAcls and RestrictPublicBuckets are on, for the bucket or its account",
      },
      {
        name: "an account that was not read where a block is required",
        slice: bucket({}),
        related: unread,
        parameters: strict,
        expect: "indeterminate",
      },
    ],
  },
};
