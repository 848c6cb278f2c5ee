// Cases of the check that privileged people have MFA: the identity providers of an AWS account.
import type { Cases } from "../../cases.ts";

const neverProvider = {
  pass: "who comes by it is known to the identity provider alone",
  fail: "who comes by it is known to the identity provider alone",
};

export const cases: Cases = {
  "aws AWS::IAM::SAMLProvider": {
    never: neverProvider,
    cases: [
      {
        name: "a provider",
        slice: { Arn: "arn:aws:iam::111122223333:saml-provider/okta" },
        expect: "indeterminate",
        problem: "not-supported",
      },
    ],
  },
  "aws AWS::IAM::OIDCProvider": {
    never: neverProvider,
    cases: [
      {
        name: "a provider",
        slice: { Url: "token.actions.githubusercontent.com", ClientIDList: ["sts.amazonaws.com"] },
        expect: "indeterminate",
        problem: "not-supported",
        facts: { issuer: "token.actions.githubusercontent.com" },
      },
      {
        name: "an issuer that the company knows to be for workloads only",
        slice: { Url: "https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E" },
        parameters: { workloadIssuers: ["oidc.eks.eu-central-1.amazonaws.com"] },
        expect: "not-applicable",
      },
      {
        name: "an issuer whose host only starts like one that is known",
        slice: { Url: "token.actions.githubusercontent.com.example.org" },
        parameters: { workloadIssuers: ["token.actions.githubusercontent.com"] },
        expect: "indeterminate",
      },
      { name: "a provider without a URL", slice: {}, expect: "indeterminate", facts: { issuer: null } },
    ],
  },
};
