// Cases of the check that privileged people have MFA: IAM users, by what the texts of their policies give.
import type { Case } from "../../cases.ts";
import {
  ARN,
  alice,
  allow,
  attached,
  bob,
  deny,
  direct,
  document,
  group,
  ifNoMfa,
  inline,
  managed,
  needsMfa,
  own,
  policies,
  report,
  row,
  throttled,
  user,
  withoutMfa,
} from "./iam-users.ts";

export const cases: readonly Case[] = [
  // Its name is the company's own: the text decides.
  {
    name: "a customer managed policy that allows everything",
    slice: user(attached),
    related: { ...report(row()), ...policies(allow(["*"])) },
    expect: "fail",
    facts: {
      privileges: { managed: [], customerManaged: 1, inline: 0, through: "user", actions: ["*"], boundary: false },
      ...withoutMfa,
    },
  },
  {
    name: "a customer managed policy whose name is that of AWS, and which allows little",
    slice: user({
      AttachedManagedPolicies: [{ PolicyArn: "arn:aws:iam::111122223333:policy/AdministratorAccess" }],
    }),
    related: {
      ...report(row()),
      policies: {
        rows: [
          {
            Arn: "arn:aws:iam::111122223333:policy/AdministratorAccess",
            PolicyVersionList: [{ IsDefaultVersion: true, Document: document(allow(["s3:Get*"])) }],
          },
        ],
      },
    },
    expect: "not-applicable",
    because: "no policy of the user, or of a group of the user, privileges the user",
  },
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html
  {
    name: "policies of AWS that are not read, of the user and of a group",
    slice: user({ AttachedManagedPolicies: managed("ReadOnlyAccess", "AWSDenyAll"), GroupList: ["operators"] }),
    related: {
      ...report(row()),
      groups: { rows: [group("operators", { AttachedManagedPolicies: managed("job-function/SystemAdministrator") })] },
    },
    expect: "not-applicable",
    because: "no policy that was read, of the user or of a group of the user, privileges the user",
    facts: { awsManagedUnread: 2 },
  },
  {
    name: "a policy of AWS that is not read beside one that privileges",
    slice: user({ AttachedManagedPolicies: managed("ReadOnlyAccess", "AdministratorAccess") }),
    related: report(row()),
    expect: "fail",
    facts: { privileges: { ...direct, awsManagedUnread: 1 }, ...withoutMfa },
  },
  {
    name: "an inline policy by which the user gives itself rights",
    slice: user(inline(allow(["iam:AttachUserPolicy", "iam:PassRole"]))),
    related: report(row()),
    expect: "fail",
    facts: {
      privileges: {
        managed: [],
        customerManaged: 0,
        inline: 1,
        through: "user",
        actions: ["iam:AttachUserPolicy", "iam:PassRole"],
        boundary: false,
      },
      ...withoutMfa,
    },
  },
  {
    name: "the rights of PowerUserAccess in a text of the company's own",
    slice: user({
      UserPolicyList: [
        {
          PolicyName: "power",
          PolicyDocument: document({ Effect: "Allow", NotActions: ["iam:*", "organizations:*"], Resources: ["*"] }),
        },
      ],
    }),
    related: report(row()),
    expect: "fail",
  },
  {
    name: "all but everything on everything",
    slice: user({
      UserPolicyList: [
        { PolicyName: "none", PolicyDocument: document({ Effect: "Allow", NotActions: ["*"], Resources: ["*"] }) },
      ],
    }),
    related: report(row()),
    expect: "not-applicable",
  },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-no-mfa.html
  {
    name: "a user who manages no more than the own credentials",
    slice: user(
      inline(allow(["iam:GetAccountPasswordPolicy"]), allow(["iam:*AccessKey*", "iam:*LoginProfile"], [own])),
    ),
    related: report(row()),
    expect: "not-applicable",
  },
  {
    name: "a user who attaches policies to itself",
    slice: user(inline(allow(["iam:AttachUserPolicy"], [own]))),
    related: report(row()),
    expect: "fail",
  },
  {
    name: "a user who attaches policies to itself by name",
    slice: user(inline(allow(["iam:PutUserPolicy"], [alice]))),
    related: report(row()),
    expect: "fail",
  },
  {
    name: "a user who makes keys of another user",
    slice: user(inline(allow(["iam:CreateAccessKey"], [bob]))),
    related: report(row()),
    expect: "indeterminate",
    because: "policies let the user change rights of named resources; whether that raises the user's own is not read",
  },
  {
    name: "a deployment that passes one role, and has an access key alone",
    slice: user(inline(allow(["iam:PassRole"], ["arn:aws:iam::111122223333:role/app"]), allow(["ecs:*"]))),
    related: report(row({ PasswordEnabled: false, AccessKey1Active: true })),
    expect: "not-applicable",
  },
  {
    name: "a deployment that changes roles by a prefix",
    slice: user(inline(allow(["iam:PutRolePolicy"], ["arn:aws:iam::111122223333:role/app-*"]))),
    related: report(row({ PasswordEnabled: false, AccessKey1Active: true })),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "every action on one bucket",
    slice: user(inline(allow(["*"], ["arn:aws:s3:::logs/*"]))),
    related: report(row()),
    expect: "not-applicable",
  },
  {
    name: "the machine user of AWS's own example for pushing images",
    slice: user(inline(allow(["ecr:GetAuthorizationToken"]))),
    related: report(row({ PasswordEnabled: false, AccessKey1Active: true })),
    expect: "not-applicable",
  },
  {
    name: "everything, with MFA present",
    slice: user(inline(allow(["*"], ["*"], needsMfa))),
    related: report(row()),
    expect: "indeterminate",
    because: "policies privilege the user under a condition or policy variable, which Tidemark does not read",
  },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_users-self-manage-mfa-and-creds.html
  {
    name: "an administrator whom a policy denies everything without MFA",
    slice: user({ ...inline(deny(["*"], ifNoMfa)), AttachedManagedPolicies: managed("AdministratorAccess") }),
    related: report(row()),
    expect: "indeterminate",
    problem: "not-supported",
  },
  {
    name: "an administrator whom a policy denies regions",
    slice: user({
      ...inline({
        Effect: "Deny",
        NotActions: ["iam:*", "sts:*"],
        Resources: ["*"],
        Conditions: [{ Operator: "StringNotEquals", Key: "aws:RequestedRegion", Values: ["eu-central-1"] }],
      }),
      AttachedManagedPolicies: managed("AdministratorAccess"),
    }),
    related: report(row()),
    expect: "fail",
  },
  {
    name: "an administrator who is suspended by a deny of everything",
    slice: user({ AttachedManagedPolicies: managed("AdministratorAccess", "AWSDenyAll") }),
    related: report(row()),
    expect: "not-applicable",
  },
  {
    name: "a deny in one group of what another group allows",
    slice: user({ GroupList: ["leavers", "admins"] }),
    related: {
      ...report(row()),
      groups: {
        rows: [
          group("admins", { AttachedManagedPolicies: managed("AdministratorAccess") }),
          group("leavers", { GroupPolicyList: [{ PolicyName: "off", PolicyDocument: document(deny(["*"])) }] }),
        ],
      },
    },
    expect: "not-applicable",
  },
  // A boundary may take everything: the limits say that it is not subtracted.
  {
    name: "an administrator within a permissions boundary",
    slice: user({
      AttachedManagedPolicies: managed("AdministratorAccess"),
      PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary" },
    }),
    related: report(row()),
    expect: "fail",
    facts: { privileges: { ...direct, boundary: true }, ...withoutMfa },
  },
  {
    name: "a customer managed policy that was not read",
    slice: user(attached),
    related: { ...report(row()), policies: { rows: [], complete: false, problem: throttled } },
    expect: "indeterminate",
    problem: "throttled",
  },
  {
    name: "a customer managed policy that the complete list of policies lacks",
    slice: user(attached),
    related: { ...report(row()), policies: { rows: [] } },
    expect: "indeterminate",
    problem: "contradictory",
  },
  {
    name: "a customer managed policy without its default version",
    slice: user(attached),
    related: { ...report(row()), policies: { rows: [{ Arn: ARN, PolicyVersionList: [] }] } },
    expect: "indeterminate",
    problem: "not-in-answer",
  },
  {
    name: "an inline policy whose text can't be read",
    slice: user({ UserPolicyList: [{ PolicyName: "for-alice", PolicyDocument: "unreadable" }] }),
    related: report(row()),
    expect: "indeterminate",
    because: "the text of an IAM policy is not in the documented form",
    facts: {
      privileges: { managed: [], customerManaged: 0, inline: 1, through: "user", actions: [], boundary: false },
      ...withoutMfa,
    },
  },
  {
    name: "an inline policy without its text, of a user who has MFA",
    slice: user({ UserPolicyList: [{}] }),
    related: report(row({ MfaActive: true })),
    expect: "pass",
    because: "the user has an MFA device; whether the user is privileged was not read",
  },
  {
    name: "an inline policy without its text, of a user without credentials",
    slice: user({ UserPolicyList: [{}] }),
    related: report(row({ PasswordEnabled: false })),
    expect: "not-applicable",
  },
];
