// Makes holders of policies of IAM: policies, roles by who may take them, and the facts that a verdict has.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members, RelatedRows } from "../../cases.ts";

export const ACCOUNT = "111122223333";
export const ADMIN = { PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" };
export const POWER = { PolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" };
export const IAM = { PolicyArn: "arn:aws:iam::aws:policy/IAMFullAccess" };
export const MANAGEMENT = "222233334444";
export const STACK_SETS = `arn:aws:iam::${MANAGEMENT}:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin`;
export const OWN = `arn:aws:iam::${ACCOUNT}:policy/own`;

type Text = { readonly [element: string]: Json };
export const document = (...statements: Text[]): Json => ({ Statements: statements });
export const all: Text = { Effect: "Allow", Actions: ["*"], Resources: ["*"] };
export const none: Text = { ...all, Effect: "Deny" };
export const inline = (...statements: Text[]): Json => [
  { PolicyName: "inline", PolicyDocument: document(...statements) },
];
export const policies = (Document: Json): { policies: RelatedRows } => ({
  policies: { rows: [{ Arn: OWN, PolicyVersionList: [{ IsDefaultVersion: true, Document }] }] },
});
export const condition = [{ Operator: "Bool", Key: "aws:MultiFactorAuthPresent", Values: ["true"] }];

export const takenBy = (Type: string, ...Values: string[]): Json =>
  document({ Effect: "Allow", Principals: [{ Type, Values }], Actions: ["sts:AssumeRole"] });
export const role = (members: Members = {}): Json => ({
  RoleName: "app",
  Path: "/",
  AssumeRolePolicyDocument: takenBy("Service", "ec2.amazonaws.com"),
  AttachedManagedPolicies: [],
  RolePolicyList: [],
  ...members,
});
export const admin = { AttachedManagedPolicies: [ADMIN] };
export const facts = (members: Members): Json => ({
  managed: [],
  customerManaged: 0,
  inline: 0,
  everything: "always",
  boundary: false,
  ...members,
});
export const saml = `arn:aws:iam::${ACCOUNT}:saml-provider/AWSSSO_0c1a2b3d_DO_NOT_DELETE`;
export const never = { "not-applicable": "a holder of policies is judged whatever those say" };
