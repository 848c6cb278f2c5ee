// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change: "",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change: "",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change: "",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
