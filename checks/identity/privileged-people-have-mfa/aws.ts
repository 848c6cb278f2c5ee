// Judges people of an AWS account: IAM users and the identity providers that the account trusts.
import { z } from "zod";
import { managedPolicies } from "../../engines/identity/aws-holder.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import { accessPath } from "../../readings/access-path.ts";
import { Flag, unclear } from "../../readings/aws/credential-report.ts";
import { identityProviders } from "../../readings/aws/identity-providers.ts";
import type { Parameters } from "./parameters.ts";
import { Group, privilegesOf, User } from "./privileges.ts";

const CredentialReportRow = z.object({
  ArnReference: z.string(),
  PasswordEnabled: Flag,
  MfaActive: Flag,
  AccessKey1Active: Flag,
  AccessKey2Active: Flag,
});

const related = {
  credentials: relation({
    type: "Tidemark::IAM::CredentialReportRow",
    within: "scope",
    global: true,
    reads: CredentialReportRow,
    on: (row) => [row.ArnReference],
  }),
  groups: relation({
    type: "AWS::IAM::Group",
    within: "scope",
    global: true,
    reads: Group,
    on: (row) => [row.GroupName],
  }),
  policies: managedPolicies,
};

const user = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::IAM::User",
  global: true,
  reads: User,
  related,
  evaluate(slice, { related: { credentials, groups, policies }, parameters }: Question<Parameters, typeof related>) {
    const privileges = privilegesOf(
      slice,
      (name) => groups(name).find(() => true),
      policies,
      parameters.privilegedPolicies,
    );
    if (privileges.is === "none")
      return privileges.unread === 0
        ? notApplicable("no policy of the user, or of a group of the user, privileges the user")
        : notApplicable("no policy that was read, of the user or of a group of the user, privileges the user", {
            awsManagedUnread: privileges.unread,
          });
    const report = credentials(slice.ArnReference).find(() => true);
    if (report.is === "unknown") return indeterminate(report.problem);
    if (report.is === "none") {
      // IAM makes a report at most every four hours, so a new user is in none yet.
      return indeterminate({ code: "older-answer", detail: "the IAM credential report has no row for this user yet" });
    }
    const { PasswordEnabled, AccessKey1Active, AccessKey2Active, MfaActive } = report.row;
    const ways = [PasswordEnabled, AccessKey1Active, AccessKey2Active];
    if (ways.every((way) => way === false)) return notApplicable("the user has no password and no active access key");
    const accessKeys = [AccessKey1Active, AccessKey2Active].filter((key) => key === true).length;
    const facts = {
      privileges: privileges.is === "unknown" ? null : privileges.facts,
      password: typeof PasswordEnabled === "boolean" ? PasswordEnabled : null,
      accessKeys,
      mfa: typeof MfaActive === "boolean" ? MfaActive : null,
    };
    if (privileges.is !== "found") {
      // A user with MFA is as required, privileged or not; one without MFA is not known to be a privileged person.
      if (MfaActive !== true || !ways.includes(true)) return indeterminate(privileges.problem, facts);
      return pass("the user has an MFA device; whether the user is privileged was not read", facts);
    }
    if (typeof MfaActive === "string" || !ways.includes(true)) return indeterminate(unclear);
    if (MfaActive) return pass("the privileged user has an MFA device", facts);
    return fail("the privileged user has no MFA device", facts);
  },
});

export const aws = [user, ...identityProviders, accessPath("aws")];
