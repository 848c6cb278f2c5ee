// Cases of the check that privileged people have MFA: root and the identity providers of an AWS account.
import type { Cases } from "../../cases.ts";

const neverProvider = {
  pass: "who comes by it is known to the identity provider alone",
  fail: "who comes by it is known to the identity provider alone",
};

export const cases: Cases = {
  "aws AWS::::Account": {
    cases: [
      { name: "root with MFA", slice: { RootMfaActive: true }, expect: "pass", facts: { mfa: true, accessKeys: null } },
      {
        name: "root without MFA",
        slice: { RootMfaActive: false },
        expect: "fail",
        because: "the root user has no MFA device",
      },
      {
        name: "root without a password but with access keys",
        slice: { RootMfaActive: false, RootPasswordEnabled: false, RootAccessKeysActive: true },
        expect: "fail",
        facts: { mfa: false, accessKeys: true },
      },
      // Member accounts whose root access is managed centrally.
      {
        name: "root without any credential",
        slice: { RootMfaActive: false, RootPasswordEnabled: false, RootAccessKeysActive: false },
        expect: "not-applicable",
      },
      {
        name: "root whose password the report does not tell of",
        slice: { RootMfaActive: false, RootPasswordEnabled: "not_supported", RootAccessKeysActive: false },
        expect: "fail",
      },
      {
        name: "root without a password, and no word on its access keys",
        slice: { RootMfaActive: false, RootPasswordEnabled: false },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an unclear answer",
        slice: { RootMfaActive: "not_supported" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      ...["not_supported", false].map((RootPasswordEnabled) => ({
        name: `root of AWS GovCloud (US) without keys, whose password is ${RootPasswordEnabled}`,
        slice: { Partition: "aws-us-gov", RootMfaActive: false, RootPasswordEnabled, RootAccessKeysActive: false },
        expect: "not-applicable" as const,
        because: "the root user cannot sign in to AWS GovCloud (US), and has no active access key",
      })),
      ...[false, "not_supported"].map((RootMfaActive) => ({
        name: `root of AWS GovCloud (US) with an access key, whose MFA is ${RootMfaActive}`,
        slice: {
          Partition: "aws-us-gov",
          RootMfaActive,
          RootPasswordEnabled: "not_supported",
          RootAccessKeysActive: true,
        },
        expect: "fail" as const,
        because: "the root user has an active access key and no MFA device",
      })),
      {
        name: "root of AWS GovCloud (US), of whose keys nothing is said",
        slice: { Partition: "aws-us-gov", RootMfaActive: false, RootPasswordEnabled: "not_supported" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an account in China, which has no root user",
        slice: { Partition: "aws-cn", RootMfaActive: "N/A", RootPasswordEnabled: "N/A", RootAccessKeysActive: "N/A" },
        expect: "not-applicable",
        because: "AWS accounts in China have no root user",
      },
      { name: "an answer without root", slice: {}, expect: "indeterminate", problem: "unexpected-shape" },
    ],
  },
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
