// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Register an MFA device for the user, or delete the password and access keys and let people come by Identity Center.",
    console: [],
    commands: [],
    terraform: [],
  },
  azure: {
    change:
      "Have the administrator register a method that the authentication methods policy allows, and require it by Conditional Access.",
    console: [],
    commands: [],
    terraform: [],
  },
  gcp: {
    change: "Have the administrator enroll in 2-Step Verification, and enforce it for the organizational unit.",
    console: [],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
