// Defines the check that no copy of a disk or a database is open to everyone.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const snapshotsAndImagesNotPublic = defineCheck({
  id: "snapshots-and-images-not-public",
  version: 1,
  domain: "network",
  title: "Snapshots and images are not public",
  requirement:
    "No snapshot of a disk or a database, and no machine image in scope, is shared with everyone, and, where the company requires it, a setting keeps it so.",
  rationale:
    "A public copy of a disk or a database gives anybody all its data, and the secrets that were on it. The company may never notice that somebody took one.",
  remediation,
  limits:
    "Judges sharing with everyone, not with single accounts, projects or tenants, which `outside-access-only-for-known-parties` does for some resources. " +
    "AWS: snapshots of EBS, images (AMIs) that the account owns, and snapshots of RDS, Aurora, DocumentDB and Neptune. A public snapshot of EBS passes while its region blocks all public sharing; a block of new sharing alone leaves public ones public, and for images AWS has only that kind of block. " +
    "RDS tells one snapshot a call who may restore it, so the direct lane asks of manual ones that are not encrypted: no other can be public. A snapshot whose item of AWS Config lacks the attributes is indeterminate if it could be public. " +
    "Snapshots of Redshift, ElastiCache and Lightsail, FPGA images and repositories of ECR Public are not judged. " +
    "Azure: a managed disk or snapshot can't be shared with everyone; a link (SAS) exports it, and networkAccessPolicy AllowAll lets the link work from any network, which fails only if requireBlock is true. Links that are in use are not read. A gallery is public once it is shared with the community; a gallery without a sharing profile counts as private. " +
    "Google Cloud: policies of disks, snapshots, images and machine images, and what they inherit. allUsers can't be granted on an image, but above it. Above a resource only the roles owner, editor, compute.admin, compute.instanceAdmin.v1, compute.storageAdmin and compute.imageUser are known; another role for everyone is indeterminate, unless it is one of Cloud Storage. Organization policies on domains (iam.allowedPolicyMemberDomains) and on uses of storage (compute.storageResourceUseRestrictions) are not read: the first undoes no old grant, and the second may make a public image useless to others. Policies of instant snapshots are not read. requireBlock changes nothing in Google Cloud. " +
    "Policies of disks and images come from Cloud Asset Inventory, which may be minutes late.",
  severity: "critical",
  parameters,
  references: [
    {
      title: "Amazon EBS: block public access for snapshots",
      url: "https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html",
    },
    {
      title: "Amazon EC2: block public access to your AMIs",
      url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html",
    },
    {
      title: "Amazon RDS API: ModifyDBSnapshotAttribute",
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSnapshotAttribute.html",
    },
    {
      title: "Azure: restrict import and export of managed disks",
      url: "https://learn.microsoft.com/en-us/azure/virtual-machines/disks-enable-private-links-for-import-export-portal",
    },
    {
      title: "Azure: share a gallery with all Azure users by a community gallery",
      url: "https://learn.microsoft.com/en-us/azure/virtual-machines/share-gallery-community",
    },
    {
      title: "Compute Engine: manage access to custom images",
      url: "https://docs.cloud.google.com/compute/docs/images/managing-access-custom-images",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
