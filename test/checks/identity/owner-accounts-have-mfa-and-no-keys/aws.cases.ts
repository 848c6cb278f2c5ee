// Cases of the check that owner accounts have MFA and no keys: the root user of an AWS account.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";
import { rootAccessCases } from "./root-access.cases.ts";

const root = (members: Members = {}): Json => ({
  Id: "111122223333",
  RootMfaActive: true,
  RootPasswordEnabled: true,
  RootAccessKeysActive: false,
  RootCertificatesActive: false,
  ...members,
});

export const cases: Cases = {
  "aws AWS::::Account": {
    cases: [
      {
        name: "root with MFA and no key",
        slice: root(),
        expect: "pass",
        because: "the root user has an MFA device, no active access key and no active signing certificate",
        facts: { mfa: true, password: true, accessKeys: false, certificates: false },
      },
      { name: "root without MFA", slice: root({ RootMfaActive: false }), expect: "fail" },
      {
        name: "root with MFA and an access key",
        slice: root({ RootAccessKeysActive: true }),
        expect: "fail",
        because: "the root user has an active access key",
      },
      // A key needs no MFA, and no password.
      {
        name: "root with nothing but an access key",
        slice: root({ RootMfaActive: false, RootPasswordEnabled: false, RootAccessKeysActive: true }),
        expect: "fail",
      },
      {
        name: "root with MFA and a signing certificate",
        slice: root({ RootCertificatesActive: true }),
        expect: "fail",
        because: "the root user has a signing certificate",
      },
      // Member accounts whose root credentials the organization deleted: MFA is gone with them.
      {
        name: "root with nothing to sign in with",
        slice: root({ RootMfaActive: false, RootPasswordEnabled: false }),
        expect: "pass",
        because: "the root user has no password, no active access key and no active signing certificate",
        facts: { mfa: false, password: false, accessKeys: false, certificates: false },
      },
      {
        name: "root without a password, of whose MFA nothing is said",
        slice: root({ RootMfaActive: "N/A", RootPasswordEnabled: false }),
        expect: "pass",
      },
      // Reports said so of every root user, when every one had a password.
      {
        name: "root whose password the report does not support, without MFA",
        slice: root({ RootMfaActive: false, RootPasswordEnabled: "not_supported" }),
        expect: "fail",
        facts: { mfa: false, password: "not_supported", accessKeys: false, certificates: false },
      },
      {
        name: "root whose password the report does not support, with MFA",
        slice: root({ RootPasswordEnabled: "not_supported" }),
        expect: "pass",
      },
      {
        name: "root without MFA and without a word on its password",
        slice: { RootMfaActive: false, RootAccessKeysActive: false, RootCertificatesActive: false },
        expect: "fail",
      },
      {
        name: "root without MFA, whose password the report has no information of",
        slice: root({ RootMfaActive: false, RootPasswordEnabled: "no_information" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "root of whose MFA nothing is said",
        slice: root({ RootMfaActive: "not_supported" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "root with MFA, and no word on its access keys",
        slice: root({ RootAccessKeysActive: "N/A" }),
        expect: "indeterminate",
        facts: { mfa: true, password: true, accessKeys: "N/A", certificates: false },
      },
      {
        name: "root without a password, and no word on its certificates",
        slice: { RootMfaActive: false, RootPasswordEnabled: false, RootAccessKeysActive: false },
        expect: "indeterminate",
        facts: { mfa: false, password: false, accessKeys: false, certificates: null },
      },
      { name: "no MFA decides although nothing is said of keys", slice: { RootMfaActive: false }, expect: "fail" },
      {
        name: "an access key decides although nothing else is said",
        slice: { RootAccessKeysActive: true },
        expect: "fail",
      },
      // GovCloud: nobody signs in as root there, and root has no MFA.
      ...["not_supported", false, "N/A"].map((RootPasswordEnabled) => ({
        name: `root of AWS GovCloud (US) without keys, whose password is ${RootPasswordEnabled}`,
        slice: root({ Partition: "aws-us-gov", RootMfaActive: false, RootPasswordEnabled }),
        expect: "pass" as const,
        because:
          "root cannot sign in to AWS GovCloud (US), and has no active access key and no active signing certificate",
      })),
      {
        name: "root of AWS GovCloud (US), of whose password nothing is said",
        slice: {
          Partition: "aws-us-gov",
          RootMfaActive: false,
          RootAccessKeysActive: false,
          RootCertificatesActive: false,
        },
        expect: "pass",
      },
      {
        name: "root of AWS GovCloud (US) with an access key",
        slice: root({
          Partition: "aws-us-gov",
          RootMfaActive: false,
          RootPasswordEnabled: "not_supported",
          RootAccessKeysActive: true,
        }),
        expect: "fail",
        because: "the root user has an active access key",
      },
      {
        name: "root of AWS GovCloud (US), of whose keys nothing is said",
        slice: root({ Partition: "aws-us-gov", RootMfaActive: false, RootAccessKeysActive: "N/A" }),
        expect: "indeterminate",
      },
      {
        name: "an account in China, which has no root user",
        slice: root({
          Partition: "aws-cn",
          RootMfaActive: "N/A",
          RootPasswordEnabled: "N/A",
          RootAccessKeysActive: "N/A",
          RootCertificatesActive: "N/A",
        }),
        expect: "not-applicable",
        because: "AWS accounts in China have no root user",
      },
      {
        name: "root of the partition aws without MFA",
        slice: root({ Partition: "aws", RootMfaActive: false, RootPasswordEnabled: "not_supported" }),
        expect: "fail",
      },
      { name: "an answer without root", slice: {}, expect: "indeterminate", problem: "not-in-answer" },
      {
        name: "a flag of another kind",
        slice: root({ RootMfaActive: "yes" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      ...rootAccessCases,
    ],
  },
};
