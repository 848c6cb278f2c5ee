// Judges the identity providers that an AWS account trusts: nobody but the provider can say who signs in, and with what.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable, type Evaluator } from "../../kernel.ts";

/** A parameter of checks that judge people. */
export const workloadIssuers = z
  .array(z.string().regex(/^[a-z0-9.-]+$/))
  .default([])
  .describe("Hosts of OpenID Connect issuers that give tokens to workloads only, never to people.");

const samlProvider = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::IAM::SAMLProvider",
  global: true,
  reads: z.object({}),
  evaluate: () =>
    indeterminate({
      code: "not-supported",
      detail: "Tidemark does not read the people who sign in through this SAML provider",
    }),
});

const oidcProvider = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::IAM::OIDCProvider",
  global: true,
  reads: z.object({ Url: z.string().optional() }),
  evaluate({ Url = "" }, { parameters }: { readonly parameters: { readonly workloadIssuers: readonly string[] } }) {
    const [host = ""] = Url.toLowerCase()
      .replace(/^https:\/\//, "")
      .split("/");
    const facts = { issuer: host === "" ? null : host };
    if (parameters.workloadIssuers.includes(host))
      return notApplicable(
        "the configuration lists the provider's issuer as an issuer for workloads only (workloadIssuers)",
        facts,
      );
    const detail = "Tidemark does not read the people or workloads that sign in through this OpenID Connect provider";
    return indeterminate({ code: "not-supported", detail }, facts);
  },
});

export const identityProviders: readonly Evaluator[] = [samlProvider, oidcProvider];
