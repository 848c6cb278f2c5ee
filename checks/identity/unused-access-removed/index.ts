// Defines the check that passwords, keys and accounts that nobody uses are off.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const unusedAccessRemoved = defineCheck({
  id: "unused-access-removed",
  version: 2,
  domain: "identity",
  title: "Access that nobody uses is removed",
  requirement:
    "Every password and active access key of IAM, every enabled account of Entra and Workspace, and every key of a service account in Google Cloud, is new or was used lately enough.",
  rationale:
    "Nobody misses an account that a person left behind, so nobody notices when somebody else uses it. Access that is no longer needed is to go.",
  remediation,
  limits:
    "The last use is recorded to the week, from Monday in UTC, so that people who sign in each day change the record once a week. Its end counts, so that something used within the days is never called unused, and a failure shows up to a week late. Time alone can turn a result. " +
    "Something that was never used is judged by when it was made, or its password or key last changed. " +
    "AWS: the report is up to four hours old. A last use before the time that AWS keeps (October 2014 for passwords, April 2015 for keys) looks like none. The root user, roles, signing certificates, SSH keys, credentials for single services and people of IAM Identity Center are not judged. " +
    "Entra: the last successful sign-in, kept since December 2023, needs Microsoft Entra ID P1; without it nothing is judged, and the unit says that the licence is missing. A sign-in may show up to a day late. Microsoft Graph tells 500 people a page, and ten pages a minute: of a tenant that takes longer to read than a function of the deployment may run, people beyond are indeterminate. Guests count by their sign-ins to this tenant. An account whose createdDateTime is null counts as made before June 2018, as Microsoft documents. Accounts for emergencies are not used on purpose: record a waiver for them. " +
    "Workspace: a session that stays signed in on a phone is no new sign-in. Suspended and archived users are not judged. " +
    "Google Cloud: Policy Analyzer tells when a key of a service account last authenticated to an API of Google Cloud, some days late; a key is judged as of the week until which it was observed, so that a failure shows up to two weeks and those days late. Calls to other APIs of Google, such as those of Workspace by domain-wide delegation, are not observed, and may fail a key that is in use: look at the metrics of Cloud Monitoring before you delete such a key. Calls that fail count as uses, and so does a key that a system only lists while it authenticates a request. A key of which no use was observed fails only once it was observed for longer than the days. A key of which Policy Analyzer has no entry is indeterminate once it is no longer new. Other keys, and service accounts without keys, are not judged.",
  severity: "medium",
  parameters,
  references: [
    {
      title: "IAM: generate credential reports for your AWS account",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html",
    },
    {
      title: "AWS Config: iam-user-unused-credentials-check",
      url: "https://docs.aws.amazon.com/config/latest/developerguide/iam-user-unused-credentials-check.html",
    },
    {
      title: "Microsoft Graph: signInActivity",
      url: "https://learn.microsoft.com/en-us/graph/api/resources/signinactivity",
    },
    {
      title: "Microsoft Entra: manage inactive user accounts",
      url: "https://learn.microsoft.com/en-us/entra/identity/monitoring-health/howto-manage-inactive-user-accounts",
    },
    {
      title: "Directory API: users",
      url: "https://developers.google.com/workspace/admin/directory/reference/rest/v1/users",
    },
    {
      title: "Policy Intelligence: view recent usage for service accounts and keys",
      url: "https://docs.cloud.google.com/policy-intelligence/docs/activity-analyzer-service-account-authentication",
    },
    {
      title: "Policy Intelligence: tools to understand service account usage",
      url: "https://docs.cloud.google.com/policy-intelligence/docs/service-account-usage-tools",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
