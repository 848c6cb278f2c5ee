// Judges IAM roles by the workloads whom their trust policies let in with a token of an OpenID Connect provider.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { trustedIssuers } from "../../engines/policy/aws/federation.ts";
import { PolicyDocument } from "../../engines/policy/policy-document.ts";
import { boundOfInternet } from "../../engines/reachability/internet.ts";
import { defineEvaluator, notApplicable } from "../../kernel.ts";
import { judgeTrust } from "./judged.ts";
import type { Parameters } from "./parameters.ts";

/** Blocks of addresses name no workload, and are not judged here. */
const bound = z.object(boundOfInternet).parse({});

const notUnderstood: Problem = {
  code: "not-supported",
  detail: "Tidemark does not know whom the conditions on the token of the issuer name",
};

const role = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::IAM::Role",
  global: true,
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html
  reads: z.object({ AssumeRolePolicyDocument: PolicyDocument }),
  evaluate({ AssumeRolePolicyDocument: trust }, { parameters }: { readonly parameters: Parameters }) {
    const trusted = trustedIssuers(trust, { bound, ownIssuers: parameters.ownIssuers });
    if (trusted.length === 0) return notApplicable("the trust policy lets in nobody by a token of OpenID Connect");
    return judgeTrust("the trust policy", trusted, parameters, notUnderstood);
  },
});

export const aws = [role];
