// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Name the accounts, roles or services that need the resource in the place of everyone, or add a condition on your organization, accounts or networks. Treat secrets that everyone could read as disclosed.",
    console: [
      "Amazon SQS > Queues > QUEUE > Queue policies > Edit",
      "Amazon SNS > Topics > TOPIC > Edit > Access policy",
      "KMS > Customer managed keys > KEY > Key policy > Edit",
      "Amazon ECR > Repositories > REPOSITORY > Permissions > Edit policy JSON",
      "Secrets Manager > Secrets > SECRET > Overview > Resource permissions > Edit permissions",
      "Amazon EventBridge > Event buses > EVENT-BUS > Permissions > Manage permissions",
      "Amazon EFS > File systems > FILE-SYSTEM > File system policy > Edit",
      "AWS Backup > Backup vaults > BACKUP-VAULT > Access policy > Edit",
      "Amazon OpenSearch Service > Domains > DOMAIN > Security configuration > Edit > Access policy",
    ],
    commands: [
      "aws sqs set-queue-attributes --queue-url QUEUE-URL --attributes file://ATTRIBUTES-FILE --region REGION",
      "aws sns set-topic-attributes --topic-arn TOPIC-ARN --attribute-name Policy --attribute-value file://POLICY-FILE --region REGION",
      "aws kms put-key-policy --key-id KEY-ARN --policy-name default --policy file://POLICY-FILE --region REGION",
      "aws ecr set-repository-policy --repository-name REPOSITORY --policy-text file://POLICY-FILE --region REGION",
      "aws secretsmanager put-resource-policy --secret-id SECRET-ARN --resource-policy file://POLICY-FILE --block-public-policy --region REGION",
      "aws events remove-permission --event-bus-name EVENT-BUS --statement-id STATEMENT-ID --region REGION",
      "aws efs put-file-system-policy --file-system-id FILE-SYSTEM-ID --policy file://POLICY-FILE --region REGION",
      "aws backup put-backup-vault-access-policy --backup-vault-name BACKUP-VAULT --policy file://POLICY-FILE --region REGION",
      "aws opensearch update-domain-config --domain-name DOMAIN-NAME --access-policies file://POLICY-FILE --region REGION",
    ],
    terraform: ["aws_secretsmanager_secret_policy.block_public_policy = true"],
  },
  azure: {
    change: "Turn anonymous pull off, and give those who pull a role or a token.",
    console: ["Container registries > REGISTRY > Properties > Anonymous pull"],
    commands: ["az acr update --name REGISTRY --anonymous-pull-enabled false"],
    terraform: ["azurerm_container_registry.anonymous_pull_enabled = false"],
  },
  gcp: {
    change:
      "Remove allUsers and allAuthenticatedUsers from the policy of the resource, and from those of the project and above it. Treat secrets that everyone could read as disclosed.",
    console: [
      "Security > Key Management > KEY-RING > KEY > Permissions > Remove access",
      "Pub/Sub > Topics > TOPIC > Permissions > Remove access",
      "Security > Secret Manager > SECRET > Permissions > Remove access",
      "Artifact Registry > Repositories > REPOSITORY > Permissions > Remove access",
      "BigQuery > DATASET > Share > Manage permissions > Remove access",
      "IAM & Admin > IAM > View by principals > Remove access",
    ],
    commands: [
      "gcloud kms keys remove-iam-policy-binding KEY --keyring=KEY-RING --location=REGION --member=allUsers --role=ROLE --project=PROJECT",
      "gcloud kms keyrings remove-iam-policy-binding KEY-RING --location=REGION --member=allUsers --role=ROLE --project=PROJECT",
      "gcloud pubsub topics remove-iam-policy-binding TOPIC --member=allUsers --role=ROLE --project=PROJECT",
      "gcloud pubsub subscriptions remove-iam-policy-binding SUBSCRIPTION --member=allUsers --role=ROLE --project=PROJECT",
      "gcloud secrets remove-iam-policy-binding SECRET --member=allUsers --role=ROLE --project=PROJECT",
      "gcloud artifacts repositories remove-iam-policy-binding REPOSITORY --location=REGION --member=allUsers --role=ROLE --project=PROJECT",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
