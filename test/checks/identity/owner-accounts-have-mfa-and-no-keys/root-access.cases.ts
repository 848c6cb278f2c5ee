// Cases of what the parameters ask of a root user beyond MFA: hardware, and an organization that manages root access.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Members } from "../../cases.ts";

const ID = "111122223333";

const root = (members: Members = {}): Json => ({
  Id: ID,
  Partition: "aws",
  RootMfaActive: true,
  RootPasswordEnabled: true,
  RootAccessKeysActive: false,
  RootCertificatesActive: false,
  ...members,
});
const withoutPassword = root({ RootMfaActive: false, RootPasswordEnabled: false });
const facts = { mfa: true, password: true, accessKeys: false, certificates: false };

const virtualMfa = (RootVirtualMfa: boolean) => ({ virtualMfa: { rows: [{ Id: ID, RootVirtualMfa }] } });
const denied = (type: string) => ({
  rows: [],
  complete: false,
  problem: { code: "denied" as const, detail: `${type} (AccessDenied)` },
});
const management = (row: Members) => ({ management: { rows: [{ Id: ID, ...row }] } });
/** As a member account is answered. */
const notTold = management({ Tells: false });
const told = (RootCredentialsManagement: boolean, RootSessions = false) =>
  management({ Tells: true, RootCredentialsManagement, RootSessions });

const hardware = { requireHardware: true };
const central = { requireCentralRoot: true };

export const rootAccessCases: readonly Case[] = [
  // AWS Config, root-account-hardware-mfa-enabled: a virtual device does not comply.
  {
    name: "hardware is required, and root has a virtual MFA device",
    slice: root(),
    related: virtualMfa(true),
    parameters: hardware,
    expect: "fail",
    because: "the root user has a virtual MFA device",
    facts: { ...facts, virtualMfa: true },
  },
  {
    name: "hardware is required, and none of the account's virtual MFA devices is root's",
    slice: root(),
    related: virtualMfa(false),
    parameters: hardware,
    expect: "pass",
    because: "root has MFA, no virtual MFA device, no active access key and no active certificate",
    facts: { ...facts, virtualMfa: false },
  },
  {
    name: "hardware is required, and root has no MFA",
    slice: root({ RootMfaActive: false }),
    related: virtualMfa(false),
    parameters: hardware,
    expect: "fail",
    because: "the root user has no MFA device",
  },
  {
    name: "hardware is required, and nobody can sign in as root",
    slice: withoutPassword,
    related: { virtualMfa: denied("iam:ListVirtualMFADevices") },
    parameters: hardware,
    expect: "pass",
  },
  {
    name: "hardware is required, and the report does not support the password",
    slice: root({ RootPasswordEnabled: "not_supported" }),
    related: virtualMfa(true),
    parameters: hardware,
    expect: "fail",
  },
  {
    name: "hardware is required, and virtual devices were not read",
    slice: root(),
    related: { virtualMfa: denied("iam:ListVirtualMFADevices") },
    parameters: hardware,
    expect: "indeterminate",
    problem: "denied",
    facts,
  },
  {
    name: "hardware is required, and IAM told of no account",
    slice: root(),
    related: { virtualMfa: { rows: [] } },
    parameters: hardware,
    expect: "indeterminate",
    problem: "contradictory",
  },
  {
    name: "hardware is not required, and virtual devices were not read",
    slice: root(),
    related: { virtualMfa: denied("iam:ListVirtualMFADevices") },
    expect: "pass",
    facts,
  },
  {
    name: "hardware is required in AWS GovCloud (US), where nobody signs in as root",
    slice: root({ Partition: "aws-us-gov", RootMfaActive: false, RootPasswordEnabled: "not_supported" }),
    related: virtualMfa(true),
    parameters: { ...hardware, ...central },
    expect: "pass",
  },
  // API_ListOrganizationsFeatures: the example of its page.
  {
    name: "central root access is required, and the organization manages root credentials",
    slice: root(),
    related: told(true),
    parameters: central,
    expect: "pass",
    facts: { ...facts, rootCredentialsManagement: true, rootSessions: false },
  },
  {
    name: "central root access is required, and the organization has sessions of root alone",
    slice: root(),
    related: told(false, true),
    parameters: central,
    expect: "fail",
    because: "the organization does not manage root credentials of its member accounts",
    facts: { ...facts, rootCredentialsManagement: false, rootSessions: true },
  },
  {
    name: "central root access is required, and a member account has a root password",
    slice: root(),
    related: notTold,
    parameters: central,
    expect: "fail",
    because: "the root user has a password, and the account is none that manages root access of others",
    facts,
  },
  // IAM User Guide, "Centralize root access for member accounts": new member accounts have no root credentials.
  {
    name: "central root access is required, and a member account has no root password",
    slice: withoutPassword,
    related: notTold,
    parameters: central,
    expect: "pass",
  },
  {
    name: "central root access is required, and the report does not support the password of a member",
    slice: root({ RootPasswordEnabled: "not_supported" }),
    related: notTold,
    parameters: central,
    expect: "indeterminate",
    problem: "not-in-answer",
  },
  {
    name: "central root access is required, and the features were not read",
    slice: withoutPassword,
    related: { management: denied("iam:ListOrganizationsFeatures") },
    parameters: central,
    expect: "indeterminate",
    problem: "denied",
  },
  {
    name: "central root access is required, and IAM told of no account",
    slice: root(),
    related: { management: { rows: [] } },
    parameters: central,
    expect: "indeterminate",
    problem: "contradictory",
  },
  {
    name: "both are required, and a virtual device of root fails in the management account",
    slice: root(),
    related: { ...virtualMfa(true), ...told(true) },
    parameters: { ...hardware, ...central },
    expect: "fail",
    because: "the root user has a virtual MFA device",
  },
  {
    name: "both are required and met",
    slice: root(),
    related: { ...virtualMfa(false), ...told(true, true) },
    parameters: { ...hardware, ...central },
    expect: "pass",
    facts: { ...facts, virtualMfa: false, rootCredentialsManagement: true, rootSessions: true },
  },
];
