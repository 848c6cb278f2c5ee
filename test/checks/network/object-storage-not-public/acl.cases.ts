// Cases of the check that object storage is not public: ACLs of buckets of Cloud Storage.
import type { Case } from "../../cases.ts";
import { AssetName, closed, owner, policies, prevention, unread, viewers, withAcls } from "./bucket.ts";

export const aclCases: readonly Case[] = [
  {
    name: "everyone is in the bucket's ACL",
    slice: withAcls({ acl: [owner, { entity: "allUsers", role: "READER" }] }),
    related: { ...closed, ...prevention(false) },
    expect: "fail",
    because: "the ACL of the bucket grants access to allUsers or allAuthenticatedUsers",
    facts: {
      uniformBucketLevelAccess: false,
      grants: [{ at: "acl", to: "allUsers", role: "READER", access: ["list"] }],
      grantCount: 1,
    },
  },
  {
    name: "everyone with a Google account writes by the bucket's ACL",
    slice: withAcls({ acl: [{ entity: "allAuthenticatedUsers", role: "WRITER" }] }),
    related: { ...closed, ...prevention(false) },
    expect: "fail",
  },
  {
    name: "new objects are everyone's to read",
    slice: withAcls({ acl: [owner], defaultObjectAcl: [owner, { entity: "allUsers", role: "READER" }] }),
    related: { ...closed, ...prevention(false) },
    expect: "fail",
    because: "the ACL that new objects get grants access to allUsers or allAuthenticatedUsers",
    facts: {
      uniformBucketLevelAccess: false,
      grants: [{ at: "defaultObjectAcl", to: "allUsers", role: "READER", access: ["read"] }],
      grantCount: 1,
    },
  },
  {
    name: "new objects are everyone's, and nothing says that access is uniform",
    slice: { AssetName, defaultObjectAcl: [{ entity: "allAuthenticatedUsers", role: "OWNER" }] },
    related: { ...closed, ...prevention(false) },
    expect: "fail",
  },
  {
    name: "everyone by an ACL in a role that nobody knows",
    slice: withAcls({ acl: [{ entity: "allUsers", role: null }] }),
    related: { ...closed, ...prevention(false) },
    expect: "fail",
  },
  ...["constructor", "__proto__", "ADMIRER"].map((role): Case => ({
    name: `everyone by an ACL in a role that Google does not have: ${role}`,
    slice: withAcls({ acl: [{ entity: "allUsers", role }] }),
    related: { ...closed, ...prevention(false) },
    expect: "fail",
    facts: {
      uniformBucketLevelAccess: false,
      grants: [{ at: "acl", to: "allUsers", role, access: ["other"] }],
      grantCount: 1,
    },
  })),
  {
    name: "everyone by an ACL, and policies that were not read",
    slice: withAcls({ defaultObjectAcl: [{ entity: "allUsers", role: "READER" }] }),
    related: { policies: unread, ancestors: unread, ...prevention(false) },
    expect: "fail",
  },
  {
    name: "everyone by an ACL, where prevention is enforced on the bucket",
    slice: withAcls({ acl: [{ entity: "allUsers", role: "READER" }] }, { publicAccessPrevention: "enforced" }),
    related: { ...closed, ...prevention(false) },
    expect: "pass",
    because: "public access prevention is enforced on the bucket",
  },
  {
    name: "everyone by an ACL, where prevention is inherited",
    slice: withAcls({ defaultObjectAcl: [{ entity: "allUsers", role: "READER" }] }),
    related: { ...closed, ...prevention(true) },
    expect: "pass",
  },
  {
    name: "everyone by an ACL, and whether prevention is enforced is not read",
    slice: withAcls({ defaultObjectAcl: [{ entity: "allUsers", role: "READER" }] }),
    related: { ...closed, organizationPolicies: unread },
    expect: "indeterminate",
  },
  {
    name: "everyone by ACLs, which uniform access switches off",
    slice: withAcls(
      { acl: [{ entity: "allUsers", role: "READER" }], defaultObjectAcl: [{ entity: "allUsers", role: "READER" }] },
      { uniformBucketLevelAccess: { enabled: true } },
    ),
    related: closed,
    expect: "pass",
  },
  {
    name: "ACLs of people and groups",
    slice: withAcls({
      acl: [owner, { entity: "user-alice@acme.example", role: "OWNER" }],
      defaultObjectAcl: [owner],
    }),
    related: closed,
    expect: "pass",
  },
  {
    name: "ACLs without entries, as an inventory has them",
    slice: withAcls({ acl: [], defaultObjectAcl: [] }),
    related: { ...closed, ...prevention(false) },
    expect: "indeterminate",
    problem: "not-in-answer",
  },
  {
    name: "the answer lacks the ACL",
    slice: withAcls({}),
    related: { ...closed, ...prevention(false) },
    expect: "indeterminate",
    because:
      "no entry of the ACL of the bucket was read; inventories have none, and a reader needs storage.buckets.getIamPolicy",
  },
  {
    name: "the answer has null for the ACL, or lacks all of the bucket's configuration of access",
    slice: { AssetName, name: "acme-data", acl: null, defaultObjectAcl: null },
    related: { ...closed, ...prevention(false) },
    expect: "indeterminate",
  },
  {
    name: "the answer lacks the ACL, which uniform access switches off",
    slice: withAcls({}, { uniformBucketLevelAccess: { enabled: true } }),
    related: closed,
    expect: "pass",
  },
  {
    name: "the answer lacks the ACL, and prevention is enforced above the bucket",
    slice: withAcls({}),
    related: { ...closed, ...prevention(true) },
    expect: "pass",
  },
  {
    name: "the answer lacks the ACL, and a policy lets everyone read",
    slice: withAcls({}),
    related: { ...policies(viewers), ...prevention(false) },
    expect: "fail",
  },
  {
    name: "the answer lacks the ACL that new objects get alone: there is none",
    slice: withAcls({ acl: [owner] }),
    related: closed,
    expect: "pass",
  },
];
