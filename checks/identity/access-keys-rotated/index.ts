// Defines the check that access keys, service account keys and API keys are rotated.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const accessKeysRotated = defineCheck({
  id: "access-keys-rotated",
  version: 4,
  domain: "identity",
  title: "Access keys, service account keys and API keys are rotated",
  requirement:
    "No key by which a program signs in or calls an API, and that still works, is older than the company allows.",
  rationale:
    "A key works wherever it was copied to, and nobody notices; the shorter a key lasts, the less a copy in a laptop, a log or a repository is worth.",
  remediation,
  limits:
    "Judges the dates that the cloud keeps. The AWS report is up to four hours old. It gives the time at which somebody made a key or last changed it, and activating a key again is a change. The person who adds a client secret or uploads a service account key may choose the time from which it is valid. " +
    "A storage account older than its key times counts as never rotated: Azure keeps them only from the first rotation on. " +
    "An end that is not set, also as a date of 1970-01-01 or 0001-01-01, is no end. Keys that are inactive, disabled, ended or refused do not count, though some can be switched on again. The check does not look at whether an old key is still used anywhere. " +
    "The check does not read these: in AWS, passwords, SSH keys, signing certificates and credentials for single services; in Azure, certificates of applications, secrets at service principals and keys of other services; in Google Cloud, HMAC keys. An API key of Google Cloud whose text was regenerated in place counts from when the key was made. What an API key may be used for is not looked at.",
  severity: "medium",
  parameters,
  references: [
    {
      title: "IAM: generate credential reports for your AWS account",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html",
    },
    {
      title: "AWS Config: access-keys-rotated",
      url: "https://docs.aws.amazon.com/config/latest/developerguide/access-keys-rotated.html",
    },
    {
      title: "AWS Trusted Advisor: IAM access key rotation",
      url: "https://docs.aws.amazon.com/awssupport/latest/user/security-checks.html",
    },
    {
      title: "Microsoft Graph: passwordCredential",
      url: "https://learn.microsoft.com/en-us/graph/api/resources/passwordcredential",
    },
    {
      title: "Azure Storage: manage account access keys",
      url: "https://learn.microsoft.com/en-us/azure/storage/common/storage-account-keys-manage",
    },
    {
      title: "Azure Storage: prevent Shared Key authorization",
      url: "https://learn.microsoft.com/en-us/azure/storage/common/shared-key-authorization-prevent",
    },
    {
      title: "IAM: projects.serviceAccounts.keys",
      url: "https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys",
    },
    {
      title: "API Keys API: projects.locations.keys",
      url: "https://docs.cloud.google.com/api-keys/docs/reference/rest/v2/projects.locations.keys",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
