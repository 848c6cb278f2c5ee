// Cases of the check on workloads' rights: roles of IAM that services take.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";
import { policy, type StatementText } from "../../engines/policy/policy-text.ts";

const service = (...names: readonly string[]): StatementText => ({
  Principal: { Service: names },
  Action: "sts:AssumeRole",
});
const managed = (name: string): Json => [{ PolicyName: name, PolicyArn: `arn:aws:iam::aws:policy/${name}` }];
const inline = (...statements: readonly StatementText[]): Json => [
  { PolicyName: "x", PolicyDocument: policy(...statements) as Json },
];

const role = (members: Members = {}, trust: StatementText = service("lambda.amazonaws.com")): Json => ({
  RoleName: "shop-orders",
  Path: "/",
  AssumeRolePolicyDocument: policy(trust) as Json,
  AttachedManagedPolicies: [],
  RolePolicyList: [],
  ...members,
});
const admin = { AttachedManagedPolicies: managed("AdministratorAccess") };
const EVERYTHING: StatementText = { Action: "*", Resource: "*" };

const judged = (name: string, slice: Json, expect: Case["expect"], more: Partial<Case> = {}): Case => ({
  name,
  slice,
  expect,
  ...more,
});

const CLUSTER = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC";
const SELF_HOSTED = "s3.eu-central-1.amazonaws.com/acme-oidc";
const web = (provider: string): StatementText => ({
  Principal: { Federated: provider },
  Action: "sts:AssumeRoleWithWebIdentity",
});

export const cases: Cases = {
  "aws AWS::IAM::Role": {
    cases: [
      // https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
      judged(
        "the execution role of a function that writes its log, as documented",
        role({
          AttachedManagedPolicies: [],
          RolePolicyList: inline({
            Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: "*",
          }),
        }),
        "pass",
        { because: "no policy of the role gives administrator rights" },
      ),
      judged(
        "a policy of AWS that is not read",
        role({ AttachedManagedPolicies: managed("service-role/AWSLambdaBasicExecutionRole") }),
        "pass",
        { because: "no policy of the role that was read gives administrator rights" },
      ),
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
      judged("AdministratorAccess, as documented", role(admin), "fail", {
        because: "policies of a role that workloads may take give administrator rights",
        facts: {
          managed: ["arn:aws:iam::aws:policy/AdministratorAccess"],
          customerManaged: 0,
          inline: 0,
          takenBy: ["lambda.amazonaws.com"],
          administers: "always",
          raises: [
            "iam:AddUserToGroup",
            "iam:AttachGroupPolicy",
            "iam:AttachRolePolicy",
            "iam:AttachUserPolicy",
            "iam:CreateAccessKey",
            "iam:CreateLoginProfile",
            "iam:CreatePolicyVersion",
            "iam:PutGroupPolicy",
            "iam:PutRolePolicy",
            "iam:PutUserPolicy",
            "iam:SetDefaultPolicyVersion",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateLoginProfile",
          ],
          boundary: false,
        },
      }),
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html
      judged("PowerUserAccess, as documented", role({ AttachedManagedPolicies: managed("PowerUserAccess") }), "fail"),
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html
      judged("IAMFullAccess, as documented", role({ AttachedManagedPolicies: managed("IAMFullAccess") }), "fail"),
      judged("a text that allows everything", role({ RolePolicyList: inline(EVERYTHING) }), "fail"),
      judged(
        "policies of roles, on whatever role",
        role({ RolePolicyList: inline({ Action: "iam:PutRolePolicy", Resource: "*" }) }),
        "fail",
      ),
      judged(
        "policies of one role",
        role({ RolePolicyList: inline({ Action: "iam:PutRolePolicy", Resource: "arn:aws:iam::111122223333:role/x" }) }),
        "pass",
      ),
      judged(
        "passing any role to a service, as deployments do",
        role({ RolePolicyList: inline({ Action: "iam:PassRole", Resource: "*" }) }),
        "pass",
      ),
      judged("everything of one service", role({ RolePolicyList: inline({ Action: "s3:*", Resource: "*" }) }), "pass"),
      judged(
        "everything under a condition",
        role({ RolePolicyList: inline({ ...EVERYTHING, Condition: { Bool: { "aws:SecureTransport": "true" } } }) }),
        "indeterminate",
        { problem: "not-supported" },
      ),
      judged(
        "everything, taken back by a deny",
        role({ RolePolicyList: inline(EVERYTHING, { ...EVERYTHING, Effect: "Deny" }) }),
        "pass",
      ),
      judged(
        "everything, within a boundary, which is not subtracted",
        role({
          ...admin,
          PermissionsBoundary: { PermissionsBoundaryArn: "arn:aws:iam::111122223333:policy/b" },
        }),
        "fail",
      ),
      judged(
        "a policy of AWS that the config counts",
        role({ AttachedManagedPolicies: managed("AmazonEC2FullAccess") }),
        "fail",
        {
          parameters: { adminRoles: ["arn:aws:iam::aws:policy/AmazonEC2FullAccess"] },
        },
      ),
      judged("a deployer", role(admin), "pass", {
        parameters: { deployers: ["role/shop-*"] },
        because: "the role may have administrator rights, and is among deployers",
      }),
      judged("a machine's role", role(admin, service("ec2.amazonaws.com")), "fail"),
      judged("a workload of a cluster", role(admin, web(CLUSTER)), "fail"),
      // https://github.com/aws/amazon-eks-pod-identity-webhook/blob/master/SELF_HOSTED_SETUP.md: an issuer in a bucket
      ...(["StringEquals", "StringLike"] as const).map((operator) =>
        judged(
          `a workload of a cluster that the company runs, by ${operator}`,
          role(admin, {
            ...web(`arn:aws:iam::111122223333:oidc-provider/${SELF_HOSTED}`),
            Condition: { [operator]: { [`${SELF_HOSTED}:sub`]: "system:serviceaccount:shop:orders" } },
          }),
          "fail",
        ),
      ),
      judged(
        "a workload of an issuer that nobody knows",
        role(admin, web(`arn:aws:iam::111122223333:oidc-provider/${SELF_HOSTED}`)),
        "not-applicable",
      ),
      // https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
      judged("a workload by EKS Pod Identity, as documented", role(admin, service("pods.eks.amazonaws.com")), "fail"),
      judged(
        "CloudFormation, for those who deploy",
        role(admin, service("cloudformation.amazonaws.com")),
        "not-applicable",
      ),
      judged(
        "CloudFormation beside a service",
        role(admin, service("cloudformation.amazonaws.com", "codebuild.amazonaws.com")),
        "fail",
      ),
      judged(
        "a pipeline outside",
        role(admin, web("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com")),
        "not-applicable",
      ),
      judged(
        "people of the account",
        role(admin, { Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "sts:AssumeRole" }),
        "not-applicable",
      ),
      judged("a service-linked role", role({ ...admin, Path: "/aws-service-role/x.amazonaws.com/" }), "not-applicable"),
      judged(
        "a policy of the company that allows everything",
        role({ AttachedManagedPolicies: [{ PolicyArn: "arn:aws:iam::111122223333:policy/all" }] }),
        "fail",
        {
          related: {
            policies: {
              rows: [
                {
                  Arn: "arn:aws:iam::111122223333:policy/all",
                  PolicyVersionList: [{ IsDefaultVersion: true, Document: policy(EVERYTHING) as Json }],
                },
              ],
            },
          },
        },
      ),
      judged(
        "a policy of the company that was not read",
        role({ AttachedManagedPolicies: [{ PolicyArn: "arn:aws:iam::111122223333:policy/all" }] }),
        "indeterminate",
      ),
      judged(
        "a role without its trust policy",
        { RoleName: "x", Path: "/", AttachedManagedPolicies: [] },
        "indeterminate",
      ),
    ],
  },
};
