// Judges domains of OpenSearch Service: by their access policy, unless the network or fine-grained access control stands before it.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { openSearch } from "../../engines/policy/aws/services/opensearch.ts";
import { PolicyDocument } from "../../engines/policy/policy-document.ts";
import { shownGrants } from "../../engines/policy/shown-grants.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, type Question } from "../../kernel.ts";
import { notUnderstood, publicAccess } from "./aws-policy.ts";
import type { Parameters } from "./parameters.ts";

const accessControlUnread: Problem = {
  code: "not-in-answer",
  detail: "the answer from AWS does not say whether the domain has fine-grained access control",
};

export const searchDomain = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::OpenSearchService::Domain",
  global: false,
  // https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainStatus.html
  reads: z.object({
    Arn: z.string(),
    Deleted: z.boolean().optional(),
    AccessPolicies: PolicyDocument.optional(),
    AdvancedSecurityOptions: z
      .object({ Enabled: z.boolean().optional(), AnonymousAuthEnabled: z.boolean().optional() })
      .optional(),
    VpcId: z.string().optional(),
  }),
  evaluate(slice, { parameters }: Question<Parameters, unknown>) {
    const { Arn, Deleted, AccessPolicies, AdvancedSecurityOptions: control, VpcId } = slice;
    if (Deleted === true) return notApplicable("the domain is being deleted (Deleted)");
    const isInVpc = VpcId !== undefined;
    const signsIn = control?.Enabled === undefined ? null : control.Enabled && control.AnonymousAuthEnabled !== true;
    const settings = { endpoint: isInVpc ? "VPC" : "internet", fineGrainedAccessControl: signsIn };
    if (AccessPolicies === undefined)
      return pass("the domain has no access policy", { ...settings, ...shownGrants([]) });
    const { grants, shown } = publicAccess(AccessPolicies, Arn, openSearch, parameters);
    const facts = { ...settings, ...shown };
    if (grants.length === 0) return pass("the access policy of the domain gives the public no access", facts);
    // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html#vpc-security
    if (isInVpc)
      return pass("the access policy may be for everyone, and the domain has no endpoint outside a VPC", facts);
    // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html#fgac-access-policies
    if (signsIn === true)
      return pass("the access policy may be for everyone, and fine-grained access control has everyone sign in", facts);
    if (grants.every(({ to }) => to === "unknown")) return indeterminate(notUnderstood("domain"), facts);
    if (signsIn === null) return indeterminate(accessControlUnread, facts);
    return fail("the access policy of the domain lets everyone in, without signing in", facts);
  },
});
