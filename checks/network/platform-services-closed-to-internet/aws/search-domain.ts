// Judges domains of OpenSearch Service: in a VPC, or with a public endpoint whose access policy names networks.
import { z } from "zod";
import { publicGrants } from "../../../engines/policy/aws/resource-grants.ts";
import { openSearch } from "../../../engines/policy/aws/services/opensearch.ts";
import { PolicyDocument } from "../../../engines/policy/policy-document.ts";
import { theInternet } from "../../../engines/reachability/internet.ts";
import { defineEvaluator, fail, notApplicable, pass, type Question } from "../../../kernel.ts";
import type { Parameters } from "../parameters.ts";

/** Keys of conditions that say from where a request comes. */
const NETWORKS: ReadonlySet<string> = new Set(["aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip"]);

/** The policy as it is for networks: whoever a statement lets in may come from all that its conditions on networks leave. */
const byNetwork = ({ Statements }: PolicyDocument): PolicyDocument => ({
  Statements: Statements.map(({ NotPrincipals, ...statement }) =>
    statement.Effect === "Deny"
      ? { ...statement, ...(NotPrincipals === undefined ? {} : { NotPrincipals }) }
      : {
          ...statement,
          Principals: [{ Type: "*", Values: ["*"] }],
          Conditions: (statement.Conditions ?? []).filter(({ Key }) => NETWORKS.has(Key.toLowerCase())),
        },
  ),
});

export const searchDomain = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::OpenSearchService::Domain",
  global: false,
  // https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainStatus.html
  reads: z.object({
    Arn: z.string(),
    Deleted: z.boolean().optional(),
    AccessPolicies: PolicyDocument.optional(),
    VpcId: z.string().optional(),
  }),
  evaluate({ Arn, Deleted, AccessPolicies, VpcId }, { parameters }: Question<Parameters, Record<never, never>>) {
    if (Deleted === true) return notApplicable("the domain is being deleted (Deleted)");
    if (VpcId !== undefined)
      return pass("the domain lies in a VPC, and has no public endpoint", { publicEndpoint: false });
    const facts = { publicEndpoint: true, accessPolicy: AccessPolicies !== undefined };
    if (!parameters.allowPublicEndpoint) return fail("the domain has a public endpoint", facts);
    if (AccessPolicies === undefined)
      return fail("the domain has a public endpoint, and no access policy that names networks", facts);
    const grants = publicGrants(byNetwork(AccessPolicies), { service: openSearch, arn: Arn }, parameters);
    return grants.length > 0
      ? fail("the domain has a public endpoint, and its access policy does not limit networks", facts)
      : pass(`the networks that the access policy of the domain names are not ${theInternet(parameters)}`, facts);
  },
});
