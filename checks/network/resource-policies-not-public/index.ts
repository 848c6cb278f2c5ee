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
    "A resource whose policy names everyone can be used by anybody with an account of the cloud, and some without one. They read messages and secrets, decrypt, and pull or replace images.",
  remediation,
  limits:
    "Judges whether callers whom nobody has named get in, not single accounts, which `outside-access-only-for-known-parties` judges for some resources. " +
    "AWS: a policy is read as sets of actions and resources, cut to its resource, and denies are taken from allows. Access counts as narrowed by known networks (less than the internet), accounts, organizations, principals, sources (aws:SourceArn, aws:SourceAccount) and services of AWS, as Amazon S3 defines it for its policies. Services of AWS are known, whoever makes them call. Tags, user names, protocols, kms:ViaService, dates and events:creatorAccount narrow nothing, so that a grant that ended long ago still fails. Other policies (of organizations, VPC endpoints, identities) are not read. " +
    "Judged are queues of SQS, topics of SNS, customer managed keys of KMS in use, repositories of ECR, secrets, event buses, file systems of EFS, backup vaults and domains of OpenSearch Service. Grants of KMS name their grantees and are not read. Functions of Lambda, access points of S3, log resource policies, vaults of S3 Glacier, registry policies and ECR Public are not judged here. " +
    "EFS: a policy that lets everyone in by a mount target passes, and so does a file system without a policy, because the network decides who reaches a mount target; that network is not read. " +
    "OpenSearch Service: an open policy passes where a VPC or fine-grained access control stands before it, which facts say; whether its users' passwords are good is not read. " +
    "Azure: only container registries let anybody in without signing in, beside stores that `object-storage-not-public` judges; tokens and the admin user are not read. Resource Graph may leave out anonymousPullEnabled, which is indeterminate unless the tier is Basic. " +
    "Google Cloud: IAM policies of keys, key rings, topics, subscriptions, secrets and repositories, access lists of datasets, and what all inherit. Above a resource only the role owner and roles of the service that plainly use it are known; another role for everyone is indeterminate, unless it is of a service that holds no permission here. Policies of tables, authorized views and organization policies on domains are not read. " +
    "Policies of Google Cloud come from Cloud Asset Inventory, which may be minutes late.",
  severity: "critical",
  parameters,
  references: [
    {
      title: "AWS IAM: principals of resource policies",
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
