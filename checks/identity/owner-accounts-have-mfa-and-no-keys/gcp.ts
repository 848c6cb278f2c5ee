// Judges the owners of Google Cloud projects: super administrators of the customer,
// service accounts, and any other member that a policy names.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import { accountOf, lifeOf, ServiceAccountKey } from "../../readings/gcp/service-account-key.ts";
import { AncestorPolicy, ancestorPolicy, ownersBy } from "./ancestor-policy.ts";
import { ownerPath } from "./owner-path.ts";

const superAdministrator = defineEvaluator({
  provider: "workspace",
  resourceType: "admin.directory/users",
  global: true,
  // https://developers.google.com/workspace/admin/directory/reference/rest/v1/users
  reads: z.object({
    isAdmin: z.boolean(),
    isEnrolledIn2Sv: z.boolean(),
    isEnforcedIn2Sv: z.boolean(),
    suspended: z.boolean().optional(),
    archived: z.boolean().optional(),
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
    reads: AncestorPolicy,
    on: (row) => ownersBy(row).map(({ Reference = "" }) => Reference.toLowerCase()),
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
  reads: z.object({ email: z.string(), uniqueId: z.string().optional(), disabled: z.boolean().optional() }),
  related,
  evaluate({ email, uniqueId, disabled }, { related: { policies, keys }, asOf }: Question<unknown, typeof related>) {
    if (disabled === true) return notApplicable("the service account is disabled");
    const owns = policies(`serviceAccount:${email}`.toLowerCase()).find(() => true);
    if (owns.is === "none")
      return notApplicable(
        "no IAM policy of the project, or above the project, grants roles/owner to the service account",
      );
    if (owns.is === "unknown") return indeterminate(owns.problem);

    const own = [email, ...(uniqueId === undefined ? [] : [uniqueId])].map((name) => keys(name));
    const live = own.map((each) => each.find((key) => lifeOf(key, asOf) === "live"));
    if (live.some(({ is }) => is === "found"))
      return fail("the service account holds roles/owner and has a valid user-managed key");
    for (const answer of live) if (answer.is === "unknown") return indeterminate(answer.problem);
    if (own.some((each) => each.find((key) => lifeOf(key, asOf) === "unclear").is === "found")) {
      return indeterminate({
        code: "unexpected-shape",
        detail: "the answer from Google Cloud does not show whether a key of the service account is valid",
      });
    }
    return pass("the service account holds roles/owner and has no valid user-managed key");
  },
});

export const gcp = [superAdministrator, serviceAccount, ancestorPolicy, ownerPath];
