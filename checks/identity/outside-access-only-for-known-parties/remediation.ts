// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Take the party out of the bucket policy or the trust policy of the role, and turn ACLs off for the bucket. Give each supplier an external id of its own, and ask for it in the trust policy. If the access was agreed, list the party in the config: an account of the company in ownParties, another in knownParties.",
    console: [
      "Amazon S3 > Buckets > BUCKET > Permissions > Bucket policy > Edit",
      "IAM > Roles > ROLE-NAME > Trust relationships > Edit trust policy",
      "Amazon S3 > Buckets > BUCKET > Permissions > Object Ownership > Edit > ACLs disabled",
    ],
    commands: [
      `aws iam update-assume-role-policy --role-name ROLE-NAME --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"ACCOUNT-ID"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"EXTERNAL-ID"}}}]}'`,
      `aws s3api put-bucket-ownership-controls --bucket BUCKET --ownership-controls '{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}'`,
    ],
    terraform: ['aws_s3_bucket_ownership_controls.rule.object_ownership = "BucketOwnerEnforced"'],
  },
  azure: {
    change: "Disallow replication of objects to and from other tenants, unless a policy of replication needs it.",
    console: ["Storage accounts > ACCOUNT > Data management > Object replication > Advanced settings"],
    commands: [
      "az storage account update --resource-group GROUP --name ACCOUNT --allow-cross-tenant-replication false",
    ],
    terraform: ["azurerm_storage_account.cross_tenant_replication_enabled = false"],
  },
  gcp: {
    change:
      "Remove the member from the policy, or list its party in the config. Restrict the domains of new members by organization policy.",
    console: [
      "IAM & Admin > IAM > View by principals > Edit principal",
      "Cloud Storage > Buckets > BUCKET > Permissions > Remove access",
    ],
    commands: [
      "gcloud projects remove-iam-policy-binding PROJECT --member=MEMBER --role=ROLE",
      "gcloud storage buckets remove-iam-policy-binding gs://BUCKET --member=MEMBER --role=ROLE",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
