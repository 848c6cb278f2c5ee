// Makes IAM users, their groups and policies, and rows of the credential report.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";

export const alice = `person:${"a".repeat(64)}`;

export const bob = `person:${"b".repeat(64)}`;

export const managed = (...names: string[]): Json =>
  names.map((name) => ({ PolicyArn: `arn:aws:iam::aws:policy/${name}` }));

export const user = (members: Members = {}): Json => ({
  ArnReference: alice,
  AttachedManagedPolicies: [],
  GroupList: [],
  ...members,
});

export const administrator = user({ AttachedManagedPolicies: managed("AdministratorAccess") });

export const group = (name: string, members: Members = {}): Json => ({
  GroupName: name,
  AttachedManagedPolicies: [],
  ...members,
});

export const row = (members: Members = {}): Json => ({
  ArnReference: alice,
  PasswordEnabled: true,
  MfaActive: false,
  AccessKey1Active: false,
  AccessKey2Active: false,
  ...members,
});

export const report = (...rows: Json[]): { credentials: RelatedRows } => ({ credentials: { rows } });

export const throttled = { code: "throttled", detail: "iam:GetAccountAuthorizationDetails" } as const;

export const direct = {
  managed: ["arn:aws:iam::aws:policy/AdministratorAccess"],
  customerManaged: 0,
  inline: 0,
  through: "user",
  actions: ["*"],
  boundary: false,
};

export type Text = { readonly [element: string]: Json };
export const document = (...statements: Text[]): Json => ({ Statements: statements });
export const allow = (Actions: string[], Resources: string[] = ["*"], rest: Text = {}): Text => ({
  Effect: "Allow",
  Actions,
  Resources,
  ...rest,
});
export const deny = (Actions: string[], rest: Text = {}): Text => ({ ...allow(Actions, ["*"], rest), Effect: "Deny" });
export const inline = (...statements: Text[]): Members => ({
  UserPolicyList: [{ PolicyName: "inline", PolicyDocument: document(...statements) }],
});

export const ARN = "arn:aws:iam::111122223333:policy/operators";
export const attached = { AttachedManagedPolicies: [{ PolicyArn: ARN }] };
export const policies = (...statements: Text[]): { policies: RelatedRows } => ({
  policies: {
    rows: [{ Arn: ARN, PolicyVersionList: [{ IsDefaultVersion: true, Document: document(...statements) }] }],
  },
});
export const withoutMfa = { password: true, accessKeys: 0, mfa: false };
export const needsMfa = { Conditions: [{ Operator: "Bool", Key: "aws:MultiFactorAuthPresent", Values: ["true"] }] };
export const ifNoMfa = {
  Conditions: [{ Operator: "BoolIfExists", Key: "aws:MultiFactorAuthPresent", Values: ["false"] }],
};
export const own = "arn:aws:iam::*:user/${aws:username}";
