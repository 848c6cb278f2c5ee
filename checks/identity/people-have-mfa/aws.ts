// Judges IAM users who have a password, and the other paths by which people sign in to an AWS account.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { accessPath } from "../../readings/access-path.ts";
import { Flag, unclear } from "../../readings/aws/credential-report.ts";
import { identityProviders } from "../../readings/aws/identity-providers.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html: the name of the root user's line. */
const ROOT = "<root_account>";

const user = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::IAM::CredentialReportRow",
  global: true,
  reads: z.object({ User: z.string(), PasswordEnabled: Flag, MfaActive: Flag }),
  evaluate({ User, PasswordEnabled, MfaActive }) {
    if (User === ROOT) return notApplicable("the root user is judged by owner-accounts-have-mfa-and-no-keys");
    if (PasswordEnabled === false) return notApplicable("the user has no password, so that no person signs in with it");
    const facts = {
      password: typeof PasswordEnabled === "boolean" ? PasswordEnabled : null,
      mfa: typeof MfaActive === "boolean" ? MfaActive : null,
    };
    if (MfaActive === true) return pass("the user has an MFA device", facts);
    if (PasswordEnabled !== true || typeof MfaActive === "string") return indeterminate(unclear, facts);
    return fail("the user signs in with a password and has no MFA device", facts);
  },
});

export const aws = [user, ...identityProviders, accessPath("aws")];
