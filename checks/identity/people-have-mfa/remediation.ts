// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change: "Let the person register an MFA device, or delete the password and let people come by IAM Identity Center.",
    console: ["IAM > Users > USER > Security credentials > Multi-factor authentication (MFA) > Assign MFA device"],
    commands: [
      "aws iam enable-mfa-device --user-name USER --serial-number DEVICE-ARN --authentication-code1 CODE --authentication-code2 NEXT-CODE",
      "aws iam delete-login-profile --user-name USER",
    ],
    terraform: [],
  },
  azure: {
    change:
      "Let the person register a method that the authentication methods policy allows, and require a second factor of everyone by Conditional Access or security defaults.",
    console: [
      "Entra ID > Users > USER > Authentication methods > Add authentication method",
      "Entra ID > Authentication methods > Policies",
      "Entra ID > Conditional Access > Policies > New policy",
    ],
    commands: [],
    terraform: [],
  },
  gcp: {
    change:
      "Let the person enroll in 2-Step Verification, and enforce it for the organizational unit. Suspend accounts that nobody uses.",
    console: [
      "Google Account > Security > 2-Step Verification",
      "Admin console: Security > Authentication > 2-step verification",
    ],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
