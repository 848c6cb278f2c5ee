// Cases of the check that policies on resources are not public: datasets of BigQuery.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases } from "../../cases.ts";
import { above, binding, inherited, quiet, unread } from "./grants.ts";

const BIGQUERY = "https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/datasets";

const dataset = (access: Json): Json => ({
  AssetName: `//bigquery.googleapis.com/projects/481516234201/datasets/sales`,
  access,
});
const owners: Json = { role: "OWNER", specialGroup: "projectOwners" };
const person: Json = { role: "OWNER", userByEmail: "alice@example.com" };

export const cases: Cases = {
  "gcp bigquery.googleapis.com/Dataset": {
    cases: [
      {
        name: `the project's own groups and a person (${BIGQUERY})`,
        slice: dataset([owners, person, { role: "READER", specialGroup: "projectReaders" }]),
        related: quiet,
        expect: "pass",
        basis: "configured",
        facts: { grants: [], grantCount: 0 },
      },
      {
        name: `all authenticated users (${BIGQUERY})`,
        slice: dataset([person, { role: "READER", specialGroup: "allAuthenticatedUsers" }]),
        related: { ancestors: unread },
        expect: "fail",
        because: "the IAM policy of the dataset grants access to allUsers or allAuthenticatedUsers",
        facts: { grants: [{ at: "dataset", to: "allAuthenticatedUsers", role: "READER" }], grantCount: 1 },
      },
      {
        name: `everyone, as a member of IAM (${BIGQUERY})`,
        slice: dataset([owners, { role: "roles/bigquery.metadataViewer", iamMember: "allUsers" }]),
        related: quiet,
        expect: "fail",
        facts: { grants: [{ at: "dataset", to: "allUsers", role: "roles/bigquery.metadataViewer" }], grantCount: 1 },
      },
      {
        name: "a view of another dataset, which has no role",
        slice: dataset([owners, { view: { projectId: "p", datasetId: "d", tableId: "v" } }]),
        related: quiet,
        expect: "pass",
      },
      {
        name: "another member of IAM",
        slice: dataset([owners, { role: "READER", iamMember: "principalSet://iam.googleapis.com/x" }]),
        related: quiet,
        expect: "pass",
      },
      {
        name: "everyone under a condition",
        slice: dataset([{ role: "READER", iamMember: "allUsers", condition: { expression: "alice" } }]),
        related: quiet,
        expect: "indeterminate",
        problem: "not-supported",
      },
      { name: "no entry at all", slice: dataset([]), related: quiet, expect: "pass" },
      {
        name: "an answer without its list",
        slice: dataset(null),
        related: quiet,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer without its list, where the project opens it",
        slice: dataset(null),
        related: above(["project", binding("roles/bigquery.dataViewer", "allUsers")]),
        expect: "fail",
      },
      {
        name: "policies above that may not be read",
        slice: dataset([owners]),
        related: { ancestors: unread },
        expect: "indeterminate",
        problem: "denied",
      },
      ...inherited(
        "dataset",
        dataset([owners]),
        {},
        {
          "roles/owner": true,
          "roles/bigquery.dataViewer": true,
          "roles/bigquery.user": null,
          "roles/storage.admin": false,
        },
      ),
    ],
  },
};
