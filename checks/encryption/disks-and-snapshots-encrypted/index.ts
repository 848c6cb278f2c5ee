// Defines the check that disks, file systems and their snapshots are encrypted.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const disksAndSnapshotsEncrypted = defineCheck({
  id: "disks-and-snapshots-encrypted",
  version: 1,
  domain: "encryption",
  title: "Disks and snapshots are encrypted",
  requirement:
    "Every disk, file system and snapshot in scope is encrypted, new ones are encrypted by default, and, where the company requires it, with its own key.",
  rationale:
    "A disk or its copy that leaves the company, by mistake or by theft, can be read by whoever holds it unless it is encrypted. Copies outlive the disk and the database that they were made of.",
  remediation,
  limits:
    "Azure and Google Cloud encrypt every disk, snapshot and image: if no customer key is required, they can't fail, and results say that the provider encrypts. " +
    "AWS: EBS volumes, EBS snapshots that the account owns, snapshots of RDS, Aurora, DocumentDB and Neptune, file systems of EFS, and per region whether EBS encrypts new volumes by default. A region that nobody uses fails too while EBS does not encrypt there by default; `requireDefault` switches that off. " +
    "A file system of EFS without Encrypted counts as not encrypted, as EFS makes it. Instance stores, FSx, WorkSpaces, snapshots of Redshift and ElastiCache, and recovery points of AWS Backup that are no such snapshots are not judged. " +
    "A snapshot of a newer Aurora cluster is indeterminate where the answer lacks StorageEncryptionType, as items of AWS Config do: StorageEncrypted says false of keys that AWS owns. " +
    "Whether a key of KMS is the company's is known only where the key itself was read in the same account and region; a key of another account is indeterminate. " +
    "Azure: restore points, images and disks of virtual machines without managed disks are not read. A disk with Azure Disk Encryption alone is indeterminate where a customer key is required, since its key is kept in a vault. " +
    "Google Cloud: a key that the company supplies with every request counts as its own. Instant snapshots, local disks and Filestore are not judged.",
  severity: "high",
  parameters,
  references: [
    {
      title: "Amazon EBS encryption",
      url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    },
    {
      title: "Amazon EBS: encryption by default",
      url: "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
    },
    {
      title: "Amazon EFS: encrypting data at rest",
      url: "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
    },
    {
      title: "Amazon RDS API: DBClusterSnapshot",
      url: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBClusterSnapshot.html",
    },
    {
      title: "Azure: overview of managed disk encryption options",
      url: "https://learn.microsoft.com/en-us/azure/virtual-machines/disk-encryption-overview",
    },
    {
      title: "Compute Engine: about disk encryption",
      url: "https://docs.cloud.google.com/compute/docs/disks/disk-encryption",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
