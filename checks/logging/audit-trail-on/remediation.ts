// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Create a multi-region trail, best one of the organization, with global service events and log file validation, that records all read and write management events and excludes no source (CreateTrail, PutEventSelectors, StartLogging). Repair the bucket's policy where delivery fails.",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change:
      "Create a diagnostic setting of the subscription that sends the categories Administrative, Alert, Policy and Security to a Log Analytics workspace or storage account. Turn on auditing of the SQL server with the default groups of actions.",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change:
      "Set an audit config for allServices with ADMIN_READ, DATA_READ and DATA_WRITE and no exempted members in the policy of the organization, a folder or the project.",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
