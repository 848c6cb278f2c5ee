// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Let the lifecycle rules of the trail's bucket expire log files no sooner than required (PutBucketLifecycleConfiguration), or set a longer retention of its log group (PutRetentionPolicy).",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change:
      "Send the activity log to a Log Analytics workspace and raise its retention (retentionInDays). Set the retention of SQL auditing in its storage account to 0 or long enough.",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change:
      "Raise the retention of the log bucket _Default (gcloud logging buckets update _Default --location=global --retention-days), or route Data Access audit logs to another bucket that keeps them, by a sink of the project or by an aggregated sink of its folder or organization.",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
