// Cases of the check that policies on resources are not public: IAM policies of Google Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, RelatedRows } from "../../cases.ts";
import { above, binding, inherited, policies, quiet, under, unread, type Roles } from "./grants.ts";

type Judged = {
  readonly what: string;
  readonly asset: string;
  /** Roles of official pages, each with its page, that open the resource where everyone has them on it. */
  readonly roles: readonly (readonly [role: string, page: string])[];
  readonly reaches: Roles;
};

const ofOne = ({ what, asset: AssetName, roles, reaches }: Judged): Cases[`${string} ${string}`] => {
  const slice: Json = { AssetName, name: AssetName };
  const own = (...bindings: readonly Json[]): { policies: RelatedRows } => ({
    policies: policies([AssetName, ...bindings]),
  });
  const [first = ""] = roles.map(([role]) => role);
  return {
    cases: [
      {
        name: "a group alone",
        slice,
        related: { ...own(binding(first, "group")), ...quiet },
        expect: "pass",
        basis: "configured",
        because: `IAM policies of the ${what}, and above it, grant nothing to allUsers or allAuthenticatedUsers`,
        facts: { grants: [], grantCount: 0 },
      },
      { name: "no policy at all", slice, related: quiet, expect: "pass" },
      ...roles.map(([role, page]): Case => ({
        name: `everyone has ${role} (${page})`,
        slice,
        related: { ...own(binding(role, "allUsers", "group")), ancestors: unread },
        expect: "fail",
        because: `the IAM policy of the ${what} grants access to allUsers or allAuthenticatedUsers`,
        facts: { grants: [{ at: what, to: "allUsers", role }], grantCount: 1 },
      })),
      {
        name: "everyone with a Google account, by a custom role",
        slice,
        related: { ...own(binding("projects/acme/roles/reader", "allAuthenticatedUsers")), ...quiet },
        expect: "fail",
      },
      {
        name: "everyone under a condition",
        slice,
        related: { ...own(under(binding(first, "allUsers"))), ...quiet },
        expect: "indeterminate",
        problem: "not-supported",
        because: "a grant to allUsers or allAuthenticatedUsers has a condition, which Tidemark does not read",
      },
      {
        name: "everyone under a condition, as version 1 of a policy has it",
        slice,
        related: { ...own(binding(`${first}_withcond_2b17cc25d2cd9e2c54d8`, "allUsers")), ...quiet },
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "policies that may not be read",
        slice,
        related: { policies: unread, ...quiet },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "policies above that may not be read",
        slice,
        related: { ancestors: unread },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "everyone by grants on a folder and the organization: the nearest is named",
        slice,
        related: above(
          ["organization", binding("roles/owner", "allUsers")],
          ["folder", binding("roles/owner", "allUsers")],
        ),
        expect: "fail",
        because: `the ${what} inherits access for allUsers or allAuthenticatedUsers from the IAM policy of its folder`,
      },
      { name: "an answer without a name", slice: {}, related: quiet, expect: "indeterminate" },
      ...inherited(
        what,
        slice,
        {},
        {
          "roles/owner": true,
          "roles/storage.objectViewer": false,
          "roles/run.invoker": false,
          "organizations/902211334455/roles/reader": null,
          ...reaches,
        },
      ),
    ],
  };
};

const PROJECT = "projects/481516234201";
const RING = `//cloudkms.googleapis.com/${PROJECT}/locations/eu/keyRings/app`;
const KEY = `${RING}/cryptoKeys/orders`;
const KMS = "https://docs.cloud.google.com/kms/docs/reference/permissions-and-roles";
const PUBSUB = "https://docs.cloud.google.com/pubsub/docs/access-control";
const SECRETS = "https://docs.cloud.google.com/secret-manager/docs/access-control";
const ARTIFACTS = "https://docs.cloud.google.com/artifact-registry/docs/access-control";

const keys = ofOne({
  what: "key",
  asset: KEY,
  roles: [
    ["roles/cloudkms.cryptoKeyDecrypter", KMS],
    ["roles/cloudkms.cryptoKeyEncrypterDecrypter", KMS],
    ["roles/cloudkms.viewer", KMS],
  ],
  reaches: {
    "roles/cloudkms.cryptoKeyDecrypter": true,
    "roles/cloudkms.viewer": null,
    "roles/secretmanager.secretAccessor": false,
    "roles/editor": null,
  },
});

export const cases: Cases = {
  "gcp cloudkms.googleapis.com/CryptoKey": {
    cases: [
      ...keys.cases,
      // https://docs.cloud.google.com/kms/docs/iam: a key inherits what its ring grants.
      {
        name: "everyone by the policy of the key ring",
        slice: { AssetName: KEY },
        related: { policies: policies([RING, binding("roles/cloudkms.cryptoKeyDecrypter", "allUsers")]), ...quiet },
        expect: "fail",
        because: "the key inherits access for allUsers or allAuthenticatedUsers from the IAM policy of its key ring",
        facts: {
          grants: [{ at: "key ring", to: "allUsers", role: "roles/cloudkms.cryptoKeyDecrypter" }],
          grantCount: 1,
        },
      },
      {
        name: "everyone by the policy of another ring, whose name begins alike",
        slice: { AssetName: KEY },
        related: {
          policies: policies([`${RING}2`, binding("roles/cloudkms.cryptoKeyDecrypter", "allUsers")]),
          ...quiet,
        },
        expect: "pass",
      },
    ],
  },
  "gcp cloudkms.googleapis.com/KeyRing": ofOne({
    what: "key ring",
    asset: RING,
    roles: [
      ["roles/cloudkms.admin", KMS],
      ["roles/cloudkms.cryptoKeyEncrypter", KMS],
      ["roles/cloudkms.signerVerifier", KMS],
    ],
    reaches: { "roles/cloudkms.signer": true, "roles/cloudkms.publicKeyViewer": null, "roles/pubsub.admin": false },
  }),
  "gcp pubsub.googleapis.com/Topic": ofOne({
    what: "topic",
    asset: `//pubsub.googleapis.com/${PROJECT}/topics/orders`,
    roles: [
      ["roles/pubsub.publisher", PUBSUB],
      ["roles/pubsub.subscriber", PUBSUB],
      ["roles/pubsub.editor", PUBSUB],
    ],
    reaches: { "roles/pubsub.publisher": true, "roles/pubsub.subscriber": true, "roles/pubsub.viewer": null },
  }),
  "gcp pubsub.googleapis.com/Subscription": ofOne({
    what: "subscription",
    asset: `//pubsub.googleapis.com/${PROJECT}/subscriptions/orders`,
    roles: [
      ["roles/pubsub.subscriber", PUBSUB],
      ["roles/pubsub.admin", PUBSUB],
      ["roles/pubsub.editor", PUBSUB],
    ],
    reaches: { "roles/pubsub.subscriber": true, "roles/pubsub.publisher": null, "roles/cloudkms.admin": false },
  }),
  "gcp secretmanager.googleapis.com/Secret": ofOne({
    what: "secret",
    asset: `//secretmanager.googleapis.com/${PROJECT}/secrets/token`,
    roles: [
      ["roles/secretmanager.secretAccessor", SECRETS],
      ["roles/secretmanager.secretVersionManager", SECRETS],
      ["roles/secretmanager.admin", SECRETS],
    ],
    reaches: {
      "roles/secretmanager.secretAccessor": true,
      "roles/secretmanager.viewer": null,
      "roles/artifactregistry.reader": false,
    },
  }),
  "gcp artifactregistry.googleapis.com/Repository": ofOne({
    what: "repository",
    asset: `//artifactregistry.googleapis.com/${PROJECT}/locations/europe-west1/repositories/images`,
    roles: [
      ["roles/artifactregistry.reader", ARTIFACTS],
      ["roles/artifactregistry.writer", ARTIFACTS],
      ["roles/artifactregistry.repoAdmin", ARTIFACTS],
    ],
    reaches: {
      "roles/artifactregistry.reader": true,
      "roles/artifactregistry.writer": true,
      "roles/pubsub.subscriber": false,
    },
  }),
};
