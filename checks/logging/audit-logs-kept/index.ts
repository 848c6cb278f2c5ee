// Defines the check that audit logs are kept.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const auditLogsKept = defineCheck({
  id: "audit-logs-kept",
  version: 4,
  domain: "logging",
  title: "Audit logs are kept",
  requirement:
    "Every trail, subscription, logical SQL server and project sends its audit logs to at least one place that keeps them long enough.",
  rationale:
    "Many intrusions are found months later, and an audit of a whole year has to be able to look back to its first day. The default of 365 days is that of the rule cw-loggroup-retention-period-check of AWS Config.",
  remediation,
  limits:
    "Shows retention as it is configured at the time of reading, not that logs of earlier days are there. The check audit-trail-on shows whether logs are written at all; a log that is off is not applicable, or judged by where it would go. A single place that keeps the logs long enough is enough. " +
    "AWS: a bucket or log group of another account cannot be read from the trail's, so that an organization trail is judged in the account of its bucket, where it is seen too, and is indeterminate in others unless centralBuckets names the bucket. Any other trail is seen in its own account alone, and is indeterminate where its bucket or log group lies in another. A bucket whose item has no lifecycle configuration counts as having none; a role of AWS Config that may not read it looks the same. In a bucket whose versioning is enabled, an expired log file counts as kept until a rule for noncurrent versions deletes it; nobody finds such a version without asking for versions. Where versioning decides and was not read, the trail is indeterminate. How many noncurrent versions a rule keeps (NewerNoncurrentVersions) is not read. Rules that expire on a date count as too soon, where no noncurrent version stays. Object Lock, deletion by people, event data stores of CloudTrail Lake, and that delivery to the log group works, are not judged. " +
    "Azure: the retention of the workspace is judged; one that is set on the table AzureActivity alone is not read. Whether a storage account keeps the activity log depends on lifecycle rules, which are not read, so that it is indeterminate unless a workspace keeps it. Event hubs and partners pass logs on and count as no place. For SQL, the retention of its storage target is judged without lifecycle rules of the storage account, and where Azure Monitor takes the audit is not read. " +
    "GCP: Admin Activity logs are kept for 400 days and nobody can change that; Data Access logs are judged by the log sinks of the project, and by the aggregated sinks of the folders and of the organization that it lies in. An intercepting sink keeps entries from the sinks below it and sends them to a project, whose own sinks are not read. Logs that it may take are indeterminate, unless a sink beside or above it keeps them. Log buckets of other projects are read by their names (logging.buckets.get). Exports have neither sinks of folders and of the organization nor log buckets of other projects. An exported project below a folder or an organization is indeterminate where its own sinks do not keep the logs, and a sink above that intercepts logs is not seen. The ancestors of an exported project are those whose IAM policies were read. Sinks to storage buckets, datasets and projects are indeterminate; Pub/Sub topics count as no place. The check understands only the part of a filter that is about log names, or about whether a field is there; where the rest decides, the result is indeterminate. Whether a sink may write to its destination is not read. Policy Denied logs are not judged.",
  severity: "medium",
  parameters,
  references: [
    {
      title: "AWS Config: cw-loggroup-retention-period-check",
      url: "https://docs.aws.amazon.com/config/latest/developerguide/cw-loggroup-retention-period-check.html",
    },
    {
      title: "Amazon S3: expiring objects",
      url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html",
    },
    {
      title: "Amazon S3: elements of lifecycle rules in versioned buckets",
      url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html",
    },
    {
      title: "Azure Monitor: activity log",
      url: "https://learn.microsoft.com/en-us/azure/azure-monitor/essentials/activity-log",
    },
    {
      title: "Azure Monitor: data retention in a Log Analytics workspace",
      url: "https://learn.microsoft.com/en-us/azure/azure-monitor/logs/data-retention-configure",
    },
    {
      title: "Azure SQL Database: set up auditing",
      url: "https://learn.microsoft.com/en-us/azure/azure-sql/database/auditing-setup",
    },
    {
      title: "Google Cloud: aggregated sinks",
      url: "https://docs.cloud.google.com/logging/docs/export/aggregated_sinks_overview",
    },
    {
      title: "Google Cloud: log sinks (interceptChildren)",
      url: "https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/projects.sinks",
    },
    { title: "Google Cloud: store log entries", url: "https://docs.cloud.google.com/logging/docs/store-log-entries" },
    {
      title: "Google Cloud: Logging query language",
      url: "https://docs.cloud.google.com/logging/docs/view/logging-query-language",
    },
  ],
  evaluators: [aws, ...azure, gcp],
});
