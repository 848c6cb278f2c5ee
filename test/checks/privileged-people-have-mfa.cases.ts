// Cases of the check that privileged people have MFA.
import type { Json } from "../../evidence-schema/canonical.ts";
import type { Case, Cases, RelatedRows } from "./cases.ts";

const alice = `person:${"a".repeat(64)}`;
const bob = `person:${"b".repeat(64)}`;
const managed = (...names: string[]): Json => names.map((name) => ({ PolicyArn: `arn:aws:iam::aws:policy/${name}` }));

type Members = { readonly [member: string]: Json };
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

const path = (provider: string, name: string): Case[] => [
  {
    name: `a path that is not read`,
    slice: { Path: name, Read: false },
    expect: "indeterminate",
    problem: "not-yet-read",
    because: `people who come this way are not read: ${name}`,
    facts: { path: name },
  },
  { name: `a path that is read`, slice: { Path: name, Read: true }, expect: "not-applicable" },
  {
    name: `an item of ${provider} that does not say`,
    slice: { Path: name },
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];
const neverPath = {
  pass: "the people who come by it are judged, not the path",
  fail: "a path that is not read shows nobody without MFA",
};
const neverProvider = {
  pass: "who comes by it is known to the identity provider alone",
  fail: "who comes by it is known to the identity provider alone",
};

const graph = (members: Members = {}): Json => ({
  id: "86462606-fde0-4fc4-9e0c-a20eb73e54c6",
  isAdmin: true,
  isMfaRegistered: true,
  isMfaCapable: true,
  methodsRegistered: ["softwareOneTimePasscode", "fido2SecurityKey"],
  userType: "member",
  ...members,
});
const directory = (members: Members = {}): Json => ({
  id: "108000000000000000001",
  isAdmin: true,
  isDelegatedAdmin: false,
  isEnrolledIn2Sv: true,
  isEnforcedIn2Sv: true,
  suspended: false,
  archived: false,
  ...members,
});

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
        because: "the privileged user has no MFA",
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
        expect: "fail",
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
        expect: "fail",
        facts: {
          privileges: { managed: [], customerManaged: 0, inline: 1, through: "user" },
          password: true,
          accessKeys: 0,
          mfa: false,
        },
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
        name: "an inline policy of a group",
        slice: user({ GroupList: ["ops"] }),
        related: { ...report(row()), groups: { rows: [group("ops", { GroupPolicyList: [{ PolicyName: "all" }] })] } },
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
        problem: "not-yet-read",
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
        problem: "not-yet-read",
      },
      {
        name: "a report that does not say whether there is a password",
        slice: administrator,
        related: report(row({ PasswordEnabled: "not_supported", MfaActive: true })),
        expect: "indeterminate",
        problem: "not-yet-read",
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
  "aws AWS::::Account": {
    cases: [
      { name: "root with MFA", slice: { RootMfaActive: true }, expect: "pass", facts: { mfa: true, accessKeys: null } },
      {
        name: "root without MFA",
        slice: { RootMfaActive: false },
        expect: "fail",
        because: "the root user has no MFA",
      },
      {
        name: "root without a password but with access keys",
        slice: { RootMfaActive: false, RootPasswordEnabled: false, RootAccessKeysActive: true },
        expect: "fail",
        facts: { mfa: false, accessKeys: true },
      },
      // Member accounts whose root access is managed centrally.
      {
        name: "root without any credential",
        slice: { RootMfaActive: false, RootPasswordEnabled: false, RootAccessKeysActive: false },
        expect: "not-applicable",
      },
      {
        name: "root whose password the report does not tell of",
        slice: { RootMfaActive: false, RootPasswordEnabled: "not_supported", RootAccessKeysActive: false },
        expect: "fail",
      },
      {
        name: "an unclear answer",
        slice: { RootMfaActive: "not_supported" },
        expect: "indeterminate",
        problem: "not-yet-read",
      },
      { name: "an answer without root", slice: {}, expect: "indeterminate", problem: "unexpected-shape" },
    ],
  },
  "aws AWS::IAM::SAMLProvider": {
    never: neverProvider,
    cases: [
      {
        name: "a provider",
        slice: { Arn: "arn:aws:iam::111122223333:saml-provider/okta" },
        expect: "indeterminate",
        problem: "not-yet-read",
      },
    ],
  },
  "aws AWS::IAM::OIDCProvider": {
    never: neverProvider,
    cases: [
      {
        name: "a provider",
        slice: { Url: "token.actions.githubusercontent.com", ClientIDList: ["sts.amazonaws.com"] },
        expect: "indeterminate",
        problem: "not-yet-read",
        facts: { issuer: "token.actions.githubusercontent.com" },
      },
      {
        name: "an issuer that the company knows to be for workloads only",
        slice: { Url: "https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E" },
        parameters: { workloadIssuers: ["oidc.eks.eu-central-1.amazonaws.com"] },
        expect: "not-applicable",
      },
      {
        name: "an issuer whose host only starts like one that is known",
        slice: { Url: "token.actions.githubusercontent.com.example.org" },
        parameters: { workloadIssuers: ["token.actions.githubusercontent.com"] },
        expect: "indeterminate",
      },
      { name: "a provider without a URL", slice: {}, expect: "indeterminate", facts: { issuer: null } },
    ],
  },
  "aws Tidemark::AccessPath": { never: neverPath, cases: path("aws", "AWS IAM Identity Center") },
  "azure Tidemark::AccessPath": { never: neverPath, cases: path("azure", "role assignments of people") },
  "gcp Tidemark::AccessPath": { never: neverPath, cases: path("gcp", "IAM bindings of people") },
  "entra microsoft.graph/userRegistrationDetails": {
    cases: [
      {
        name: "an administrator with MFA",
        slice: graph(),
        expect: "pass",
        facts: { registered: true, methods: ["fido2SecurityKey", "softwareOneTimePasscode"], userType: "member" },
      },
      {
        name: "an administrator without MFA",
        slice: graph({ isMfaRegistered: false, isMfaCapable: false, methodsRegistered: ["email"] }),
        expect: "fail",
        because: "the administrator has no MFA",
      },
      // Registered counts a method that the policy no longer allows.
      {
        name: "an administrator whose only method is not allowed",
        slice: graph({ isMfaCapable: false, methodsRegistered: ["mobilePhone"] }),
        expect: "fail",
      },
      {
        name: "a member without a role",
        slice: graph({ isAdmin: false, isMfaCapable: false }),
        expect: "not-applicable",
      },
      // The tenant may trust MFA of the guest's own tenant.
      {
        name: "a guest who administers and has no MFA here",
        slice: graph({ userType: "guest", isMfaRegistered: false, isMfaCapable: false, methodsRegistered: [] }),
        expect: "indeterminate",
        problem: "not-yet-read",
      },
      { name: "a guest who administers and has MFA here", slice: graph({ userType: "guest" }), expect: "pass" },
      {
        name: "flags that are strings",
        slice: graph({ isAdmin: "true" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "workspace admin.directory/users": {
    cases: [
      {
        name: "a super administrator with 2-step verification",
        slice: directory(),
        expect: "pass",
        facts: { superAdmin: true, enrolled: true, enforced: true },
      },
      // Until the end of the enrollment period a password is enough.
      {
        name: "a delegated administrator for whom it is enforced but who has not enrolled",
        slice: directory({ isAdmin: false, isDelegatedAdmin: true, isEnrolledIn2Sv: false }),
        expect: "fail",
        facts: { superAdmin: false, enrolled: false, enforced: true },
      },
      {
        name: "a user without a role",
        slice: directory({ isAdmin: false, isEnrolledIn2Sv: false }),
        expect: "not-applicable",
      },
      {
        name: "a suspended administrator",
        slice: directory({ suspended: true, isEnrolledIn2Sv: false }),
        expect: "not-applicable",
      },
      {
        name: "an archived administrator",
        slice: directory({ archived: true, isEnrolledIn2Sv: false }),
        expect: "not-applicable",
      },
      {
        name: "an answer without the verification",
        slice: { isAdmin: true, isDelegatedAdmin: false },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
