// Defines the check that everybody who signs in has a second factor.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const peopleHaveMfa = defineCheck({
  id: "people-have-mfa",
  version: 1,
  domain: "identity",
  title: "Everybody who signs in has MFA",
  requirement:
    "Every person of the accounts and directories in scope who can sign in with a password has a second factor, and every path by which people sign in to an account is read.",
  rationale:
    "Passwords are phished, guessed and reused. An attacker begins with any account, and moves from there to one with more rights.",
  remediation,
  limits:
    "Shows that a second factor is registered, not that each sign-in needs it. Access keys of AWS work without it, and Conditional Access is not read here. " +
    "IAM users without a password are not judged, since no person signs in with their access keys alone; access-keys-rotated judges these keys. The root user is judged by owner-accounts-have-mfa-and-no-keys. AWS credential reports are up to four hours old. " +
    "The report of Entra leaves disabled users out and is some hours old. A guest signs in at home, where a second factor is not read; with guestsToo a guest without one in this tenant is indeterminate. Suspended and archived users of Workspace are not judged. " +
    "Azure subscriptions and Google Cloud projects get their people from directories. Tidemark counts such a path as read if it read the people of every enrolled directory of that kind. It does not check that the subscription belongs to one of these directories. People of other domains, personal accounts and workforce pools that hold roles in a project are in no enrolled directory, and are not judged here. " +
    "SAML and OpenID Connect providers and IAM Identity Center stay indeterminate: the check does not show that everybody has a second factor while one of them is left.",
  severity: "high",
  parameters,
  references: [
    {
      title: "IAM: generate credential reports for your AWS account",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html",
    },
    {
      title: "AWS Security Hub: IAM.5",
      url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-5",
    },
    {
      title: "Microsoft Graph: userRegistrationDetails",
      url: "https://learn.microsoft.com/en-us/graph/api/resources/userregistrationdetails",
    },
    {
      title: "Directory API: users",
      url: "https://developers.google.com/workspace/admin/directory/reference/rest/v1/users",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
