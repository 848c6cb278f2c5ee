// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Stop sharing the snapshot or the image with everyone, and treat what was in it as disclosed. Block all public sharing of snapshots, and new public sharing of images, in every region.",
    console: [
      "EC2 > Snapshots > SNAPSHOT > Actions > Modify permissions > Private",
      "EC2 > AMIs > IMAGE > Actions > Edit AMI permissions > Private",
      "Amazon RDS > Snapshots > SNAPSHOT > Actions > Share snapshot > Private",
      "EC2 > Settings > Data protection and security > Block public access for EBS snapshots > Manage",
      "EC2 > Settings > Data protection and security > Block public access for AMIs > Manage",
    ],
    commands: [
      "aws ec2 modify-snapshot-attribute --snapshot-id SNAPSHOT-ID --attribute createVolumePermission --operation-type remove --group-names all --region REGION",
      "aws ec2 modify-image-attribute --image-id IMAGE-ID --attribute launchPermission --operation-type remove --user-groups all --region REGION",
      "aws rds modify-db-snapshot-attribute --db-snapshot-identifier SNAPSHOT --attribute-name restore --values-to-remove all --region REGION",
      "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier SNAPSHOT --attribute-name restore --values-to-remove all --region REGION",
      "aws ec2 enable-snapshot-block-public-access --state block-all-sharing --region REGION",
      "aws ec2 enable-image-block-public-access --image-block-public-access-state block-new-sharing --region REGION",
    ],
    terraform: [
      'aws_ebs_snapshot_block_public_access.state = "block-all-sharing"',
      'aws_ec2_image_block_public_access.state = "block-new-sharing"',
    ],
  },
  azure: {
    change:
      "Reset the sharing of the gallery, so that roles alone decide who uses its images. Where your company requires it, let disks and snapshots be exported through private endpoints alone, or not at all.",
    console: [
      "Azure compute galleries > GALLERY > Settings > Sharing > Role based access control (RBAC)",
      "Disks > DISK > Settings > Networking > Disable public and private access",
      "Snapshots > SNAPSHOT > Settings > Networking > Disable public and private access",
    ],
    commands: [
      "az sig share reset --resource-group GROUP --gallery-name GALLERY",
      "az disk update --resource-group GROUP --name DISK --network-access-policy DenyAll --public-network-access Disabled",
      "az snapshot update --resource-group GROUP --name SNAPSHOT --network-access-policy DenyAll --public-network-access Disabled",
    ],
    terraform: [
      'azurerm_managed_disk.network_access_policy = "DenyAll"',
      "azurerm_managed_disk.public_network_access_enabled = false",
      'azurerm_snapshot.network_access_policy = "DenyAll"',
      "azurerm_snapshot.public_network_access_enabled = false",
    ],
  },
  gcp: {
    change:
      "Remove allUsers and allAuthenticatedUsers from the policies of the image, the snapshot or the disk, and from those of the project and above it. Treat what was in it as disclosed.",
    console: [
      "Compute Engine > Images > IMAGE > Permissions > View by principals > Remove access",
      "IAM & Admin > IAM > View by principals > Remove access",
    ],
    commands: [
      "gcloud compute images remove-iam-policy-binding IMAGE --member=allAuthenticatedUsers --role=ROLE --project=PROJECT",
      "gcloud compute snapshots remove-iam-policy-binding SNAPSHOT --member=allAuthenticatedUsers --role=ROLE --project=PROJECT",
      "gcloud compute machine-images remove-iam-policy-binding IMAGE --member=allAuthenticatedUsers --role=ROLE --project=PROJECT",
      "gcloud compute disks remove-iam-policy-binding DISK --member=allAuthenticatedUsers --role=ROLE --zone=ZONE --project=PROJECT",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
