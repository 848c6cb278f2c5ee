// Cases of the check that privileged people have MFA: IAM users.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const alice = `person:${"a".repeat(64)}`;

const bob = `person:${"b".repeat(64)}`;

const managed = (...names: string[]): Json => names.map((name) => ({ PolicyArn: `arn:aws:iam::aws:policy/${name}` }));

const user = (members: Members = {}): Json => ({
  ArnReference: alice,
  AttachedManagedPolicies: [],
  GroupList: [],
  ...members,
});

const administrator = user({ AttachedManagedPolicies: managed("AdministratorAccess") });

const group = (name: string, members: Members = {}): Json => ({
  GroupName: name,
  AttachedManagedPolicies: [],
  ...members,
});

const row = (members: Members = {}): Json => ({
  ArnReference: alice,
  PasswordEnabled: true,
  MfaActive: false,
  AccessKey1Active: false,
  AccessKey2Active: false,
  ...members,
});

const report = (...rows: Json[]): { credentials: RelatedRows } => ({ credentials: { rows } });

const throttled = { code: "throttled", detail: "iam:GetAccountAuthorizationDetails" } as const;

const direct = {
  managed: ["arn:aws:iam::aws:policy/AdministratorAccess"],
  customerManaged: 0,
  inline: 0,
  through: "user",
};

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
      // Its text is not read here, so it may say anything.
      {
        name: "a customer managed policy",
        slice: user({
          AttachedManagedPolicies: [{ PolicyArn: "arn:aws:iam::111122223333:policy/AdministratorAccess" }],
        }),
        related: report(row()),
        expect: "indeterminate",
        problem: "not-supported",
        facts: {
          privileges: { managed: [], customerManaged: 1, inline: 0, through: "user" },
          password: true,
          accessKeys: 0,
          mfa: false,
        },
      },
      {
        name: "an inline policy",
        slice: user({ UserPolicyList: [{ PolicyName: "for-alice" }] }),
        related: report(row()),
        expect: "indeterminate",
        because: "Tidemark does not read the text of the customer managed and inline policies that the user has",
        facts: {
          privileges: { managed: [], customerManaged: 0, inline: 1, through: "user" },
          password: true,
          accessKeys: 0,
          mfa: false,
        },
      },
      {
        name: "a machine user with an inline policy, one key and no password",
        slice: user({ UserPolicyList: [{}] }),
        related: report(row({ PasswordEnabled: false, AccessKey1Active: true })),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "an inline policy of a user who has MFA",
        slice: user({ UserPolicyList: [{}] }),
        related: report(row({ MfaActive: true })),
        expect: "pass",
        because: "the user has an MFA device; whether the user is privileged was not read",
      },
      {
        name: "an inline policy of a user without credentials",
        slice: user({ UserPolicyList: [{}] }),
        related: report(row({ PasswordEnabled: false })),
        expect: "not-applicable",
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
        related: { ...report(row()), groups: { rows: [group("ops", { GroupPolicyList: [{ PolicyName: "all" }] })] } },
        expect: "indeterminate",
        problem: "not-supported",
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
