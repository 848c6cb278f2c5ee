// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Turn on the recorder of AWS Config in the region (StartConfigurationRecorder), for all resource types and continuously (PutConfigurationRecorder), and repair its delivery channel.",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
