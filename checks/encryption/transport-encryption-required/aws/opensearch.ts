// Judges domains of OpenSearch Service by whether they insist on HTTPS, and by the oldest version of TLS that they accept.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../../kernel.ts";
import type { WithParameters } from "../parameters.ts";
import { isOlder, parseTlsVersion } from "../../../readings/tls-version.ts";

/** The names of policies begin with the oldest version: https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html */
const POLICY = /^Policy-Min-TLS-(1-\d)-/;

export const opensearch = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::OpenSearchService::Domain",
  global: false,
  reads: z.object({
    Deleted: z.boolean().optional(),
    DomainEndpointOptions: z
      .object({ EnforceHTTPS: z.boolean().optional(), TLSSecurityPolicy: z.string().optional() })
      .optional(),
  }),
  evaluate({ Deleted, DomainEndpointOptions = {} }, { parameters: { minimumTlsVersion: required } }: WithParameters) {
    if (Deleted === true) return notApplicable("the domain is being deleted (Deleted is true)");
    const { EnforceHTTPS: httpsOnly = null, TLSSecurityPolicy: policy = null } = DomainEndpointOptions;
    const facts = { httpsOnly, policy };
    if (httpsOnly === false) return fail("the domain accepts plain HTTP (EnforceHTTPS)", facts);
    if (httpsOnly === null || policy === null) {
      const detail = `the answer from AWS lacks ${httpsOnly === null ? "EnforceHTTPS" : "TLSSecurityPolicy"} of the domain`;
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    const version = parseTlsVersion((POLICY.exec(policy)?.[1] ?? "").replace("-", "."));
    if (version === null) {
      const detail = "TLSSecurityPolicy of the domain has a name that the check does not know";
      return indeterminate({ code: "unexpected-shape", detail }, facts);
    }
    if (isOlder(version, required))
      return fail(`TLSSecurityPolicy of the domain allows TLS older than ${required}`, facts);
    return pass(`the domain refuses plain HTTP and TLS older than ${required}`, facts);
  },
});
