// Judges users, groups and roles of IAM by whether their own policies give everything.
import { z } from "zod";
import {
  Attached,
  Boundary,
  heldBy,
  Inline,
  managedPolicies,
  type Holder,
  type Policies,
} from "../../engines/identity/aws-holder.ts";
import { everything, rightsOf } from "../../engines/identity/aws-rights.ts";
import { PolicyDocument } from "../../engines/policy/policy-document.ts";
import { covers } from "../../engines/policy/wildcard.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  type Question,
  type Verdict,
} from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

const related = { policies: managedPolicies };
type Asking = Question<Parameters, typeof related>;

/** Conditions of a policy of AWS are none. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html */
const ADMINISTRATOR = ["arn:aws:iam::aws:policy/AdministratorAccess"];

type Of = Holder & {
  readonly kind: "user" | "group" | "role";
  /** As `allowedHolders` names it. */
  readonly name: string;
  readonly boundary: z.infer<typeof Boundary>;
  /** The verdict on who may do everything and nobody listed; null where nothing but the list allows it. */
  readonly unlisted: () => Verdict | null;
};

/** Denies of a user's groups are not subtracted: the group is an item of its own. */
function judge(of: Of, policies: Policies, { allowedHolders }: Parameters): Verdict {
  const held = heldBy(of, ADMINISTRATOR, policies);
  const grant = everything(rightsOf(held.statements, null));
  const facts = { ...held.facts, everything: grant, boundary: of.boundary?.PermissionsBoundaryArn !== undefined };
  if (grant === "never") {
    if (held.problem !== null) return indeterminate(held.problem, facts);
    return pass(`no policy of the ${of.kind}'s own gives everything`, facts);
  }
  if (allowedHolders.some((pattern) => covers(pattern, of.name)))
    return pass(`the ${of.kind} may do everything, and is among allowedHolders`, facts);
  const otherwise = of.unlisted();
  if (otherwise !== null) return { ...otherwise, facts };
  if (grant === "conditional")
    return indeterminate(
      { code: "not-supported", detail: "policies give everything under a condition, which Tidemark does not read" },
      facts,
    );
  return fail(`policies of the ${of.kind} give everything, and the ${of.kind} is not among allowedHolders`, facts);
}

const user = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::IAM::User",
  global: true,
  reads: z.object({
    UserId: z.string(),
    AttachedManagedPolicies: Attached,
    UserPolicyList: Inline,
    PermissionsBoundary: Boundary,
  }),
  related,
  evaluate: (slice, { related: { policies }, parameters }: Asking) =>
    judge(
      {
        kind: "user",
        name: `user/${slice.UserId}`,
        attached: slice.AttachedManagedPolicies,
        inline: slice.UserPolicyList,
        boundary: slice.PermissionsBoundary,
        unlisted: () => null,
      },
      policies,
      parameters,
    ),
});

const group = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::IAM::Group",
  global: true,
  reads: z.object({ GroupName: z.string(), AttachedManagedPolicies: Attached, GroupPolicyList: Inline }),
  related,
  evaluate: (slice, { related: { policies }, parameters }: Asking) =>
    judge(
      {
        kind: "group",
        name: `group/${slice.GroupName}`,
        attached: slice.AttachedManagedPolicies,
        inline: slice.GroupPolicyList,
        boundary: undefined,
        unlisted: () => (parameters.allowGroups ? pass("the group may do everything, and groups may") : null),
      },
      policies,
      parameters,
    ),
});

/** A text in the place of the document is one that could not be read as a policy. */
const Trust = z.union([PolicyDocument, z.string()]).optional();

const role = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::IAM::Role",
  global: true,
  reads: z.object({
    RoleName: z.string(),
    Path: z.string(),
    AssumeRolePolicyDocument: Trust,
    AttachedManagedPolicies: Attached,
    RolePolicyList: Inline,
    PermissionsBoundary: Boundary,
  }),
  related,
  evaluate(slice, { related: { policies }, parameters }: Asking) {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
    if (slice.Path.startsWith("/aws-service-role/"))
      return notApplicable("AWS makes the policies of this service-linked role, and only its service takes the role");
    return judge(
      {
        kind: "role",
        name: `role/${slice.RoleName}`,
        attached: slice.AttachedManagedPolicies,
        inline: slice.RolePolicyList,
        boundary: slice.PermissionsBoundary,
        unlisted: () => trusted(slice.AssumeRolePolicyDocument),
      },
      policies,
      parameters,
    );
  },
});

/** The verdict on a role that may do everything, by who takes it. */
function trusted(trust: z.infer<typeof Trust>): Verdict | null {
  if (typeof trust !== "object")
    return indeterminate(
      trust === undefined
        ? { code: "not-in-answer", detail: "the answer from AWS does not say who may take the role" }
        : { code: "unexpected-shape", detail: "the trust policy of the role is not in the documented form" },
    );
  const takers = trust.Statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Principals }) =>
    Principals === undefined ? [null] : Principals.flatMap(({ Type, Values }) => Values.map((value) => [Type, value])),
  );
  if (takers.length === 0) return pass("the role may do everything, and nobody may take the role");
  const all = (test: (type: string, value: string) => boolean): boolean =>
    takers.every((taker) => taker !== null && test(taker[0] ?? "", taker[1] ?? ""));
  // Deployments of the CDK and of CloudFormation run so: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
  if (all((type, value) => type === "Service" && value === "cloudformation.amazonaws.com"))
    return pass("the role may do everything, and only CloudFormation may take the role");
  // https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
  if (all((type, value) => type === "Federated" && /^arn:[^:]+:iam::\d{12}:saml-provider\//.test(value)))
    return pass("the role may do everything, and only people of a SAML provider may take the role");
  return null;
}

export const aws = [user, group, role];
