// Judges the root user of an AWS account.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, type Question } from "../../kernel.ts";
import { Flag, rootIn, unclear } from "../../readings/aws/credential-report.ts";
import type { Parameters } from "./parameters.ts";
import { rootAccess, unmetBy } from "./root-access.ts";

const root = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::::Account",
  global: true,
  reads: z.object({
    Id: z.string().optional(),
    Partition: z.string().optional(),
    RootMfaActive: Flag.optional(),
    RootPasswordEnabled: Flag.optional(),
    RootAccessKeysActive: Flag.optional(),
    RootCertificatesActive: Flag.optional(),
  }),
  related: rootAccess,
  evaluate(
    { Id, Partition, RootMfaActive, RootPasswordEnabled, RootAccessKeysActive, RootCertificatesActive },
    question: Question<Parameters, typeof rootAccess>,
  ) {
    const root = rootIn(Partition);
    const facts = {
      mfa: RootMfaActive ?? null,
      password: RootPasswordEnabled ?? null,
      accessKeys: RootAccessKeysActive ?? null,
      certificates: RootCertificatesActive ?? null,
    };
    if (RootAccessKeysActive === true) return fail("the root user has an active access key", facts);
    if (RootCertificatesActive === true) return fail("the root user has a signing certificate", facts);
    if (root === "none") return notApplicable("AWS accounts in China have no root user", facts);
    if (root === "signs in" && RootMfaActive === false && mayHavePassword(RootPasswordEnabled)) {
      return fail("the root user has no MFA device", facts);
    }
    if (RootAccessKeysActive !== false || RootCertificatesActive !== false) return indeterminate(unclear, facts);
    if (root === "keys alone") {
      return pass(
        "root cannot sign in to AWS GovCloud (US), and has no active access key and no active signing certificate",
        facts,
      );
    }
    if (RootPasswordEnabled !== false && RootMfaActive !== true) return indeterminate(unclear, facts);
    const asked = unmetBy({ id: Id, password: RootPasswordEnabled, facts }, question);
    if ("outcome" in asked) return asked;
    // So it is where the organization manages root access: nothing to sign in with is better than MFA, and MFA is gone too.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
    if (RootPasswordEnabled === false)
      return pass("the root user has no password, no active access key and no active signing certificate", asked.facts);
    if (question.parameters.requireHardware)
      return pass("root has MFA, no virtual MFA device, no active access key and no active certificate", asked.facts);
    return pass("the root user has an MFA device, no active access key and no active signing certificate", asked.facts);
  },
});

/**
 * An account starts with a root password, and reports said `not_supported` of each until they came to tell that some have
 * none. The other words are none that reports use here: they say nothing.
 */
function mayHavePassword(enabled: Flag | undefined): boolean {
  return enabled === true || enabled === "not_supported" || enabled === undefined;
}

export const aws = [root];
