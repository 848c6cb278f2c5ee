// Cases of the check that everybody who signs in has MFA: IAM users, and the identity providers of an account.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

// As the report has it: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
const row = (members: Members = {}): Json => ({
  User: `person:${"a".repeat(64)}`,
  PasswordEnabled: true,
  MfaActive: true,
  AccessKey1Active: false,
  AccessKey2Active: false,
  ...members,
});

const neverProvider = {
  pass: "who comes by it is known to the identity provider alone",
  fail: "who comes by it is known to the identity provider alone",
};

export const cases: Cases = {
  "aws Tidemark::IAM::CredentialReportRow": {
    cases: [
      { name: "a user with password and MFA", slice: row(), expect: "pass", facts: { password: true, mfa: true } },
      {
        name: "a user with a password and no MFA",
        slice: row({ MfaActive: false }),
        expect: "fail",
        because: "the user signs in with a password and has no MFA device",
        facts: { password: true, mfa: false },
      },
      {
        name: "a user with a password, an access key and no MFA",
        slice: row({ MfaActive: false, AccessKey1Active: true }),
        expect: "fail",
      },
      {
        name: "a program: access keys and no password",
        slice: row({ PasswordEnabled: false, MfaActive: false, AccessKey1Active: true }),
        expect: "not-applicable",
      },
      {
        name: "a user who has MFA and no password",
        slice: row({ PasswordEnabled: false }),
        expect: "not-applicable",
      },
      {
        name: "root, whose password the report does not tell",
        slice: row({ User: "<root_account>", PasswordEnabled: "not_supported", MfaActive: false }),
        expect: "not-applicable",
        because: "the root user is judged by owner-accounts-have-mfa-and-no-keys",
      },
      {
        name: "root with a password and without MFA: the check of owner accounts judges it",
        slice: row({ User: "<root_account>", MfaActive: false }),
        expect: "not-applicable",
      },
      {
        name: "a user with MFA of whose password nothing is said",
        slice: row({ PasswordEnabled: "no_information" }),
        expect: "pass",
        facts: { password: null, mfa: true },
      },
      {
        name: "a user without MFA of whose password nothing is said",
        slice: row({ PasswordEnabled: "N/A", MfaActive: false }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a user of whose MFA nothing is said",
        slice: row({ MfaActive: "not_supported" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "flags that are strings",
        slice: row({ MfaActive: "true" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
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
        slice: { Url: "https://token.actions.githubusercontent.com" },
        expect: "indeterminate",
        problem: "not-supported",
        facts: { issuer: "token.actions.githubusercontent.com" },
      },
      {
        name: "an issuer that the company knows to be for workloads only",
        slice: { Url: "token.actions.githubusercontent.com" },
        parameters: { workloadIssuers: ["token.actions.githubusercontent.com"] },
        expect: "not-applicable",
      },
    ],
  },
  "aws Tidemark::AccessPath": {
    never: {
      pass: "the people who come by it are judged, not the path",
      fail: "a path that is not read shows nobody without MFA",
    },
    cases: [
      {
        name: "Identity Center, which is not read",
        slice: { Path: "AWS IAM Identity Center", Read: false },
        expect: "indeterminate",
        problem: "not-supported",
        because: "Tidemark does not read the people who have access through AWS IAM Identity Center",
      },
      {
        name: "a path that is read",
        slice: { Path: "AWS IAM Identity Center", Read: true },
        expect: "not-applicable",
      },
    ],
  },
};
