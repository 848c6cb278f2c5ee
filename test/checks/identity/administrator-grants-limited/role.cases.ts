// Cases of the check that nothing grants everything outside of listed holders: roles of IAM, by their policies.
import type { Case } from "../../cases.ts";
import {
  ADMIN,
  POWER,
  IAM,
  OWN,
  document,
  all,
  none,
  inline,
  policies,
  condition,
  role,
  admin,
  facts,
} from "./holders.ts";

export const cases: readonly Case[] = [
  {
    name: "a machine with AdministratorAccess",
    slice: role(admin),
    expect: "fail",
    because: "policies of the role give everything, and the role is not among allowedHolders",
  },
  {
    name: "in another partition",
    slice: role({ AttachedManagedPolicies: [{ PolicyArn: "arn:aws-cn:iam::aws:policy/AdministratorAccess" }] }),
    expect: "fail",
  },
  { name: "an inline policy of everything", slice: role({ RolePolicyList: inline(all) }), expect: "fail" },
  {
    name: "a customer managed policy of everything",
    slice: role({ AttachedManagedPolicies: [{ PolicyArn: OWN }] }),
    related: policies(document(all)),
    expect: "fail",
    facts: facts({ customerManaged: 1 }),
  },
  {
    name: "everything but billing, by NotAction",
    slice: role({ RolePolicyList: inline({ Effect: "Allow", NotActions: ["aws-portal:*"], Resources: ["*"] }) }),
    expect: "fail",
  },
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
  {
    name: "everything but IAM, by NotAction, as in PowerUserAccess",
    slice: role({
      RolePolicyList: inline({
        Effect: "Allow",
        NotActions: ["account:*", "iam:*", "organizations:*"],
        Resources: ["*"],
      }),
    }),
    expect: "pass",
    because: "no policy of the role's own gives everything",
  },
  {
    name: "PowerUserAccess alone",
    slice: role({ AttachedManagedPolicies: [POWER] }),
    expect: "pass",
    because: "no policy of the role's own gives everything",
    facts: facts({ managed: [POWER.PolicyArn], everything: "never" }),
  },
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html
  {
    name: "IAMFullAccess alone",
    slice: role({ AttachedManagedPolicies: [IAM] }),
    expect: "pass",
    because: "no policy of the role's own gives everything",
  },
  {
    name: "PowerUserAccess and IAMFullAccess",
    slice: role({ AttachedManagedPolicies: [POWER, IAM] }),
    expect: "fail",
    facts: facts({ managed: [IAM.PolicyArn, POWER.PolicyArn] }),
  },
  {
    name: "PowerUserAccess, and every action of IAM in an inline policy",
    slice: role({ AttachedManagedPolicies: [POWER], RolePolicyList: inline({ ...all, Actions: ["iam:*"] }) }),
    expect: "fail",
    facts: facts({ managed: [POWER.PolicyArn], inline: 1 }),
  },
  {
    name: "PowerUserAccess, and leave to attach any policy to any user",
    slice: role({
      AttachedManagedPolicies: [POWER],
      RolePolicyList: inline({ ...all, Actions: ["iam:AttachUserPolicy"] }),
    }),
    expect: "fail",
  },
  {
    name: "PowerUserAccess, and leave to read IAM",
    slice: role({ AttachedManagedPolicies: [POWER], RolePolicyList: inline({ ...all, Actions: ["iam:Get*"] }) }),
    expect: "pass",
  },
  {
    name: "AdministratorAccess and AWSDenyAll",
    slice: role({ AttachedManagedPolicies: [ADMIN, { PolicyArn: "arn:aws:iam::aws:policy/AWSDenyAll" }] }),
    expect: "pass",
    because: "no policy of the role's own gives everything",
    facts: facts({ managed: [ADMIN.PolicyArn], everything: "never" }),
  },
  {
    name: "policies of AWS that are not read",
    slice: role({
      AttachedManagedPolicies: [
        POWER,
        { PolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
        { PolicyArn: "arn:aws:iam::aws:policy/job-function/SystemAdministrator" },
      ],
    }),
    expect: "pass",
    because: "no policy of the role's own that was read gives everything",
    facts: facts({ managed: [POWER.PolicyArn], awsManagedUnread: 2, everything: "never" }),
  },
  {
    name: "everything in two statements",
    slice: role({
      RolePolicyList: inline(
        { Effect: "Allow", Actions: ["iam:*"], Resources: ["*"] },
        { Effect: "Allow", NotActions: ["iam:*"], Resources: ["*"] },
      ),
    }),
    expect: "fail",
  },
  {
    name: "every action on one bucket",
    slice: role({ RolePolicyList: inline({ ...all, Resources: ["arn:aws:s3:::logs/*"] }) }),
    expect: "pass",
  },
  {
    name: "everything under a condition",
    slice: role({ RolePolicyList: inline({ ...all, Conditions: condition }) }),
    expect: "indeterminate",
    because: "policies give everything under a condition, which Tidemark does not read",
  },
  {
    name: "everything, and a deny of everything",
    slice: role({ ...admin, RolePolicyList: inline(none) }),
    expect: "pass",
  },
  // A boundary is a fact, and not subtracted: the limits say so.
  {
    name: "everything within a boundary",
    slice: role({ ...admin, PermissionsBoundary: { PermissionsBoundaryArn: OWN } }),
    expect: "fail",
    facts: facts({ managed: [ADMIN.PolicyArn], boundary: true }),
  },
];
