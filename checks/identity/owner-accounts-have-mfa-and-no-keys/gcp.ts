// Judges the owners of Google Cloud: super administrators of the customer,
// service accounts, and any other member that a policy names.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import { accountOf, lifeOf, ServiceAccountKey } from "../../readings/gcp/service-account-key.ts";
import { ownerPath } from "./owner-path.ts";
import { ancestorPolicy } from "./policies/ancestor-policy.ts";
import { containerPolicy } from "./policies/container-policy.ts";
import { ownersBy, OwnersPolicy, referenceOf } from "./policies/owners.ts";

const superAdministrator = defineEvaluator({
  provider: "workspace",
  resourceType: "admin.directory/users",
  global: true,
  // https://developers.google.com/workspace/admin/directory/reference/rest/v1/users
  reads: z.object({
    isAdmin: z.boolean(),
    isEnrolledIn2Sv: z.boolean(),
    isEnforcedIn2Sv: z.boolean(),
    suspended: z.boolean().nullish(),
    archived: z.boolean().nullish(),
  }),
  evaluate({ isAdmin, isEnrolledIn2Sv, isEnforcedIn2Sv, suspended, archived }) {
    if (!isAdmin) return notApplicable("the person is not a super administrator");
    if (suspended === true || archived === true) {
      return notApplicable("the super administrator is suspended or archived");
    }
    const facts = { enrolled: isEnrolledIn2Sv, enforced: isEnforcedIn2Sv };
    if (isEnrolledIn2Sv) return pass("the super administrator is enrolled in 2-step verification", facts);
    // Enforced does not help: until the end of an enrollment period a password is enough.
    // https://support.google.com/a/answer/9176805
    return fail("the super administrator is not enrolled in 2-step verification", facts);
  },
});

const related = {
  policies: relation({
    type: "Tidemark::ResourceManager::AncestorPolicy",
    within: "scope",
    global: true,
    reads: OwnersPolicy,
    on: (row) => ownersBy(row).map(referenceOf),
  }),
  keys: relation({
    type: "iam.googleapis.com/ServiceAccountKey",
    within: "scope",
    global: true,
    reads: ServiceAccountKey,
    on: (row) => [accountOf(row)],
  }),
};

const serviceAccount = defineEvaluator({
  provider: "gcp",
  resourceType: "iam.googleapis.com/ServiceAccount",
  global: true,
  // https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts; the address is a machine's.
  reads: z.object({ email: z.string(), uniqueId: z.string().nullish(), disabled: z.boolean().nullish() }),
  related,
  evaluate({ email, uniqueId, disabled }, { related: { policies, keys }, asOf }: Question<unknown, typeof related>) {
    if (disabled === true) return notApplicable("the service account is disabled");
    const reference = `serviceAccount:${email}`.toLowerCase();
    const always = policies(reference).find((policy) =>
      ownersBy(policy).some((owner) => !owner.isConditional && referenceOf(owner) === reference),
    );
    // A policy that grants the role under a condition alone does not decide before every other policy was read.
    const owns = always.is === "found" ? always : policies(reference).find(() => true);
    if (owns.is === "none")
      return notApplicable(
        "no IAM policy of the project, or above the project, grants roles/owner or admin to the service account",
      );
    if (owns.is === "unknown") return indeterminate(owns.problem);

    const own = [email, ...(uniqueId == null ? [] : [uniqueId])].map((name) => keys(name));
    const live = own.map((each) => each.find((key) => lifeOf(key, asOf) === "live"));
    if (live.some(({ is }) => is === "found")) {
      if (always.is === "found")
        return fail("the service account holds roles/owner or admin and has a valid user-managed key");
      if (always.is === "unknown") return indeterminate(always.problem);
      return indeterminate({
        code: "not-supported",
        detail:
          "roles/owner or admin is granted to the service account under a condition, which Tidemark does not read",
      });
    }
    for (const answer of live) if (answer.is === "unknown") return indeterminate(answer.problem);
    if (own.some((each) => each.find((key) => lifeOf(key, asOf) === "unclear").is === "found")) {
      return indeterminate({
        code: "unexpected-shape",
        detail: "the answer from Google Cloud does not show whether a key of the service account is valid",
      });
    }
    if (always.is !== "found")
      return pass("the service account holds roles/owner or admin under a condition and has no valid user-managed key");
    return pass("the service account holds roles/owner or admin and has no valid user-managed key");
  },
});

export const gcp = [superAdministrator, serviceAccount, ancestorPolicy, containerPolicy, ownerPath];
