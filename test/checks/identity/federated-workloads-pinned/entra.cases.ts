// Cases of the check on federated workloads: federated credentials of Entra applications.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Outcome } from "../../../../evidence-schema/record/record.ts";
import type { Case, Cases } from "../../cases.ts";

const GITHUB = "https://token.actions.githubusercontent.com";
const HCP = "https://app.terraform.io";
const AUDIENCES = ["api://AzureADTokenExchange"];

const application = (...credentials: readonly Json[]): Json => ({ id: "a", FederatedIdentityCredentials: credentials });
const bySubject = (issuer: string, subject: string): Json => ({ id: "c", issuer, subject, audiences: AUDIENCES });
const byExpression = (issuer: string, value: string): Json => ({
  id: "c",
  issuer,
  audiences: AUDIENCES,
  claimsMatchingExpression: { value, languageVersion: 1 },
});

type Row = readonly [name: string, expect: Outcome, credential: Json];
const rows = (...table: readonly Row[]): readonly Case[] =>
  table.map(([name, expect, credential]) => ({ name, slice: application(credential), expect }));

const FLEXIBLE =
  "https://learn.microsoft.com/en-us/entra/workload-id/workload-identities-flexible-federated-identity-credentials";

export const cases: Cases = {
  "entra microsoft.graph/application": {
    cases: [
      ...rows(
        // https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-create-trust
        [
          "an environment of a GitHub repository, as documented",
          "pass",
          bySubject(GITHUB, "repo:octo-org/octo-repo:environment:Production"),
        ],
        [
          "a branch of a GitHub repository, as documented",
          "pass",
          bySubject(GITHUB, "repo:contoso/contoso-repo:ref:refs/heads/main"),
        ],
        ["a pull request, as documented", "pass", bySubject(GITHUB, "repo:octo-org/octo-repo:pull_request")],
        [
          "a service account of Kubernetes, as documented",
          "pass",
          bySubject("https://aksoicwesteurope.example/issuer/", "system:serviceaccount:erp8asle:pod-identity-sa"),
        ],
        // https://learn.microsoft.com/en-us/graph/api/application-post-federatedidentitycredentials
        [
          "a service account of Google, as documented",
          "pass",
          bySubject("https://accounts.google.com", "112633961854638529490"),
        ],
        [
          `all branches of a repository, as documented: ${FLEXIBLE}`,
          "pass",
          byExpression(GITHUB, "claims['sub'] matches 'repo:contoso/contoso-repo:ref:refs/heads/*'"),
        ],
        [
          `a repository and the workflow that it calls, as documented: ${FLEXIBLE}`,
          "pass",
          byExpression(
            GITHUB,
            "claims['sub'] matches 'repo:contoso/contoso-repo:ref:refs/heads/*' and claims['job_workflow_ref'] matches 'foo-org/bar-repo/.github/workflows/*@refs/heads/main'",
          ),
        ],
        [
          `the phases of a workspace, as documented: ${FLEXIBLE}`,
          "pass",
          byExpression(
            HCP,
            "claims['sub'] matches 'organization:contoso:project:default:workspace:contoso-prod:run_phase:*'",
          ),
        ],
        ["all repositories of an owner", "fail", byExpression(GITHUB, "claims['sub'] matches 'repo:contoso/*'")],
        ["every repository", "fail", byExpression(GITHUB, "claims['sub'] matches 'repo:*'")],
        ["an owner of any name", "fail", byExpression(GITHUB, "claims['sub'] matches '*/contoso-repo:*'")],
        ["an owner by a subject of its own making", "fail", bySubject(GITHUB, "repository_owner:contoso")],
        [
          "a workflow alone, which other repositories may call",
          "indeterminate",
          byExpression(GITHUB, "claims['job_workflow_ref'] matches 'contoso/x/.github/workflows/*'"),
        ],
        [
          "an expression of another form",
          "indeterminate",
          byExpression(GITHUB, "claims.sub startswith 'repo:contoso/'"),
        ],
        [
          "an expression with more behind it",
          "indeterminate",
          byExpression(GITHUB, "claims['sub'] eq 'repo:o/r:x' 'y'"),
        ],
      ),
      {
        name: "one of two that is open",
        slice: application(
          bySubject(GITHUB, "repo:contoso/contoso-repo:ref:refs/heads/main"),
          byExpression(GITHUB, "claims['sub'] matches 'repo:contoso/*'"),
        ),
        expect: "fail",
        because: "a federated credential lets in all workloads of an owner",
        facts: {
          trusted: [
            { by: "token.actions.githubusercontent.com", lets: "owner" },
            { by: "token.actions.githubusercontent.com", lets: "workload" },
          ],
          trustedCount: 2,
        },
      },
      {
        name: "all repositories of an owner, where that is allowed",
        slice: application(byExpression(GITHUB, "claims['sub'] matches 'repo:contoso/*'")),
        parameters: { allowOwner: true },
        expect: "pass",
      },
      {
        name: "a flexible credential whose expression the answer left out",
        slice: application({ id: "c", issuer: GITHUB, audiences: AUDIENCES }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "an answer that was cut, or asked for no federated credentials",
        slice: { id: "a", appId: "b" },
        expect: "indeterminate",
      },
      { name: "no federated credential", slice: application(), expect: "not-applicable" },
    ],
  },
};
