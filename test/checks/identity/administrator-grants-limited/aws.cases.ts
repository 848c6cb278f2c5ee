// Cases of the check that nothing grants everything outside of listed holders: users, groups and roles of IAM.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const ACCOUNT = "111122223333";
const ADMIN = { PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" };
const OWN = `arn:aws:iam::${ACCOUNT}:policy/own`;

type Text = { readonly [element: string]: Json };
const document = (...statements: Text[]): Json => ({ Statements: statements });
const all: Text = { Effect: "Allow", Actions: ["*"], Resources: ["*"] };
const none: Text = { ...all, Effect: "Deny" };
const inline = (...statements: Text[]): Json => [{ PolicyName: "inline", PolicyDocument: document(...statements) }];
const policies = (Document: Json): { policies: RelatedRows } => ({
  policies: { rows: [{ Arn: OWN, PolicyVersionList: [{ IsDefaultVersion: true, Document }] }] },
});
const condition = [{ Operator: "Bool", Key: "aws:MultiFactorAuthPresent", Values: ["true"] }];

const takenBy = (Type: string, ...Values: string[]): Json =>
  document({ Effect: "Allow", Principals: [{ Type, Values }], Actions: ["sts:AssumeRole"] });
const role = (members: Members = {}): Json => ({
  RoleName: "app",
  Path: "/",
  AssumeRolePolicyDocument: takenBy("Service", "ec2.amazonaws.com"),
  AttachedManagedPolicies: [],
  RolePolicyList: [],
  ...members,
});
const admin = { AttachedManagedPolicies: [ADMIN] };
const facts = (members: Members): Json => ({
  managed: [],
  customerManaged: 0,
  inline: 0,
  everything: "always",
  boundary: false,
  ...members,
});
const saml = `arn:aws:iam::${ACCOUNT}:saml-provider/AWSSSO_0c1a2b3d_DO_NOT_DELETE`;
const never = { "not-applicable": "a holder of policies is judged whatever those say" };

export const cases: Cases = {
  "aws AWS::IAM::User": {
    never,
    cases: [
      {
        name: "AdministratorAccess",
        slice: { UserId: "AIDAEXAMPLE", ...admin, UserPolicyList: [] },
        expect: "fail",
        because: "policies of the user give everything, and the user is not among allowedHolders",
        facts: facts({ managed: [ADMIN.PolicyArn] }),
      },
      {
        name: "a listed user",
        slice: { UserId: "AIDAEXAMPLE", ...admin, UserPolicyList: [] },
        parameters: { allowedHolders: ["user/AIDAEXAMPLE"] },
        expect: "pass",
        because: "the user may do everything, and is among allowedHolders",
      },
      {
        name: "an inline policy without its text",
        slice: { UserId: "AIDAEXAMPLE", AttachedManagedPolicies: [], UserPolicyList: [{ PolicyName: "x" }] },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
  "aws AWS::IAM::Group": {
    never,
    cases: [
      {
        name: "a group of administrators",
        slice: { GroupName: "admins", ...admin },
        expect: "pass",
        because: "the group may do everything, and groups may",
      },
      {
        name: "a group of administrators, where groups are listed too",
        slice: { GroupName: "admins", ...admin },
        parameters: { allowGroups: false },
        expect: "fail",
      },
      {
        name: "a listed group",
        slice: { GroupName: "admins", ...admin },
        parameters: { allowGroups: false, allowedHolders: ["group/adm*"] },
        expect: "pass",
      },
      {
        name: "a customer managed policy that was not read",
        slice: { GroupName: "ops", AttachedManagedPolicies: [{ PolicyArn: OWN }] },
        related: {
          policies: {
            rows: [],
            complete: false,
            problem: { code: "throttled", detail: "iam:GetAccountAuthorizationDetails" },
          },
        },
        expect: "indeterminate",
        problem: "throttled",
      },
    ],
  },
  "aws AWS::IAM::Role": {
    cases: [
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
      // https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
      {
        name: "the role by which CloudFormation deploys for the CDK",
        slice: role({
          ...admin,
          RoleName: `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-central-1`,
          AssumeRolePolicyDocument: takenBy("Service", "cloudformation.amazonaws.com"),
        }),
        expect: "pass",
        because: "the role may do everything, and only CloudFormation may take the role",
      },
      {
        name: "a role of that name that machines may take",
        slice: role({ ...admin, RoleName: `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-central-1` }),
        expect: "fail",
      },
      {
        name: "a role that CloudFormation and another account may take",
        slice: role({
          ...admin,
          AssumeRolePolicyDocument: document(
            {
              Effect: "Allow",
              Principals: [{ Type: "Service", Values: ["cloudformation.amazonaws.com"] }],
              Actions: ["sts:AssumeRole"],
            },
            {
              Effect: "Allow",
              Principals: [{ Type: "AWS", Values: ["arn:aws:iam::222233334444:root"] }],
              Actions: ["sts:AssumeRole"],
            },
          ),
        }),
        expect: "fail",
      },
      // https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
      {
        name: "a role of Identity Center",
        slice: role({
          ...admin,
          RoleName: "AWSReservedSSO_AdministratorAccess_0123456789abcdef",
          Path: "/aws-reserved/sso.amazonaws.com/eu-central-1/",
          AssumeRolePolicyDocument: takenBy("Federated", saml),
        }),
        expect: "pass",
        because: "the role may do everything, and only people of a SAML provider may take the role",
      },
      {
        name: "a role that workflows of GitHub may take",
        slice: role({
          ...admin,
          AssumeRolePolicyDocument: takenBy(
            "Federated",
            `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
          ),
        }),
        expect: "fail",
      },
      {
        name: "a role that all but one may take",
        slice: role({
          ...admin,
          AssumeRolePolicyDocument: document({
            Effect: "Allow",
            NotPrincipals: [{ Type: "AWS", Values: [ACCOUNT] }],
            Actions: ["sts:AssumeRole"],
          }),
        }),
        expect: "fail",
      },
      {
        name: "a role that nobody may take",
        slice: role({ ...admin, AssumeRolePolicyDocument: document() }),
        expect: "pass",
        because: "the role may do everything, and nobody may take the role",
      },
      // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
      {
        name: "the role that AWS Organizations makes in each account",
        slice: role({
          ...admin,
          RoleName: "OrganizationAccountAccessRole",
          AssumeRolePolicyDocument: takenBy("AWS", "arn:aws:iam::222233334444:root"),
        }),
        expect: "pass",
        because: "the role may do everything, and is among allowedHolders",
      },
      {
        name: "the same role where the company lists nobody",
        slice: role({ ...admin, RoleName: "OrganizationAccountAccessRole" }),
        parameters: { allowedHolders: [] },
        expect: "fail",
      },
      {
        name: "a service-linked role",
        slice: role({ Path: "/aws-service-role/config.amazonaws.com/" }),
        expect: "not-applicable",
      },
      {
        name: "a trust policy that can't be read",
        slice: role({ ...admin, AssumeRolePolicyDocument: "unreadable" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an answer without the trust policy",
        slice: { RoleName: "app", Path: "/", ...admin },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
    ],
  },
};
