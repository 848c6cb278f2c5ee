// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Register an MFA device for the user. Better, let people come by Identity Center, and delete the user's password and access keys.",
    console: ["IAM > Users > USER > Security credentials > Multi-factor authentication (MFA) > Assign MFA device"],
    commands: [
      "aws iam enable-mfa-device --user-name USER --serial-number DEVICE-ARN --authentication-code1 CODE --authentication-code2 NEXT-CODE",
      "aws iam delete-login-profile --user-name USER",
      "aws iam delete-access-key --user-name USER --access-key-id KEY-ID",
    ],
    terraform: [],
  },
  azure: {
    change:
      "Have the administrator register a method that the authentication methods policy allows, and require it by Conditional Access.",
    console: [
      "Entra ID > Users > USER > Authentication methods > Add authentication method",
      "Entra ID > Authentication methods > Policies",
      "Entra ID > Conditional Access > Policies > New policy",
    ],
    commands: [],
    terraform: [],
  },
  gcp: {
    change: "Have the administrator enroll in 2-Step Verification, and enforce it for the organizational unit.",
    console: [
      "Google Account > Security > 2-Step Verification",
      "Admin console: Security > Authentication > 2-step verification",
    ],
    commands: [],
    terraform: [],
  },
} as const satisfies Check["remediation"];
