// Cases of the check that privileged people have MFA: IAM users, by their groups and what they sign in with.
import type { Cases } from "../../cases.ts";
import {
  administrator,
  alice,
  allow,
  bob,
  direct,
  document,
  group,
  managed,
  report,
  row,
  throttled,
  user,
} from "./iam-users.ts";

export const cases: Cases = {
  "aws AWS::IAM::User": {
    cases: [
      {
        name: "an administrator with a password and MFA",
        slice: administrator,
        related: report(row({ MfaActive: true })),
        expect: "pass",
        facts: { privileges: direct, password: true, accessKeys: 0, mfa: true },
      },
      {
        name: "an administrator with a password and no MFA",
        slice: administrator,
        related: report(row()),
        expect: "fail",
        facts: { privileges: direct, password: true, accessKeys: 0, mfa: false },
        because: "the privileged user has no MFA device",
      },
      {
        name: "an administrator without a password, with two access keys and no MFA",
        slice: administrator,
        related: report(row({ PasswordEnabled: false, AccessKey1Active: true, AccessKey2Active: true })),
        expect: "fail",
        facts: { privileges: direct, password: false, accessKeys: 2, mfa: false },
      },
      // A device without anything to sign in with is not a person's way in.
      {
        name: "an administrator without any credential",
        slice: administrator,
        related: report(row({ PasswordEnabled: false, MfaActive: true })),
        expect: "not-applicable",
      },
      {
        name: "a user with only a harmless policy, whatever the report says",
        slice: user({ AttachedManagedPolicies: managed("IAMUserChangePassword"), UserPolicyList: [] }),
        related: { credentials: { rows: [], complete: false } },
        expect: "not-applicable",
      },
      {
        name: "the same policy in another partition",
        slice: user({ AttachedManagedPolicies: [{ PolicyArn: "arn:aws-us-gov:iam::aws:policy/AdministratorAccess" }] }),
        related: report(row()),
        expect: "fail",
        facts: { privileges: direct, password: true, accessKeys: 0, mfa: false },
      },
      {
        name: "a policy without an ARN, and nothing else",
        slice: user({ AttachedManagedPolicies: [{}] }),
        related: report(row()),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an inline policy, and a policy without an ARN, beside a listed one",
        slice: user({ UserPolicyList: [{}], AttachedManagedPolicies: [{}, managed("AdministratorAccess")].flat() }),
        related: report(row()),
        expect: "fail",
      },
      {
        name: "an inline policy, and a group that is privileged",
        slice: user({ UserPolicyList: [{}], GroupList: ["admins"] }),
        related: {
          ...report(row()),
          groups: { rows: [group("admins", { AttachedManagedPolicies: managed("AdministratorAccess") })] },
        },
        expect: "fail",
      },
      {
        name: "privileged through the second of two groups",
        slice: user({ GroupList: ["readers", "admins"] }),
        related: {
          ...report(row()),
          groups: { rows: [group("readers"), group("admins", { AttachedManagedPolicies: managed("IAMFullAccess") })] },
        },
        expect: "fail",
        facts: {
          privileges: {
            managed: ["arn:aws:iam::aws:policy/IAMFullAccess"],
            customerManaged: 0,
            inline: 0,
            through: "group",
            actions: [
              "iam:AddUserToGroup",
              "iam:AttachGroupPolicy",
              "iam:AttachRolePolicy",
              "iam:AttachUserPolicy",
              "iam:CreateAccessKey",
              "iam:CreateLoginProfile",
              "iam:CreatePolicyVersion",
              "iam:PassRole",
              "iam:PutGroupPolicy",
              "iam:PutRolePolicy",
              "iam:PutUserPolicy",
              "iam:SetDefaultPolicyVersion",
              "iam:UpdateAssumeRolePolicy",
              "iam:UpdateLoginProfile",
            ],
            boundary: false,
          },
          password: true,
          accessKeys: 0,
          mfa: false,
        },
      },
      {
        name: "privileged through two groups: the first by name is told",
        slice: user({ GroupList: ["power", "admins"] }),
        related: {
          ...report(row({ MfaActive: true })),
          groups: {
            rows: [
              group("power", { AttachedManagedPolicies: managed("PowerUserAccess") }),
              group("admins", { AttachedManagedPolicies: managed("AdministratorAccess") }),
            ],
          },
        },
        expect: "pass",
        facts: { privileges: { ...direct, through: "group" }, password: true, accessKeys: 0, mfa: true },
      },
      {
        name: "an inline policy of a group",
        slice: user({ GroupList: ["ops"] }),
        related: {
          ...report(row()),
          groups: {
            rows: [
              group("ops", { GroupPolicyList: [{ PolicyName: "all", PolicyDocument: document(allow(["iam:*"])) }] }),
            ],
          },
        },
        expect: "fail",
      },
      {
        name: "a group of another name that is privileged",
        slice: user({ GroupList: ["readers"] }),
        related: {
          ...report(row()),
          groups: {
            rows: [group("readers"), group("admins", { AttachedManagedPolicies: managed("AdministratorAccess") })],
          },
        },
        expect: "not-applicable",
      },
      {
        name: "a privileged group decides although another was not read",
        slice: user({ GroupList: ["admins", "unread"] }),
        related: {
          ...report(row()),
          groups: {
            rows: [group("admins", { AttachedManagedPolicies: managed("PowerUserAccess") })],
            complete: false,
            problem: throttled,
          },
        },
        expect: "fail",
      },
      {
        name: "a group that was not read",
        slice: user({ GroupList: ["unread"] }),
        related: { ...report(row()), groups: { rows: [], complete: false, problem: throttled } },
        expect: "indeterminate",
        problem: "throttled",
      },
      {
        name: "a group that was not read, of a user without credentials",
        slice: user({ GroupList: ["unread"] }),
        related: {
          ...report(row({ PasswordEnabled: false })),
          groups: { rows: [], complete: false, problem: throttled },
        },
        expect: "not-applicable",
      },
      {
        name: "a group that the complete list of groups lacks",
        slice: user({ GroupList: ["gone"] }),
        related: { ...report(row()), groups: { rows: [group("readers")] } },
        expect: "indeterminate",
        problem: "contradictory",
      },
      // IAM makes a report at most every four hours.
      {
        name: "a user made after the report, which is complete",
        slice: administrator,
        related: report(row({ ArnReference: bob, MfaActive: true })),
        expect: "indeterminate",
        problem: "older-answer",
      },
      {
        name: "a report that was denied",
        slice: administrator,
        related: {
          credentials: { rows: [], complete: false, problem: { code: "denied", detail: "iam:GetCredentialReport" } },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "a report row of an unexpected shape",
        slice: administrator,
        related: report(row({ MfaActive: "yes" })),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a report that does not say whether MFA is active",
        slice: administrator,
        related: report(row({ MfaActive: "not_supported" })),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a report that does not say whether there is a password",
        slice: administrator,
        related: report(row({ PasswordEnabled: "not_supported", MfaActive: true })),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a policy that the company counts as privileged",
        slice: user({ AttachedManagedPolicies: managed("job-function/DatabaseAdministrator") }),
        related: report(row()),
        parameters: { privilegedPolicies: ["arn:aws:iam::aws:policy/job-function/DatabaseAdministrator"] },
        expect: "fail",
      },
      {
        name: "a user without its list of groups",
        slice: { ArnReference: alice, AttachedManagedPolicies: [] },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
