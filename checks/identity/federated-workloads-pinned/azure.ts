// Judges applications of Entra by the tokens of other issuers with which a workload signs in as them.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { reachOfClaim } from "../../engines/federation/claims.ts";
import { reachOfExpression } from "../../engines/federation/expression.ts";
import { addressOf, reachOfIssuer, reachOfSubject } from "../../engines/federation/issuers.ts";
import { both, UNKNOWN, type Reach } from "../../engines/federation/span.ts";
import { defineEvaluator, indeterminate, notApplicable } from "../../kernel.ts";
import { judgeTrust, shownTrust } from "./judged.ts";
import type { Parameters } from "./parameters.ts";

const Credential = z.object({
  issuer: z.string(),
  subject: z.string().optional(),
  claimsMatchingExpression: z.object({ value: z.string() }).optional(),
});
type Credential = z.infer<typeof Credential>;

const unnamed: Problem = {
  code: "not-in-answer",
  detail: "the answer of Microsoft Graph has neither subject nor claimsMatchingExpression of a federated credential",
};
const notUnderstood: Problem = {
  code: "not-supported",
  detail: "Tidemark does not know whom the claimsMatchingExpression of a federated credential names",
};

const names = ({ subject, claimsMatchingExpression }: Credential): boolean =>
  (subject ?? claimsMatchingExpression?.value ?? "") !== "";

function reachOf({ issuer, subject, claimsMatchingExpression }: Credential, { ownIssuers }: Parameters): Reach {
  const address = addressOf(issuer);
  if (subject !== undefined) return reachOfSubject(address, subject, true);
  if (claimsMatchingExpression === undefined) return UNKNOWN;
  const reach = reachOfExpression(claimsMatchingExpression.value, (name, wanted) => {
    const claim = /^claims\.(.+)$/.exec(name)?.[1];
    return claim === undefined ? UNKNOWN : reachOfClaim(address, claim, wanted);
  });
  return both(reach, reachOfIssuer(address, ownIssuers));
}

const application = defineEvaluator({
  provider: "entra",
  resourceType: "microsoft.graph/application",
  global: true,
  // https://learn.microsoft.com/en-us/graph/api/resources/federatedidentitycredential
  reads: z.object({ FederatedIdentityCredentials: z.array(Credential) }),
  evaluate({ FederatedIdentityCredentials: credentials }, { parameters }: { readonly parameters: Parameters }) {
    if (credentials.length === 0) return notApplicable("the application has no federated credential");
    const trusted = credentials.map((each) => ({ by: addressOf(each.issuer), reach: reachOf(each, parameters) }));
    const verdict = judgeTrust("a federated credential", trusted, parameters, notUnderstood);
    if (verdict.outcome === "indeterminate" && !credentials.every(names))
      return indeterminate(unnamed, shownTrust(trusted));
    return verdict;
  },
});

export const azure = [application];
