// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Let EBS encrypt new volumes by default, in every region. Nothing is encrypted in place: make an encrypted copy of a snapshot, make volumes from the copy and delete what was not encrypted. A snapshot of an Aurora cluster takes the key when it is restored. Data of a file system moves to a new one. If your company requires its own key, name a customer managed key.",
    console: [
      "EC2 > Settings > Data protection and security > EBS encryption > Manage",
      "EC2 > Snapshots > SNAPSHOT > Actions > Copy snapshot > Encrypt this snapshot",
      "Amazon RDS > Snapshots > SNAPSHOT > Actions > Copy snapshot > Enable encryption",
      "Amazon EFS > File systems > Create file system > Customize > Enable encryption of data at rest",
    ],
    commands: [
      "aws ec2 enable-ebs-encryption-by-default --region REGION",
      "aws ec2 modify-ebs-default-kms-key-id --kms-key-id KEY-ARN --region REGION",
      "aws ec2 copy-snapshot --source-region REGION --source-snapshot-id SNAPSHOT-ID --encrypted --kms-key-id KEY-ARN --region REGION",
      "aws ec2 create-volume --snapshot-id SNAPSHOT-ID --availability-zone ZONE --encrypted --kms-key-id KEY-ARN",
      "aws rds copy-db-snapshot --source-db-snapshot-identifier SNAPSHOT --target-db-snapshot-identifier NEW-SNAPSHOT --kms-key-id KEY-ARN",
      "aws rds restore-db-cluster-from-snapshot --snapshot-identifier SNAPSHOT --db-cluster-identifier NEW-CLUSTER --engine ENGINE --kms-key-id KEY-ARN",
      "aws efs create-file-system --creation-token NEW-FILE-SYSTEM --encrypted --kms-key-id KEY-ARN",
    ],
    terraform: [
      "aws_ebs_encryption_by_default.enabled = true",
      "aws_ebs_volume.encrypted = true",
      "aws_efs_file_system.encrypted = true",
    ],
  },
  azure: {
    change:
      "If your company requires its own key, give the disk or the snapshot a disk encryption set with a key of Key Vault. A disk changes while no running virtual machine uses it.",
    console: [
      "Disks > DISK > Settings > Encryption > Customer-managed key",
      "Snapshots > SNAPSHOT > Settings > Encryption > Customer-managed key",
    ],
    commands: [
      `az rest --method patch --url 'https://management.azure.com/subscriptions/SUBSCRIPTION-ID/resourceGroups/GROUP/providers/Microsoft.Compute/disks/DISK?api-version=2023-04-02' --body '{"properties":{"encryption":{"type":"EncryptionAtRestWithCustomerKey","diskEncryptionSetId":"DISK-ENCRYPTION-SET-ID"}}}'`,
    ],
    terraform: [],
  },
  gcp: {
    change:
      "If your company requires its own key, make a disk from a snapshot of the old one, and an image from the old image, with a key of Cloud KMS, and delete the old ones: Google's key is not replaced in place. A snapshot of a disk with a key of your company has that key.",
    console: [
      "Compute Engine > Disks > Create disk > Encryption > Cloud KMS key",
      "Compute Engine > Images > Create image > Encryption > Cloud KMS key",
    ],
    commands: [
      "gcloud compute disks create NEW-DISK --source-snapshot=SNAPSHOT --zone=ZONE --kms-key=KEY-NAME --project=PROJECT",
      "gcloud compute snapshots create NEW-SNAPSHOT --source-disk=NEW-DISK --source-disk-zone=ZONE --project=PROJECT",
      "gcloud compute images create NEW-IMAGE --source-image=IMAGE --kms-key=KEY-NAME --project=PROJECT",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
