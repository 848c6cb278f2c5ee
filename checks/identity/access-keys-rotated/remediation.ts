// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Make a second access key, move its users over, deactivate and delete the old one; or let the workload take a role and delete its keys.",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change:
      "Add a new client secret and remove the old one, or use a managed identity or federated credential; regenerate both keys of the storage account in turn, or disallow Shared Key.",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change:
      "Make a new key, move its users over and delete the old one; or use Workload Identity Federation or an attached service account and delete the keys.",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
