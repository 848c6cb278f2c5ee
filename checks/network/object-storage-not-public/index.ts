// Defines the check that object storage is not public.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const objectStorageNotPublic = defineCheck({
  id: "object-storage-not-public",
  version: 5,
  domain: "network",
  title: "Object storage is not public",
  requirement:
    "No object store in scope gives everyone, or everyone with an account somewhere, access to what it holds or to how it is kept.",
  rationale:
    "A public store is read without a trace of who read it, and most stores are public by mistake; a single statement, ACL or inherited grant is enough. A store that has to be public, such as a website, is an accepted risk with an owner and an end.",
  remediation,
  limits:
    "Judges stores, not objects: ACLs of single objects of S3 and Cloud Storage are not read, and results say so where they are in force. Shared access signatures, presigned URLs, and what stands in front of a store (CloudFront, Front Door, a load balancer) are not read. " +
    "AWS: public has the meaning that S3 gives it, with these differences. Overlapping and adjacent ranges of addresses are merged before they are compared with the bound (`broadestIpv4Prefix`, `broadestIpv6Prefix`). A pattern that fixes the account or the organisation, and services of AWS that call as themselves, count as known callers. Statements are cut to the bucket, its objects and the actions of S3. A deny that spares only known callers takes back what it covers; denies that each name a part of what an Allow gives are not put together. Policies of access points, and resource control policies of the organisation, are not read. " +
    "Azure: a static website is served from the container $web to everyone, whatever the settings of account and container. Tidemark can't read whether the website is on, so an account with that container is indeterminate unless its network is closed. The network is closed if public network access is disabled, or if the firewall denies by default and its rules admit no range of public addresses larger than the bound; rules that can't be read make an account with open containers indeterminate. " +
    "GCP: the ACL of a bucket, and the ACL that its new objects get, are judged where uniform bucket-level access is off; an answer without an entry of that ACL, as files of Cloud Asset Inventory are, makes the bucket indeterminate, unless something else decides. A grant to everyone with a condition, and one of a role of another service or a custom role at an ancestor, is indeterminate unless public access prevention undoes it. Policies of managed folders, deny policies, IP filters of buckets and VPC Service Controls are not read.",
  severity: "critical",
  parameters,
  references: [
    {
      title: "Blocking public access to your Amazon S3 storage",
      url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    },
    {
      title: "AWS global condition context keys",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
    },
    {
      title: "Azure: configure anonymous read access for containers and blobs",
      url: "https://learn.microsoft.com/en-us/azure/storage/blobs/anonymous-read-access-configure",
    },
    {
      title: "Azure: static website hosting in Azure Storage",
      url: "https://learn.microsoft.com/en-us/azure/storage/blobs/storage-blob-static-website",
    },
    {
      title: "Cloud Storage: public access prevention",
      url: "https://docs.cloud.google.com/storage/docs/public-access-prevention",
    },
    {
      title: "Cloud Storage: access control lists",
      url: "https://docs.cloud.google.com/storage/docs/access-control/lists",
    },
    {
      title: "Cloud Storage: IAM roles",
      url: "https://docs.cloud.google.com/storage/docs/access-control/iam-roles",
    },
  ],
  evaluators: [aws, azure, gcp],
});
