// Defines the check that no policy on a resource lets everyone use it.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const resourcePoliciesNotPublic = defineCheck({
  id: "resource-policies-not-public",
  version: 1,
  domain: "network",
  title: "Policies on resources are not public",
  requirement:
    "No policy on a queue, topic, key, secret, repository, event bus, file system, backup vault, search domain or data set in scope lets everyone use it.",
  rationale:
    "A resource whose policy names everyone can be used by anybody with an account of the cloud, and some without one: they read messages and secrets, decrypt, and pull or replace images.",
  remediation,
  limits: "LIMITS",
  severity: "critical",
  parameters,
  references: [
    {
      title: "AWS IAM: who a principal of a resource policy is",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    },
    {
      title: "Amazon S3: the meaning of public, by which policies are read",
      url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    },
    {
      title: "AWS KMS: key policies",
      url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
    },
    {
      title: "Amazon EFS: block public access",
      url: "https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html",
    },
    {
      title: "Amazon OpenSearch Service: access policies",
      url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html",
    },
    {
      title: "Google Cloud IAM: principal identifiers",
      url: "https://docs.cloud.google.com/iam/docs/principal-identifiers",
    },
    {
      title: "Azure Container Registry: anonymous pull",
      url: "https://learn.microsoft.com/en-us/azure/container-registry/anonymous-pull-access",
    },
  ],
  evaluators: [...aws, azure, ...gcp],
});
