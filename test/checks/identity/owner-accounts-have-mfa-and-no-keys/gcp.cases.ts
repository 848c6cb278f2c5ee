// Cases of the check that owner accounts have MFA and no keys: super administrators and service accounts of Google Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";
import { ancestorPolicyCases } from "./ancestor-policy.cases.ts";
import { containerPolicyCases } from "./container-policy.cases.ts";
import { account, alice, conditional, email, machine, owned, policy, throttled, uniqueId } from "./owners.ts";

const directory = (members: Members = {}): Json => ({
  id: "108000000000000000001",
  isAdmin: true,
  isDelegatedAdmin: false,
  isEnrolledIn2Sv: true,
  isEnforcedIn2Sv: true,
  suspended: false,
  archived: false,
  ...members,
});

const key = (members: Members = {}): Json => ({
  name: `projects/shop-prod/serviceAccounts/${email}/keys/a1b2`,
  keyType: "USER_MANAGED",
  keyOrigin: "GOOGLE_PROVIDED",
  validAfterTime: "2026-05-26T17:35:07Z",
  validBeforeTime: "9999-12-31T23:59:59Z",
  ...members,
});

const asked = (policies: Json[], keys: Json[]): { [relation: string]: RelatedRows } => ({
  policies: { rows: policies },
  keys: { rows: keys },
});

export const cases: Cases = {
  "workspace admin.directory/users": {
    cases: [
      {
        name: "a super administrator with 2-step verification",
        slice: directory(),
        expect: "pass",
        facts: { enrolled: true, enforced: true },
      },
      {
        name: "a super administrator for whom it is enforced but who has not enrolled",
        slice: directory({ isEnrolledIn2Sv: false }),
        expect: "fail",
        facts: { enrolled: false, enforced: true },
      },
      {
        name: "a delegated administrator without it",
        slice: directory({ isAdmin: false, isDelegatedAdmin: true, isEnrolledIn2Sv: false }),
        expect: "not-applicable",
      },
      {
        name: "a suspended super administrator",
        slice: directory({ suspended: true, isEnrolledIn2Sv: false }),
        expect: "not-applicable",
      },
      {
        name: "an archived super administrator",
        slice: directory({ archived: true, isEnrolledIn2Sv: false }),
        expect: "not-applicable",
      },
      {
        name: "a super administrator who is neither suspended nor archived, as null",
        slice: directory({ suspended: null, archived: null }),
        expect: "pass",
      },
      {
        name: "an answer without the verification",
        slice: { isAdmin: true },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "gcp iam.googleapis.com/ServiceAccount": {
    cases: [
      {
        name: "an owner without a key",
        slice: account(),
        related: asked([owned], []),
        expect: "pass",
        because: "the service account holds roles/owner or admin and has no valid user-managed key",
      },
      { name: "an owner with a key", slice: account(), related: asked([owned], [key()]), expect: "fail" },
      // https://docs.cloud.google.com/iam/docs/roles-overview#basic
      {
        name: "an account with the newer basic role Admin, and a key",
        slice: account(),
        related: asked([policy("project", ["roles/admin", machine()])], [key()]),
        expect: "fail",
        because: "the service account holds roles/owner or admin and has a valid user-managed key",
      },
      {
        name: "an account with Writer, and a key",
        slice: account(),
        related: asked([policy("project", ["roles/writer", machine()])], [key()]),
        expect: "not-applicable",
      },
      {
        name: "an owner by the organization, with a key whose name has the account's id",
        slice: account(),
        related: asked(
          [policy("project"), policy("organization", ["roles/owner", machine()])],
          [key({ name: `projects/shop-prod/serviceAccounts/${uniqueId}/keys/a1b2` })],
        ),
        expect: "fail",
      },
      {
        name: "an owner whose address the policy spells in other letters",
        slice: account(),
        related: asked(
          [policy("project", ["roles/owner", machine("Deploy@Shop-Prod.iam.gserviceaccount.com")])],
          [key()],
        ),
        expect: "fail",
      },
      {
        name: "a key of another account",
        slice: account(),
        related: asked(
          [owned],
          [key({ name: "projects/shop-prod/serviceAccounts/other@shop-prod.iam.gserviceaccount.com/keys/c3d4" })],
        ),
        expect: "pass",
      },
      // Each service account has these, and nobody ever sees them.
      {
        name: "an owner with a key that Google manages",
        slice: account(),
        related: asked([owned], [key({ keyType: "SYSTEM_MANAGED", validBeforeTime: "2026-09-10T00:00:00Z" })]),
        expect: "pass",
      },
      {
        name: "an owner with a disabled key and one that has ended",
        slice: account(),
        related: asked([owned], [key({ disabled: true }), key({ validBeforeTime: "2026-08-31T00:00:00Z" })]),
        expect: "pass",
      },
      {
        name: "a key without an end",
        slice: account(),
        related: asked(
          [owned],
          [{ name: `projects/shop-prod/serviceAccounts/${email}/keys/e`, keyType: "USER_MANAGED" }],
        ),
        expect: "fail",
      },
      ...["1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "", null].map((end): Case => ({
        name: `an owner with a key whose end is not set: ${JSON.stringify(end)}`,
        slice: account(),
        related: asked([owned], [key({ validBeforeTime: end })]),
        expect: "fail",
      })),
      {
        name: "an owner with a key whose name only the asset has",
        slice: account(),
        related: asked(
          [owned],
          [
            {
              AssetName: `//iam.googleapis.com/projects/p/serviceAccounts/${uniqueId}/keys/e`,
              keyType: "USER_MANAGED",
            },
          ],
        ),
        expect: "fail",
      },
      {
        name: "an owner under a condition that version 1 of the policy hides, with a key",
        slice: account(),
        related: asked([policy("project", ["roles/owner_withcond_2b17", machine()])], [key()]),
        expect: "indeterminate",
        because:
          "roles/owner or admin is granted to the service account under a condition, which Tidemark does not read",
      },
      {
        name: "an owner under a condition that version 1 of the policy hides, without a key",
        slice: account(),
        related: asked([policy("project", ["roles/owner_withcond_2b17cc25d2cd9e2c54d8", machine()])], []),
        expect: "pass",
        because: "the service account holds roles/owner or admin under a condition and has no valid user-managed key",
      },
      {
        name: "an owner under a condition, with a key",
        slice: account(),
        related: asked([conditional(owned)], [key()]),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "an owner under a condition and without one, with a key",
        slice: account(),
        related: asked([conditional(owned), policy("organization", ["roles/owner", machine()])], [key()]),
        expect: "fail",
      },
      {
        name: "an owner under a condition, with a key, while another policy was not read",
        slice: account(),
        related: {
          policies: { rows: [conditional(owned)], complete: false, problem: throttled },
          keys: { rows: [key()] },
        },
        expect: "indeterminate",
        problem: "throttled",
      },
      {
        name: "a viewer under a condition that version 1 of the policy hides, with a key",
        slice: account(),
        related: asked([policy("project", ["roles/viewer_withcond_2b17", machine()])], [key()]),
        expect: "not-applicable",
      },
      {
        name: "an owner with null wherever a member may be left out",
        slice: account({ uniqueId: null, disabled: null }),
        related: asked([owned], [key({ disabled: null, keyOrigin: null })]),
        expect: "fail",
      },
      {
        name: "a key whose end is no date",
        slice: account(),
        related: asked([owned], [key({ validBeforeTime: "soon" })]),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a key of a kind that nobody knows",
        slice: account(),
        related: asked([owned], [key({ keyType: "KEY_TYPE_UNSPECIFIED" })]),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a key that is no account's",
        slice: account(),
        related: asked([owned], [key({ name: "a1b2" })]),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an editor with a key",
        slice: account(),
        related: asked([policy("project", ["roles/editor", machine()], ["roles/owner", alice])], [key()]),
        expect: "not-applicable",
        because:
          "no IAM policy of the project, or above the project, grants roles/owner or admin to the service account",
      },
      {
        name: "an owner that was deleted and made again under its name",
        slice: account(),
        related: asked(
          [policy("project", ["roles/owner", { Kind: "deleted", Reference: `deleted:serviceAccount:${email}?uid=1` }])],
          [key()],
        ),
        expect: "not-applicable",
      },
      {
        name: "a disabled owner with a key",
        slice: account({ disabled: true }),
        related: asked([owned], [key()]),
        expect: "not-applicable",
      },
      {
        name: "an owner with a key, although not every policy and key was read",
        slice: account(),
        related: { policies: { rows: [owned], complete: false }, keys: { rows: [key()], complete: false } },
        expect: "fail",
      },
      {
        name: "an owner none of whose keys were read",
        slice: account(),
        related: { policies: { rows: [owned] }, keys: { rows: [], complete: false, problem: throttled } },
        expect: "indeterminate",
        problem: "throttled",
      },
      {
        name: "policies of which one was not read",
        slice: account(),
        related: {
          policies: { rows: [policy("project")], complete: false, problem: throttled },
          keys: { rows: [key()] },
        },
        expect: "indeterminate",
        problem: "throttled",
      },
      {
        name: "an account without an address",
        slice: { uniqueId },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
  "gcp Tidemark::ResourceManager::AncestorPolicy": ancestorPolicyCases,
  "gcp Tidemark::ResourceManager::ContainerPolicy": containerPolicyCases,
};
