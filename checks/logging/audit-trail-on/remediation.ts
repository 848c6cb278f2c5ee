// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Create a multi-region trail, best one of the organization, with global service events and log file validation, and start it. Let it record all read and write management events and exclude no source: the command replaces the event selectors of the trail. If delivery fails, repair the policy of the trail's bucket.",
    console: [
      "CloudTrail > Trails > Create trail",
      "CloudTrail > Trails > TRAIL > General details > Edit",
      "CloudTrail > Trails > TRAIL > Management events > Edit",
      "CloudTrail > Trails > TRAIL > Start logging",
    ],
    commands: [
      "aws cloudtrail create-trail --name TRAIL --s3-bucket-name BUCKET --is-multi-region-trail --include-global-service-events --enable-log-file-validation",
      "aws cloudtrail update-trail --name TRAIL --is-multi-region-trail --include-global-service-events --enable-log-file-validation",
      `aws cloudtrail put-event-selectors --trail-name TRAIL --event-selectors '[{"ReadWriteType":"All","IncludeManagementEvents":true}]'`,
      "aws cloudtrail start-logging --name TRAIL",
    ],
    terraform: [
      "aws_cloudtrail.enable_logging = true",
      "aws_cloudtrail.enable_log_file_validation = true",
      "aws_cloudtrail.is_multi_region_trail = true",
      "aws_cloudtrail.include_global_service_events = true",
    ],
  },
  azure: {
    change:
      "Create a diagnostic setting of the subscription that sends the categories Administrative, Alert, Policy and Security to a Log Analytics workspace or a storage account. Turn on auditing of the SQL server with the default groups of actions. If your company requires others (activityLogCategories, sqlActionGroups), name those.",
    console: [
      "Monitor > Activity log > Export Activity Logs > Add diagnostic setting",
      "SQL servers > SERVER > Security > Auditing > Enable Azure SQL Auditing",
    ],
    commands: [
      `az monitor diagnostic-settings subscription create --name NAME --location LOCATION --workspace WORKSPACE-ID --logs '[{"category":"Administrative","enabled":true},{"category":"Alert","enabled":true},{"category":"Policy","enabled":true},{"category":"Security","enabled":true}]'`,
      "az sql server audit-policy update --resource-group GROUP --name SERVER --state Enabled --log-analytics-target-state Enabled --log-analytics-workspace-resource-id WORKSPACE-ID --actions BATCH_COMPLETED_GROUP FAILED_DATABASE_AUTHENTICATION_GROUP SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP",
    ],
    terraform: [],
  },
  gcp: {
    change:
      "Turn on Data Access audit logs of the types Admin Read, Data Read and Data Write for all services, without exempted principals, for the organization, a folder or the project. With gcloud, save the policy in a file, add auditConfigs for allServices with ADMIN_READ, DATA_READ and DATA_WRITE, and set the policy again.",
    console: [
      "IAM & Admin > Audit Logs > Set default configuration > Permission types",
      "IAM & Admin > Audit Logs > Set default configuration > Exempted principals",
    ],
    commands: [
      "gcloud projects get-iam-policy PROJECT --format=json",
      "gcloud projects set-iam-policy PROJECT POLICY-FILE",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
