// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Turn on all four settings of Block Public Access, for the account and for the bucket. Serve public content through CloudFront with origin access control.",
    console: [
      "Amazon S3 > Block Public Access settings for this account > Edit",
      "Amazon S3 > Buckets > BUCKET > Permissions > Block public access (bucket settings) > Edit",
    ],
    commands: [
      "aws s3control put-public-access-block --account-id ACCOUNT-ID --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
      "aws s3api put-public-access-block --bucket BUCKET --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
    ],
    terraform: [
      "aws_s3_bucket_public_access_block.ignore_public_acls = true",
      "aws_s3_bucket_public_access_block.restrict_public_buckets = true",
    ],
  },
  azure: {
    change:
      "Disallow anonymous access to blobs of the storage account, and set every container to private. Delete the container $web where no static website is wanted.",
    console: [
      "Storage accounts > ACCOUNT > Settings > Configuration > Allow Blob anonymous access > Disabled",
      "Storage accounts > ACCOUNT > Data storage > Containers > CONTAINER > Change access level > Private (no anonymous access)",
    ],
    commands: [
      "az storage account update --resource-group GROUP --name ACCOUNT --allow-blob-public-access false",
      "az storage container set-permission --account-name ACCOUNT --name CONTAINER --public-access off",
    ],
    terraform: [
      "azurerm_storage_account.allow_nested_items_to_be_public = false",
      'azurerm_storage_container.container_access_type = "private"',
    ],
  },
  gcp: {
    change:
      "Enforce public access prevention on the bucket, or for the organization, a folder or the project, and remove grants to allUsers and allAuthenticatedUsers.",
    console: [
      "Cloud Storage > Buckets > BUCKET > Permissions > Public access > Prevent public access",
      "IAM & Admin > Organization Policies > storage.publicAccessPrevention > Manage policy",
    ],
    commands: [
      "gcloud storage buckets update gs://BUCKET --public-access-prevention",
      "gcloud resource-manager org-policies enable-enforce storage.publicAccessPrevention --organization=ORGANIZATION-ID",
      "gcloud storage buckets remove-iam-policy-binding gs://BUCKET --member=allUsers --role=ROLE",
    ],
    terraform: ['google_storage_bucket.public_access_prevention = "enforced"'],
  },
} as const satisfies Check["remediation"];
