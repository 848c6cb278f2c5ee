// Defines the check that workloads from outside are named where they federate in.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const federatedWorkloadsPinned = defineCheck({
  id: "federated-workloads-pinned",
  version: 1,
  domain: "identity",
  title: "Workloads that federate in are pinned",
  requirement:
    "A workload outside the cloud that signs in with a token of another issuer is named: by repository, workspace or service account.",
  rationale:
    "Issuers such as that of GitHub give tokens to everybody's workflows. A trust that names no repository lets a stranger's workflow act in the cloud, and one that names an organization alone lets each of its repositories act, also one that anybody there makes tomorrow.",
  remediation,
  limits:
    "A pass says that the workload is named, not what it may do here, nor who may change it. Whoever writes to the repository may act as the workload, and where branches and environments stay open every branch may. Names of repositories and organizations may be given to others after their owners leave them; ids may not. Subjects are read by the format that an issuer documents: GitHub, GitLab, HCP Terraform, Buildkite, Bitbucket, CircleCI and Kubernetes; of other issuers a subject without a wildcard counts as a name. " +
    "AWS: Tidemark reads trust policies of IAM roles and their conditions on claims; of claims other than the subject it does not know whom they name, and says so. A condition that a token without a subject would meet does not count (IfExists, ForAllValues without Null). Audiences are judged only where AWS knows the provider without registration, as Google and Amazon Cognito; elsewhere AWS compares them with the registered provider. SAML providers, IAM Roles Anywhere and EKS Pod Identity are not read. " +
    "Azure: federated credentials of applications are read, those of user-assigned managed identities are not. Microsoft Graph v1.0 may leave out an expression (claimsMatchingExpression); the result then says so. " +
    "GCP: providers are judged by whether they cut an issuer with many customers down to one owner, and IAM policies of projects, folders and organizations by whom of a pool they name. A subject is read as its provider makes it (google.subject); policies of folders and organizations, beside which no provider is read, leave it indeterminate. IAM policies of service accounts, where workloads are often given a service account, are not read, nor those of other resources; providers of SAML and X.509 are not understood. A pool of a cluster (svc.id.goog) takes tokens of its own project alone.",
  severity: "high",
  parameters,
  references: [
    {
      title: "AWS: identity-provider controls for shared OIDC providers",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html",
    },
    {
      title: "AWS: available keys for OIDC federation",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html",
    },
    {
      title: "Microsoft Graph: federatedIdentityCredential",
      url: "https://learn.microsoft.com/en-us/graph/api/resources/federatedidentitycredential",
    },
    {
      title: "Microsoft Entra: flexible federated identity credentials",
      url: "https://learn.microsoft.com/en-us/entra/workload-id/workload-identities-flexible-federated-identity-credentials",
    },
    {
      title: "Google Cloud: best practices for Workload Identity Federation",
      url: "https://docs.cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation",
    },
    {
      title: "Google Cloud: Workload Identity Federation with deployment pipelines",
      url: "https://docs.cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
