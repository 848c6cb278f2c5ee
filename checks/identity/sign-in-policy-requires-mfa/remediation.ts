// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  azure: {
    change:
      "With Microsoft Entra ID P1, enable a policy that requires multifactor authentication of all users for all resources and all client apps, and one that blocks legacy authentication. Leave out two accounts for emergencies and nobody else. Without P1, turn security defaults on.",
    console: [
      "Entra ID > Conditional Access > Policies > New policy > Users > All users",
      "Entra ID > Conditional Access > Policies > New policy > Target resources > All resources",
      "Entra ID > Conditional Access > Policies > New policy > Grant > Require multifactor authentication",
      "Entra ID > Overview > Properties > Manage security defaults",
    ],
    commands: [
      "az rest --method patch --url https://graph.microsoft.com/v1.0/policies/identitySecurityDefaultsEnforcementPolicy --body '{\"isEnabled\":true}'",
    ],
    terraform: [],
  },
  gcp: {
    change:
      "Enforce 2-Step Verification for the organizational unit or group, with an enrollment period for new people. Enforce it without exceptions.",
    console: ["Admin console: Security > Authentication > 2-step verification > Enforcement > On"],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
