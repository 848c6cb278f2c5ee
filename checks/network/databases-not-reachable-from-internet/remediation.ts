// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Set the instance or cluster to not publicly accessible, or remove the permission from its security group; reach it from inside the VPC.",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change:
      "Disable public network access and use private endpoints, or remove the firewall rules that are wider than the networks that need them; on managed instances disable the public endpoint.",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change:
      "Remove the authorized network, or the public IP; connect by the Cloud SQL Auth Proxy over private IP or Private Service Connect.",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
