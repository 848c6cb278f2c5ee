// Judges the policy of one resource of AWS by the access that it gives to callers whom nobody has named.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { publicGrants, type Grant } from "../../engines/policy/aws/resource-grants.ts";
import type { PolicyService } from "../../engines/policy/aws/resource.ts";
import { PolicyDocument } from "../../engines/policy/policy-document.ts";
import { shownGrants } from "../../engines/policy/shown-grants.ts";
import { defineEvaluator, fail, indeterminate, pass, type Question, type Verdict } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

/** The resource `what` of a service, whose policy is judged. */
type Judged = { readonly what: string; readonly service: PolicyService };

export const notUnderstood = (what: string): Problem => ({
  code: "unexpected-shape",
  detail: `a statement in the policy of the ${what} names principals that the check does not understand`,
});

/** The grants of a policy that are for the public, and what facts show of them. */
export function publicAccess(
  policy: PolicyDocument,
  arn: string,
  service: PolicyService,
  parameters: Parameters,
): { readonly grants: readonly Grant[]; readonly shown: JsonObject } {
  const grants = publicGrants(policy, { service, arn }, parameters);
  return { grants, shown: shownGrants(grants.map(({ to, access }) => ({ to, access: [...access] }))) };
}

/** The verdict on a policy that is there. */
export function verdictOn(
  policy: PolicyDocument,
  arn: string,
  { what, service }: Judged,
  parameters: Parameters,
): Verdict {
  const { grants, shown } = publicAccess(policy, arn, service, parameters);
  if (grants.some(({ to }) => to !== "unknown")) return fail(`the policy of the ${what} lets everyone in`, shown);
  if (grants.length > 0) return indeterminate(notUnderstood(what), shown);
  return pass(`the policy of the ${what} gives the public no access`, shown);
}

/** An evaluator of policies that a service is asked for one by one. `none`: what it means that there is no policy. */
export const policyOf = ({ type, none, ...judged }: Judged & { readonly type: string; readonly none: string }) =>
  defineEvaluator({
    provider: "aws",
    resourceType: type,
    global: false,
    /** A missing policy is one that the service says is not there. */
    reads: z.object({ Arn: z.string(), Policy: PolicyDocument.optional() }),
    evaluate({ Arn, Policy }, { parameters }: Question<Parameters, unknown>) {
      if (Policy === undefined) return pass(none, shownGrants([]));
      return verdictOn(Policy, Arn, judged, parameters);
    },
  });
