// Defines the check that the audit trail is on.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const auditTrailOn = defineCheck({
  id: "audit-trail-on",
  version: 3,
  domain: "logging",
  title: "The audit trail is on",
  requirement:
    "Every account, subscription and project records who did what through the cloud's own interfaces, everywhere and without exemptions, and every logical SQL server audits its databases.",
  rationale:
    "An attacker who takes over an account acts through its interfaces. Without a record of every call, in every region, nobody can say what was done, and an investigation starts from nothing.",
  remediation,
  limits:
    "Shows that recording is on at the time of reading, not that records are whole, kept or looked at; the check audit-logs-kept shows how long they are kept. " +
    "AWS: the account is judged by all its trails, and each trail by itself, so a stopped trail fails even if another trail covers the account. The check says that no trail covers an account only where the account was read again after its trails; from exports the result stays indeterminate. Management events only; data events, such as reads of objects, are not asked for, and event data stores of CloudTrail Lake are not read. Trails may cover together, one for reads and one for writes. A trail that excludes a source of management events, such as KMS, does not count, as in the rule cloudtrail-security-trail-enabled of AWS Config; encryption of the trail with a KMS key, which the rule also wants, is not asked for. Delivery to CloudWatch Logs is not judged. " +
    "Azure: the activity log holds no reads. Whether a destination accepts what is sent is not read. For SQL only the server's own policy counts, not those of single databases, and where auditing goes to Azure Monitor, the diagnostic setting of the master database that carries it there is not read. " +
    "GCP: Admin Activity logs cannot be turned off and are not judged. Only a config for allServices counts, so logs that are on for single services fail here. How exemptions of a parent and a child combine is not documented; an exemption in any policy above a project counts, for whichever service, and only the number of exemptions is read. Whether log sinks drop what is recorded is part of audit-logs-kept.",
  severity: "high",
  parameters,
  references: [
    {
      title: "AWS Config: cloudtrail-security-trail-enabled",
      url: "https://docs.aws.amazon.com/config/latest/developerguide/cloudtrail-security-trail-enabled.html",
    },
    {
      title: "AWS CloudTrail: logging management events",
      url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html",
    },
    {
      title: "Azure Monitor: activity log",
      url: "https://learn.microsoft.com/en-us/azure/azure-monitor/essentials/activity-log",
    },
    {
      title: "Azure SQL Database: set up auditing",
      url: "https://learn.microsoft.com/en-us/azure/azure-sql/database/auditing-setup",
    },
    {
      title: "Google Cloud: enable Data Access audit logs",
      url: "https://docs.cloud.google.com/logging/docs/audit/configure-data-access",
    },
  ],
  evaluators: [...aws, ...azure, gcp],
});
