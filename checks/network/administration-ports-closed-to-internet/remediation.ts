// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Remove the permission from the security group, or name the addresses that need it; reach machines by Session Manager or EC2 Instance Connect Endpoint.",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change: "Remove the rule or narrow its source; reach machines by Azure Bastion or just-in-time access.",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change: "Delete or disable the rule, or narrow its source ranges; reach machines through Identity-Aware Proxy.",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
