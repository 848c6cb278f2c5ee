// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Remove the expiration of log files from the lifecycle rules of the trail's bucket, or lengthen it to the days that your company requires (days, by default 365). A rule deletes every object that it is for once its days have passed. Or let the log group of the trail keep its events as long.",
    console: [
      "Amazon S3 > Buckets > BUCKET > Management > Lifecycle rules > RULE > Edit",
      "CloudWatch > Log groups > LOG-GROUP > Actions > Edit retention setting",
    ],
    commands: [
      "aws s3api get-bucket-lifecycle-configuration --bucket BUCKET",
      "aws logs put-retention-policy --log-group-name LOG-GROUP --retention-in-days 365",
    ],
    terraform: ["aws_cloudwatch_log_group.retention_in_days = 365"],
  },
  azure: {
    change:
      "Send the activity log to a Log Analytics workspace that keeps its data for the days that your company requires (days, by default 365). Let the storage account of SQL auditing keep its logs as long, or for 0 days, which means without end.",
    console: [
      "Monitor > Activity log > Export Activity Logs > Add diagnostic setting",
      "Log Analytics workspaces > WORKSPACE > Settings > Usage and estimated costs > Data Retention",
      "SQL servers > SERVER > Security > Auditing > Storage > Advanced properties > Retention (Days)",
    ],
    commands: [
      `az monitor diagnostic-settings subscription create --name NAME --location LOCATION --workspace WORKSPACE-ID --logs '[{"category":"Administrative","enabled":true},{"category":"Alert","enabled":true},{"category":"Policy","enabled":true},{"category":"Security","enabled":true}]'`,
      "az monitor log-analytics workspace update --resource-group GROUP --workspace-name WORKSPACE --retention-time 365",
      "az sql server audit-policy update --resource-group GROUP --name SERVER --state Enabled --blob-storage-target-state Enabled --storage-account ACCOUNT --retention-days 0",
    ],
    terraform: [
      "azurerm_log_analytics_workspace.retention_in_days = 365",
      "azurerm_mssql_server_extended_auditing_policy.retention_in_days = 0",
    ],
  },
  gcp: {
    change:
      "Let the log bucket _Default keep its entries for the days that your company requires (days, by default 365), or route Data Access audit logs to another bucket that does, by a sink of the project or by an aggregated sink of its folder or organization. Above 400 days route Admin Activity audit logs there too. Give the sink's writer identity the role to write to the bucket. Without the role no entry arrives, and no result shows that.",
    console: ["Logging > Logs Storage > _Default > Edit bucket", "Logging > Log Router > Create sink"],
    commands: [
      "gcloud logging buckets update _Default --location=global --retention-days=365 --project=PROJECT",
      `gcloud logging sinks create NAME logging.googleapis.com/projects/PROJECT/locations/global/buckets/LOG-BUCKET --organization=ORGANIZATION-ID --include-children --log-filter='log_id("cloudaudit.googleapis.com/data_access")'`,
      "gcloud projects add-iam-policy-binding PROJECT --member=MEMBER --role=roles/logging.bucketWriter",
    ],
    terraform: ["google_logging_project_bucket_config.retention_days = 365"],
  },
} as const satisfies Check["remediation"];
