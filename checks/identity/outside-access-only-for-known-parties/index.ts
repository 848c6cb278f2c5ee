// Defines the check that outside parties have access only if the company knows them.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const outsideAccessOnlyForKnownParties = defineCheck({
  id: "outside-access-only-for-known-parties",
  version: 1,
  domain: "identity",
  title: "Outside access is only for known parties",
  requirement:
    "Accounts, tenants, projects and domains outside the company have access to what is in scope only if the company lists them as known.",
  rationale:
    "Access of a supplier outlives the contract unless somebody keeps a list and compares. A list in the config is such a comparison in every run, and each change of the list is recorded.",
  remediation,
  limits:
    "A party is an account, an organization, a project or a domain: Tidemark does not read who in the party uses the access, nor whether the listed organization still has an account. Access that a company gives to its own parties, listed in ownParties, is not judged. " +
    "AWS: Tidemark reads the policies and ACLs of S3 buckets, and the trust policies of IAM roles. A party that may assume a role of another account that is listed is not seen. A deny that spares only listed parties takes back what it covers. A caller that comes from a listed network counts as known, and so do accounts by which AWS delivers logs. Of OpenID Connect providers of the account Tidemark reads whether the trust policy pins the subject, not whose it is; SAML providers of the account count as the account. A policy of everyone is left to object-storage-not-public, and S3 Block Public Access is not subtracted here. A user whom a condition names is looked up in the account; a user of another account is then indeterminate. " +
    "Azure: Tidemark reads whether a storage account allows replication to other tenants, not to which, and no list changes that. Guests, Azure Lighthouse and settings of cross-tenant access are not read. " +
    "GCP: Tidemark reads IAM policies of buckets, projects, folders and organizations; a binding with a condition counts as one without. Until the config lists a domain of the company, members of domains are indeterminate, save free addresses such as gmail.com. An agent of a Google service counts as the project, folder or organization whose number it has. ACLs of buckets, and policies of other resources, are not read.",
  severity: "high",
  parameters,
  references: [
    {
      title: "AWS: elements of a policy, Principal",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    },
    {
      title: "AWS: the confused deputy problem",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    },
    {
      title: "Amazon S3: access control lists",
      url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    },
    {
      title: "Azure: prevent object replication across tenants",
      url: "https://learn.microsoft.com/en-us/azure/storage/blobs/object-replication-prevent-cross-tenant-policies",
    },
    {
      title: "Google Cloud: principal identifiers",
      url: "https://docs.cloud.google.com/iam/docs/principal-identifiers",
    },
    { title: "Google Cloud: service agents", url: "https://docs.cloud.google.com/iam/docs/service-agents" },
  ],
  evaluators: [...aws, azure, ...gcp],
});
