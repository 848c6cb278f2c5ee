// Judges users, groups and roles of IAM by whether their own policies give everything.
import { z } from "zod";
import {
  Attached,
  Boundary,
  heldBy,
  Inline,
  managedPolicies,
  READ_OF_AWS,
  type Holder,
  type Policies,
} from "../../engines/identity/aws-holder.ts";
import { everything, rightsOf } from "../../engines/identity/aws-rights.ts";
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
import { Trust, trusted } from "./aws-trust.ts";
import type { Parameters } from "./parameters.ts";

const related = { policies: managedPolicies };
type Asking = Question<Parameters, typeof related>;

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
  const held = heldBy(of, READ_OF_AWS, policies);
  const grant = everything(rightsOf(held.statements, null));
  const facts = { ...held.facts, everything: grant, boundary: of.boundary?.PermissionsBoundaryArn !== undefined };
  if (grant === "never") {
    if (held.problem !== null) return indeterminate(held.problem, facts);
    return held.unread === 0
      ? pass(`no policy of the ${of.kind}'s own gives everything`, facts)
      : pass(`no policy of the ${of.kind}'s own that was read gives everything`, facts);
  }
  if (allowedHolders.some((pattern) => covers(pattern, of.name)))
    return pass(`the ${of.kind} may do everything, and is among allowedHolders`, facts);
  const otherwise = of.unlisted();
  if (otherwise !== null) return { ...otherwise, facts: { ...facts, ...otherwise.facts } };
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
  evaluate(slice, { related: { policies }, parameters, scope }: Asking) {
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
        unlisted: () => trusted(slice.RoleName, slice.AssumeRolePolicyDocument, scope),
      },
      policies,
      parameters,
    );
  },
});

export const aws = [user, group, role];
