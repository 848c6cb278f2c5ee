// Cases of the check that object storage is not public: Google Cloud.
import type { Cases } from "../../cases.ts";
import { aclCases } from "./acl.cases.ts";
import {
  ancestors,
  AssetName,
  binding,
  bucket,
  closed,
  owner,
  policies,
  prevention,
  strict,
  unread,
  usual,
  viewers,
  withAcls,
} from "./bucket.ts";

export const cases: Cases = {
  "gcp storage.googleapis.com/Bucket": {
    cases: [
      {
        name: "nobody but a group",
        slice: usual,
        related: closed,
        expect: "pass",
        because: "IAM policies of the bucket, and above the bucket, grant nothing to allUsers or allAuthenticatedUsers",
        facts: { uniformBucketLevelAccess: true },
      },
      // An asset without a policy has no item, and an effective policy on prevention is not needed.
      { name: "no policy at all", slice: usual, related: {}, expect: "pass" },
      {
        name: "nobody but a group, where objects have ACLs of their own",
        slice: withAcls({ acl: [owner] }),
        related: closed,
        expect: "pass",
        because:
          "IAM policies grant nothing to allUsers or allAuthenticatedUsers; Tidemark does not read ACLs of objects",
        facts: { uniformBucketLevelAccess: false },
      },
      {
        name: "everyone reads",
        slice: usual,
        related: { ...policies(viewers), ...prevention(false) },
        expect: "fail",
        because: "the IAM policy of the bucket grants access to allUsers or allAuthenticatedUsers",
        facts: {
          uniformBucketLevelAccess: true,
          grants: [{ at: "bucket", to: "allUsers", role: "roles/storage.objectViewer", access: ["read", "list"] }],
          grantCount: 1,
        },
      },
      ...["constructor", "__proto__"].map((role) => ({
        name: `everyone, by a role called ${role}`,
        slice: usual,
        related: { ...policies(binding(role, "allUsers")), ...prevention(false) },
        expect: "fail" as const,
        facts: {
          uniformBucketLevelAccess: true,
          grants: [{ at: "bucket", to: "allUsers", role, access: ["other"] }],
          grantCount: 1,
        },
      })),
      {
        name: "everyone with a Google account lists",
        slice: usual,
        related: {
          ...policies(binding("roles/storage.legacyBucketReader", "allAuthenticatedUsers")),
          ...prevention(false),
        },
        expect: "fail",
      },
      {
        name: "everyone has a custom role on the bucket",
        slice: usual,
        related: { ...policies(binding("projects/acme/roles/reader", "allUsers")), ...prevention(false) },
        expect: "fail",
      },
      {
        name: "everyone reads, and the bucket enforces prevention",
        slice: bucket({ publicAccessPrevention: "enforced" }),
        related: { ...policies(viewers), ancestors: unread, organizationPolicies: unread },
        expect: "pass",
        because: "public access prevention is enforced on the bucket",
        facts: { uniformBucketLevelAccess: true },
      },
      {
        name: "everyone reads, and the organization enforces prevention",
        slice: usual,
        related: { ...policies(viewers), ...prevention(true) },
        expect: "pass",
        because: "public access prevention is enforced on the bucket by organization policy",
      },
      {
        name: "a bucket that says nothing of prevention, which is inherited",
        slice: { AssetName },
        related: { ...policies(viewers), ...prevention(false) },
        expect: "fail",
      },
      {
        name: "everyone reads by a grant on a folder",
        slice: usual,
        related: {
          ...closed,
          ...ancestors(["project", binding("roles/owner")], ["folder", viewers]),
          ...prevention(false),
        },
        expect: "fail",
        because: "the bucket inherits access for allUsers or allAuthenticatedUsers from the IAM policy of its folder",
        facts: {
          uniformBucketLevelAccess: true,
          grants: [{ at: "folder", to: "allUsers", role: "roles/storage.objectViewer", access: ["read", "list"] }],
          grantCount: 1,
        },
      },
      {
        name: "everyone by grants on two folders and the organization",
        slice: usual,
        related: {
          ...ancestors(
            ["organization", binding("roles/storage.admin", "allAuthenticatedUsers")],
            ["folder", viewers],
            ["folder", binding("roles/storage.objectCreator", "allUsers")],
          ),
          ...prevention(false),
        },
        expect: "fail",
        because: "the bucket inherits access for allUsers or allAuthenticatedUsers from the IAM policy of its folder",
      },
      {
        name: "everyone reads by a grant on the organization, and no bucket may be public",
        slice: usual,
        related: { ...ancestors(["organization", viewers]), ...prevention(true) },
        expect: "pass",
      },
      {
        name: "everyone reads, and whether prevention is enforced is not read",
        slice: usual,
        related: { ...policies(viewers), organizationPolicies: unread },
        expect: "indeterminate",
        problem: "unavailable",
      },
      {
        name: "everyone reads, and there is no effective policy in the answer",
        slice: usual,
        related: policies(viewers),
        expect: "indeterminate",
        because: "the effective organization policy storage.publicAccessPrevention was not read",
      },
      {
        name: "policies of buckets not read",
        slice: usual,
        related: { policies: unread, ...prevention(false) },
        expect: "indeterminate",
        because: "the related unit was not read completely",
      },
      {
        name: "policies of ancestors not read",
        slice: usual,
        related: { ...policies(), ancestors: unread, ...prevention(false) },
        expect: "indeterminate",
      },
      {
        name: "policies of ancestors not read, and everyone reads the bucket",
        slice: usual,
        related: { ...policies(viewers), ancestors: unread, ...prevention(false) },
        expect: "fail",
      },
      {
        name: "policies not read, and prevention inherited",
        slice: usual,
        related: { policies: unread, ancestors: unread, ...prevention(true) },
        expect: "pass",
      },
      {
        name: "everyone reads under a condition",
        slice: usual,
        related: { ...policies(binding("roles/storage.objectViewer", "allUsers", true)), ...prevention(false) },
        expect: "indeterminate",
        because: "a grant to allUsers or allAuthenticatedUsers has a condition, which Tidemark does not read",
      },
      // Basic roles reach a bucket through what it binds to projectViewer, if at all.
      {
        name: "everyone has a role that is none of storage, at the organization",
        slice: usual,
        related: {
          ...policies(),
          ...ancestors(["organization", binding("roles/viewer", "allUsers")]),
          ...prevention(false),
        },
        expect: "indeterminate",
        because:
          "a role whose permissions Tidemark does not read is granted to allUsers or allAuthenticatedUsers above the bucket",
      },
      {
        name: "an ancestor of a type that nobody knows",
        slice: usual,
        related: { ...policies(), ...ancestors(["galaxy", viewers]), ...prevention(false) },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "everyone reads under a condition that version 1 of the policy hides",
        slice: usual,
        related: { ...policies(binding("roles/storage.objectViewer_withcond_2b17", "allUsers")), ...prevention(false) },
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "everyone reads by the organization under a condition that version 1 of the policy hides",
        slice: usual,
        related: {
          ...ancestors(["organization", binding("roles/storage.admin_withcond_2b17", "allUsers")]),
          ...prevention(false),
        },
        expect: "indeterminate",
        problem: "not-supported",
      },
      ...aclCases,
      {
        name: "null wherever a member may be left out",
        slice: withAcls(
          { acl: [owner], defaultObjectAcl: null },
          { publicAccessPrevention: null, uniformBucketLevelAccess: null },
        ),
        related: closed,
        expect: "pass",
      },
      {
        name: "null for what holds of its access",
        slice: { AssetName, iamConfiguration: null, acl: [owner] },
        related: closed,
        expect: "pass",
      },
      {
        name: "nobody, where prevention is required",
        slice: usual,
        related: { ...closed, ...prevention(false) },
        parameters: strict,
        expect: "fail",
        because: "public access prevention is enforced neither on the bucket nor by organization policy",
      },
      {
        name: "prevention is inherited where it is required",
        slice: usual,
        related: { ...closed, ...prevention(true) },
        parameters: strict,
        expect: "pass",
      },
      {
        name: "whether prevention is inherited is not read where it is required",
        slice: usual,
        related: closed,
        parameters: strict,
        expect: "indeterminate",
      },
    ],
  },
};
