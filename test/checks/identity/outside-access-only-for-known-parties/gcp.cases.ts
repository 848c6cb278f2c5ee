// Cases of the check on outside parties: Google Cloud.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases } from "../../cases.ts";

const NUMBER = "481516234201";
const name = "//storage.googleapis.com/acme-data";
const person = `person:${"cd".repeat(32)}`;

const user = (Domain: string, Kind = "user"): Json => ({ Kind, Domain, Reference: person });
const machine = (address: string): Json => ({
  Kind: "serviceAccount",
  Domain: address.split("@")[1] ?? "",
  Reference: `serviceAccount:${address}`,
});
const member = (text: string): Json => ({ Kind: text.slice(0, text.indexOf(":")), Reference: text });
const everyone: Json = { Kind: "allUsers" };

const bindings = (...members: readonly Json[]): Json => [
  { Role: "roles/storage.objectViewer", HasCondition: false, Members: members },
];
const own = { project: { rows: [{ projectId: "acme-prod" }] } };
const company = { ownParties: ["acme.example"] };

const inProject = (...members: readonly Json[]): Json => ({
  Ancestor: `projects/${NUMBER}`,
  Type: "project",
  Bindings: bindings(...members),
});
const inFolder = (...members: readonly Json[]): Json => ({
  Ancestor: "folders/7",
  Type: "folder",
  Bindings: bindings(...members),
});

const none = { everyone: false, unlisted: [], unlistedCount: 0 };
const one = (party: string): Json => ({ everyone: false, unlisted: [party], unlistedCount: 1 });

const project = (given: string, member: Json, rest: Partial<Case> & Pick<Case, "expect">): Case => ({
  name: given,
  slice: inProject(member),
  related: own,
  parameters: company,
  ...rest,
});
const ofProject = (given: string, address: string, party: string | null): Case =>
  project(
    given,
    machine(address),
    party === null ? { expect: "pass", facts: none } : { expect: "fail", facts: one(party) },
  );

export const cases: Cases = {
  "gcp Tidemark::ResourceManager::AncestorPolicy": {
    cases: [
      project("a person of the company", user("acme.example"), {
        expect: "pass",
        because: "the IAM policy of the project names members of the company and of listed parties at most",
        facts: none,
      }),
      project("a group of another domain", user("vendor.example", "group"), {
        expect: "fail",
        because: "the IAM policy of the project gives access to parties that the config does not list: 1",
        facts: one("vendor.example"),
      }),
      project(
        "a whole domain that is known",
        { Kind: "domain", Domain: "vendor.example" },
        {
          parameters: { ...company, knownParties: ["Vendor.example"] },
          expect: "pass",
        },
      ),
      project("a subdomain of the company's domain, which is another domain", user("eu.acme.example"), {
        expect: "fail",
        facts: one("eu.acme.example"),
      }),
      project("people, and no domain of the company listed", user("acme.example"), {
        parameters: {},
        expect: "indeterminate",
        problem: "not-supported",
        because: "the policy names people by their domain, and the config lists no domain of the company (ownParties)",
      }),
      project("a free address, and no domain of the company listed", user("gmail.com"), {
        parameters: {},
        expect: "fail",
        facts: one("gmail.com"),
      }),
      // https://docs.cloud.google.com/iam/docs/service-account-types
      ofProject("a service account of the project, as documented", "app@acme-prod.iam.gserviceaccount.com", null),
      ofProject("a service account of another project", "app@vendor-prod.iam.gserviceaccount.com", "vendor-prod"),
      ofProject(
        "the default account of Compute Engine, as documented",
        `${NUMBER}-compute@developer.gserviceaccount.com`,
        null,
      ),
      ofProject("that of another project", "99-compute@developer.gserviceaccount.com", "99"),
      ofProject("the default account of App Engine, as documented", "acme-prod@appspot.gserviceaccount.com", null),
      ofProject("the Google APIs agent", `${NUMBER}@cloudservices.gserviceaccount.com`, null),
      ofProject("the legacy account of Cloud Build of another project", "99@cloudbuild.gserviceaccount.com", "99"),
      // https://docs.cloud.google.com/iam/docs/service-agents
      ofProject(
        "an agent of the project, as documented",
        `service-${NUMBER}@gcp-sa-pubsub.iam.gserviceaccount.com`,
        null,
      ),
      ofProject(
        "an agent with a domain of its own",
        `service-${NUMBER}@container-engine-robot.iam.gserviceaccount.com`,
        null,
      ),
      ofProject("an agent of another project", "service-99@compute-system.iam.gserviceaccount.com", "99"),
      ofProject("the writer of a log sink", `p${NUMBER}-12345@gcp-sa-logging.iam.gserviceaccount.com`, null),
      // https://docs.cloud.google.com/iam/docs/service-agents
      ...[
        `service-${NUMBER}@gcp-gae-service`,
        `service-${NUMBER}@dlp-api`,
        `service-${NUMBER}@container-analysis`,
        `project-${NUMBER}@storage-transfer-service`,
        `bq-${NUMBER}@bigquery-encryption`,
        `service-p${NUMBER}@gcp-sa-accessapproval`,
        `p${NUMBER}-msdqi7@gcp-sa-cloud-sql`,
        `bqcx-${NUMBER}-a1b2@gcp-sa-bigquery-condel`,
      ].map((agent) => ofProject(`an agent, as documented: ${agent}`, `${agent}.iam.gserviceaccount.com`, null)),
      project(
        "an account of a domain that is not known, called as an agent is",
        machine(`service-${NUMBER}@vendor-prod.iam.gserviceaccount.com`),
        {
          expect: "indeterminate",
          problem: "not-supported",
        },
      ),
      project(
        "the agent of the organization above, as documented",
        machine("service-org-8@security-center-api.iam.gserviceaccount.com"),
        {
          related: { ...own, containers: { rows: [{ Ancestor: "organizations/8" }] } },
          expect: "pass",
          facts: none,
        },
      ),
      project("the sink of a folder of others", machine("f7-123@gcp-sa-logging.iam.gserviceaccount.com"), {
        related: { ...own, containers: { rows: [{ Ancestor: "organizations/8" }] } },
        expect: "fail",
        facts: one("folders/7"),
      }),
      project(
        "the agent of an organization, and what lies above not read",
        machine("o8-1@gcp-sa-logging.iam.gserviceaccount.com"),
        {
          related: { ...own, containers: { rows: [], complete: false } },
          expect: "indeterminate",
          problem: "unavailable",
        },
      ),
      ofProject(
        "an account of a project of a domain",
        "app@prod.vendor.example.iam.gserviceaccount.com",
        "vendor.example:prod",
      ),
      ofProject("a workload of a cluster of the project", "acme-prod.svc.id.goog[ns/app]", null),
      ofProject("a workload of a cluster of another project", "vendor.svc.id.goog[ns/app]", "vendor"),
      project("owners of the project itself", member("projectOwner:acme-prod"), { expect: "pass" }),
      project("viewers of another project", member("projectViewer:vendor"), { expect: "fail", facts: one("vendor") }),
      project("another project that is known", member("projectViewer:vendor"), {
        parameters: { knownParties: ["vendor"] },
        expect: "pass",
      }),
      // https://docs.cloud.google.com/iam/docs/principal-identifiers
      project(
        "workloads of a pool of another project, as documented",
        member("principalSet://iam.googleapis.com/projects/99/locations/global/workloadIdentityPools/pool/group/g"),
        { expect: "fail", facts: one("99") },
      ),
      project(
        "people of a workforce pool",
        { Kind: "principalSet", Reference: person },
        {
          expect: "indeterminate",
          problem: "not-supported",
          because: "the policy names members whose party Tidemark does not read, such as a workforce pool",
        },
      ),
      project("an account whose address is of no known form", machine("x@other.gserviceaccount.com"), {
        expect: "indeterminate",
        problem: "not-supported",
      }),
      project("a deleted member", { Kind: "deleted", Domain: "vendor.example", Reference: person }, { expect: "pass" }),
      project("everyone", everyone, {
        expect: "fail",
        because:
          "the IAM policy of the project gives access to allUsers or allAuthenticatedUsers, beyond any list of parties",
      }),
      project("an id, and the project not read", machine("app@acme-prod.iam.gserviceaccount.com"), {
        related: { project: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      }),
      project("an id, and no project in the answer", machine("app@acme-prod.iam.gserviceaccount.com"), {
        related: { project: { rows: [] } },
        expect: "indeterminate",
        problem: "not-seen",
      }),
      {
        name: "another domain beside a member whose party is not read",
        slice: inProject(user("vendor.example"), { Kind: "principalSet", Reference: person }),
        parameters: company,
        expect: "fail",
        facts: one("vendor.example"),
      },
      { name: "no bindings", slice: { ...(inProject() as object), Bindings: [] } as Json, expect: "pass", facts: none },
      {
        name: "a folder that is not enrolled",
        slice: inFolder(user("vendor.example")),
        parameters: company,
        expect: "fail",
        because: "the IAM policy of the folder gives access to parties that the config does not list: 1",
      },
      {
        name: "a folder that is enrolled",
        slice: inFolder(user("vendor.example")),
        related: { folders: { rows: [{ Type: "folder", Bindings: bindings(user("vendor.example")) }] } },
        parameters: company,
        expect: "not-applicable",
        facts: { level: "folder" },
      },
      {
        name: "a folder that is enrolled, and was read before the member came",
        slice: inFolder(user("vendor.example")),
        related: { folders: { rows: [{ Type: "folder", Bindings: [] }] } },
        parameters: company,
        expect: "fail",
      },
      {
        name: "a folder that is enrolled and was not read",
        slice: inFolder(user("vendor.example")),
        related: { folders: { rows: [], complete: false } },
        parameters: company,
        expect: "indeterminate",
        problem: "unavailable",
      },
    ],
  },
  "gcp Tidemark::ResourceManager::ContainerPolicy": {
    never: { "not-applicable": "a policy of a folder or organization is judged in its own scope alone" },
    cases: [
      {
        name: "people of the company",
        scope: "gcp/folders/7",
        slice: { Type: "folder", Bindings: bindings(user("acme.example")) },
        parameters: company,
        expect: "pass",
      },
      {
        name: "another domain",
        scope: "gcp/organizations/8",
        slice: { Type: "organization", Bindings: bindings(user("vendor.example")) },
        parameters: company,
        expect: "fail",
        because: "the IAM policy of the organization gives access to parties that the config does not list: 1",
      },
      {
        name: "a service account of a project that is not listed",
        scope: "gcp/folders/7",
        slice: { Type: "folder", Bindings: bindings(machine("app@acme-prod.iam.gserviceaccount.com")) },
        parameters: company,
        expect: "fail",
        facts: one("acme-prod"),
      },
      {
        name: "the agent of the organization itself",
        scope: "gcp/organizations/8",
        slice: {
          Type: "organization",
          Bindings: bindings(machine("service-org-8@gcp-sa-cloudasset.iam.gserviceaccount.com")),
        },
        expect: "pass",
      },
      {
        name: "a service account of a project of the company",
        scope: "gcp/folders/7",
        slice: { Type: "folder", Bindings: bindings(machine("app@acme-prod.iam.gserviceaccount.com")) },
        parameters: { ownParties: ["acme-prod"] },
        expect: "pass",
      },
      {
        name: "people of a workforce pool",
        scope: "gcp/folders/7",
        slice: { Type: "folder", Bindings: bindings({ Kind: "principal", Reference: person }) },
        expect: "indeterminate",
        problem: "not-supported",
      },
    ],
  },
  "gcp storage.googleapis.com/Bucket": {
    cases: [
      {
        name: "no policy of its own",
        slice: { AssetName: name },
        related: { policies: { rows: [] } },
        expect: "not-applicable",
        because: "the bucket has no IAM policy of its own",
      },
      {
        name: "owners of the project",
        slice: { AssetName: name },
        related: {
          ...own,
          policies: { rows: [{ Resource: name, Bindings: bindings(member("projectOwner:acme-prod")) }] },
        },
        expect: "pass",
        because: "the IAM policy of the bucket names members of the company and of listed parties at most",
      },
      {
        name: "another project",
        slice: { AssetName: name },
        related: {
          ...own,
          policies: { rows: [{ Resource: name, Bindings: bindings(machine("app@vendor.iam.gserviceaccount.com")) }] },
        },
        expect: "fail",
        facts: one("vendor"),
      },
      {
        name: "everyone",
        slice: { AssetName: name },
        related: { policies: { rows: [{ Resource: name, Bindings: bindings(everyone) }] } },
        expect: "not-applicable",
        because:
          "the IAM policy of the bucket names allUsers or allAuthenticatedUsers, which object-storage-not-public judges",
      },
      {
        name: "policies not read",
        slice: { AssetName: name },
        related: { policies: { rows: [], complete: false } },
        expect: "indeterminate",
        problem: "unavailable",
      },
    ],
  },
};
