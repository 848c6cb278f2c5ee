// Judges roles of IAM that services of AWS, or workloads in a cluster, take: by whether their policies are an administrator's.
import { z } from "zod";
import { isCluster } from "../../engines/federation/issuers.ts";
import { Attached, Boundary, heldBy, Inline, managedPolicies, READ_OF_AWS } from "../../engines/identity/aws-holder.ts";
import { rightsOf, type Rights } from "../../engines/identity/aws-rights.ts";
import { greatest, type Grant } from "../../engines/identity/grant.ts";
import { PolicyDocument, type Statement } from "../../engines/policy/policy-document.ts";
import { covers } from "../../engines/policy/wildcard.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, type Question } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

const PROVIDER = /^arn:[^:]*:iam::\d{12}:oidc-provider\/(.+)$/i;

/** CloudFormation deploys with the role that it takes, which others choose for it. */
const DEPLOYS = "cloudformation.amazonaws.com";

type Takers = { readonly workloads: readonly string[]; readonly deploys: boolean };

/** The subjects of an issuer's tokens that a statement asks for. */
const subjectsOf = (address: string, { Conditions = [] }: Statement): readonly string[] =>
  Conditions.filter(({ Operator, Key }) => !/not/i.test(Operator) && Key.toLowerCase() === `${address}:sub`).flatMap(
    ({ Values }) => Values,
  );

/** The services and clusters that may take the role. A service principal of a region is named as the service. */
function takersIn({ Statements }: PolicyDocument): Takers {
  const allowed = Statements.filter(({ Effect }) => Effect === "Allow");
  const named = (type: string, { Principals = [] }: Statement): readonly string[] =>
    Principals.filter(({ Type }) => Type === type).flatMap(({ Values }) => Values);
  const services = allowed.flatMap((statement) => named("Service", statement));
  const clusters = allowed.flatMap((statement) =>
    named("Federated", statement)
      .flatMap((value) => PROVIDER.exec(value)?.[1]?.toLowerCase() ?? [])
      .filter((address) => isCluster(address, subjectsOf(address, statement))),
  );
  const workloads = [...services.filter((service) => service !== DEPLOYS), ...clusters.map(() => "cluster")];
  return { workloads: [...new Set(workloads)].toSorted(), deploys: services.includes(DEPLOYS) };
}

/** Actions of every service, or those that raise rights wherever they are taken. Passing roles is what deployments do. */
function administers({ everyService, raising }: Rights): { readonly grant: Grant; readonly raises: readonly string[] } {
  const raises = raising.flatMap(({ action, reach }) =>
    reach === "named" || action === "iam:PassRole" ? [] : [{ action, reach }],
  );
  return {
    grant: greatest([everyService, ...raises.map(({ reach }) => reach)]),
    raises: raises.map(({ action }) => action),
  };
}

const related = { policies: managedPolicies };

const role = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::IAM::Role",
  global: true,
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html
  reads: z.object({
    RoleName: z.string(),
    Path: z.string(),
    AssumeRolePolicyDocument: PolicyDocument,
    AttachedManagedPolicies: Attached,
    RolePolicyList: Inline,
    PermissionsBoundary: Boundary,
  }),
  related,
  evaluate(slice, { related: of, parameters }: Question<Parameters, typeof related>) {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
    if (slice.Path.startsWith("/aws-service-role/"))
      return notApplicable("AWS makes the policies of this service-linked role, and only its service takes the role");
    const { workloads, deploys } = takersIn(slice.AssumeRolePolicyDocument);
    if (workloads.length === 0)
      return notApplicable(
        deploys
          ? "only CloudFormation takes the role among services, for those who deploy"
          : "no service of AWS and no workload of a cluster may take the role",
      );
    const listed = [...READ_OF_AWS, ...parameters.adminRoles.filter((each) => each.startsWith("arn:"))];
    const held = heldBy({ attached: slice.AttachedManagedPolicies, inline: slice.RolePolicyList }, listed, of.policies);
    const { grant, raises } = administers(rightsOf(held.statements, null));
    const facts = {
      ...held.facts,
      takenBy: workloads.slice(0, 20),
      administers: grant,
      raises,
      boundary: slice.PermissionsBoundary?.PermissionsBoundaryArn !== undefined,
    };
    if (grant === "never") {
      if (held.problem !== null) return indeterminate(held.problem, facts);
      return held.unread === 0
        ? pass("no policy of the role gives administrator rights", facts)
        : pass("no policy of the role that was read gives administrator rights", facts);
    }
    if (parameters.deployers.some((pattern) => covers(pattern, `role/${slice.RoleName}`)))
      return pass("the role may have administrator rights, and is among deployers", facts);
    if (grant === "conditional")
      return indeterminate(
        { code: "not-supported", detail: "policies give administrator rights under a condition, which is not read" },
        facts,
      );
    return fail("policies of a role that workloads may take give administrator rights", facts);
  },
});

export const aws = [role];
