// Withholds parts of the sample projects from the real reader: each gap has its cause, and hides nothing else.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GCP_PERMISSIONS } from "../../../collectors/gcp/actions.ts";
import { detailsOf, hidden, readTypes, type Read } from "../../support/clouds/read-types.ts";
import { ORGANIZATION, PRODUCTION, READER } from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import { INVENTORY_TYPES, PROJECT_SCOPES, PROJECT_TYPES, projectsOf } from "../../support/google/projects.ts";
import { startHere } from "../../support/google/reading.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
beforeEach(() => {
  google.faults.clear();
  google.log.clear();
});

const [OWN] = PROJECT_SCOPES;
const ANCESTOR = "Tidemark::ResourceManager::AncestorPolicy";
const POLICY = "Tidemark::CloudAsset::IamPolicy";
/** Policies of which the inventory tells. */
const POLICIES = INVENTORY_TYPES.filter((type) => /^Tidemark::\w+::\w+Policy$/.test(type));
const BUCKET = "storage.googleapis.com/Bucket";
const TIER = "Tidemark::SecurityCenter::Tier";
const CENTRAL = ["Tidemark::Logging::AncestorSink", "Tidemark::Logging::DestinationBucket"];
const SCANNING = "Tidemark::ServiceUsage::ScanningServices";
const FLOW_LOGS = [
  "Tidemark::NetworkManagement::OrganizationVpcFlowLogsConfig",
  "networkmanagement.googleapis.com/VpcFlowLogsConfig",
];
const ABOVE = "Tidemark::Logging::AncestorSink";
const DESTINATION = "Tidemark::Logging::DestinationBucket";
const NETWORK_POLICIES = "Tidemark::Compute::NetworkFirewallPolicies";
const ROLE = "iam.googleapis.com/Role";
const ROLE_ABOVE = "Tidemark::IAM::OrganizationRole";
const KEY_ACTIVITY = "Tidemark::IAM::ServiceAccountKeyActivity";
const KEY = "iam.googleapis.com/ServiceAccountKey";

/** By permission, the types that it hides. Permissions of one resource are used only where a result would change. */
const HIDES: { readonly [permission: string]: readonly string[] } = {
  "apikeys.keys.get": [],
  // The inventory tells of policies of buckets only where the API of Cloud Storage is off.
  "cloudasset.assets.listIamPolicy": POLICIES,
  "cloudasset.assets.listResource": INVENTORY_TYPES.filter((type) => !POLICIES.includes(type)),
  "cloudkms.cryptoKeys.get": [],
  "cloudsql.instances.list": ["sqladmin.googleapis.com/Instance"],
  "compute.disks.get": [],
  "compute.disks.getIamPolicy": [],
  "compute.firewalls.list": ["compute.googleapis.com/Firewall"],
  "compute.images.get": [],
  "compute.images.getIamPolicy": [],
  "compute.instances.get": [],
  "compute.machineImages.get": [],
  "compute.machineImages.getIamPolicy": [],
  "compute.networks.get": [],
  // Both networks of the sample have subnets.
  "compute.networks.getEffectiveFirewalls": [],
  "compute.networks.getRegionEffectiveFirewalls": [NETWORK_POLICIES],
  "compute.networks.list": [NETWORK_POLICIES],
  "compute.snapshots.get": [],
  "compute.snapshots.getIamPolicy": [],
  "compute.sslCertificates.get": [],
  "compute.subnetworks.get": [],
  "iam.roles.get": [ROLE_ABOVE],
  "iam.roles.list": [ROLE],
  "iam.serviceAccountKeys.list": [KEY],
  "iam.serviceAccounts.list": ["iam.googleapis.com/ServiceAccount", KEY],
  "logging.buckets.get": [DESTINATION],
  "logging.buckets.list": ["logging.googleapis.com/LogBucket"],
  "logging.sinks.list": [ABOVE, DESTINATION, "logging.googleapis.com/LogSink"],
  "networkmanagement.vpcflowlogsconfigs.list": FLOW_LOGS,
  "orgpolicy.policy.get": ["Tidemark::OrgPolicy::EffectivePolicy"],
  "policyanalyzer.serviceAccountKeyLastAuthenticationActivities.query": [KEY_ACTIVITY],
  // Folders and organizations are asked for by scopes of their own: see containers-reader.test.ts.
  "resourcemanager.folders.get": [],
  "resourcemanager.folders.getIamPolicy": [ANCESTOR, ROLE_ABOVE],
  "resourcemanager.organizations.get": [],
  "resourcemanager.organizations.getIamPolicy": [ANCESTOR, ROLE_ABOVE],
  "resourcemanager.projects.get": PROJECT_TYPES.filter(
    // Service Usage is asked by the number of the project.
    (type) => ![...INVENTORY_TYPES, SCANNING].includes(type),
  ),
  "resourcemanager.projects.getIamPolicy": [ANCESTOR, ROLE_ABOVE],
  "securitycentermanagement.billingMetadata.get": [TIER],
  "securitycentermanagement.securityCenterServices.list": ["Tidemark::SecurityCenter::Services"],
  "serviceusage.services.get": [SCANNING],
  "storage.buckets.getIamPolicy": [BUCKET, POLICY],
  "storage.buckets.list": [BUCKET, POLICY],
};

/** Reads a project by a role that has all permissions but one. */
async function without(permission: string): Promise<Read> {
  const { grants } = google.estate;
  google.estate.grants = grants.map((grant) =>
    grant.principal === READER && grant.at === ORGANIZATION
      ? {
          ...grant,
          permissions: [...GCP_PERMISSIONS, "serviceusage.services.use"].filter((each) => each !== permission),
        }
      : grant,
  );
  try {
    return await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES });
  } finally {
    google.estate.grants = grants;
  }
}

describe("each permission that is missing hides its types, and names itself", () => {
  test("the table has each declared permission", () => {
    expect(Object.keys(HIDES)).toEqual(GCP_PERMISSIONS);
  });

  test.each(Object.entries(HIDES))("%s", async (permission, types) => {
    const read = await without(permission);
    expect(hidden(read)).toEqual([...types].toSorted());
    const named = detailsOf(read).map((detail) => /^denied: (\S+)/.exec(detail)?.[1]);
    expect(new Set(named)).toEqual(new Set(types.length === 0 ? [] : [permission]));
  });

  test("a permission on one folder alone hides one policy", async () => {
    const read = await without("resourcemanager.folders.getIamPolicy");
    const unread = [...read.items.values()].filter((item) => "problem" in item);
    expect(unread.map(({ key }) => decodeURIComponent(key).split("ancestor-policy/")[1])).toEqual([
      "folders/730011220044",
    ]);
    // Roles that the policy grants can't be named.
    expect(Object.keys(read.problems)).toEqual([ROLE_ABOVE]);
  });
});

describe("an answer that is late, cut or busy", () => {
  test("a service that is busy for a while is asked again", async () => {
    google.faults.throttle({ service: "orgpolicy" });
    expect(detailsOf(await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES }))).toEqual([]);
  });

  const SINK = "logging.googleapis.com/LogSink";
  const unitOfSinks = ({ reading }: Read) => reading.units.find(({ unit }) => unit.startsWith(SINK));

  test("a listing that is cut midway is asked again, and is no short listing", async () => {
    google.faults.cut({ service: "logging", path: /sinks$/ });
    expect(unitOfSinks(await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES }))).toMatchObject({
      complete: true,
      listed: 2,
    });
  });

  test("single answers that the deadline of a last invocation ends are out of time, and the service refused none", async () => {
    google.faults.cut({ service: "storage", path: /iam$/ }, Infinity);
    const read = await readTypes(projectsOf(), OWN, { types: [POLICY], deadline: Date.now() + 1_500, isLast: true });
    const problems = [...read.items.values()].flatMap((item) => ("problem" in item ? [item.problem] : []));
    expect(problems.length).toBeGreaterThan(0);
    for (const { code } of problems) expect(code).toBe("out-of-time");
  });

  test("a listing that is always cut is left over at the deadline", async () => {
    google.faults.cut({ service: "logging", path: /sinks$/ }, Infinity);
    const read = await readTypes(projectsOf(), OWN, { types: [SINK, BUCKET], deadline: Date.now() + 3_000 });
    expect(unitOfSinks(read)).toBeUndefined();
    expect(read.reading.left?.map(({ type }) => type)).toEqual([SINK]);
  });

  test.each([
    [
      "unreachable",
      { buckets: [], unreachable: ["locations/us-east1"] },
      "logging.googleapis.com/LogBucket",
      /buckets$/,
    ],
    ["a page that is no list", { buckets: "none" }, "logging.googleapis.com/LogBucket", /buckets$/],
  ])("%s", async (_name, body, type, path) => {
    google.faults.answer({ service: "logging", path }, { status: 200, body: JSON.stringify(body) });
    const read = await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES });
    expect(hidden(read)).toEqual([type]);
  });

  test("a warning of Compute Engine beside a part of the rules, and one that says that there are none", async () => {
    const FIREWALL = "compute.googleapis.com/Firewall";
    const rules = google.estate.resources(PRODUCTION.name, FIREWALL).slice(0, 1);
    const answering = (body: object) =>
      google.faults.answer({ service: "compute", path: /firewalls$/ }, { status: 200, body: JSON.stringify(body) });
    answering({ items: rules, warning: { code: "UNREACHABLE" } });
    expect(hidden(await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES }))).toEqual([FIREWALL]);
    google.faults.clear();
    answering({ warning: { code: "NO_RESULTS_ON_PAGE" } });
    expect(hidden(await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES }))).toEqual([]);
  });

  test("a chain of folders without an organization is no whole chain", async () => {
    const ancestor = [
      { resourceId: { type: "project", id: PRODUCTION.projectId } },
      { resourceId: { type: "folder", id: "730011220044" } },
    ];
    google.faults.answer(
      { service: "resourcemanager", path: /:getAncestry$/ },
      { status: 200, body: JSON.stringify({ ancestor }) },
    );
    const read = await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES });
    expect(hidden(read)).toEqual([ANCESTOR, ...CENTRAL, ROLE_ABOVE, TIER].toSorted());
    expect(new Set(Object.values(read.problems).map(({ code }) => code))).toEqual(new Set(["unexpected-shape"]));
  });

  test("a 404 that is no answer of the API is no resource that is gone", async () => {
    google.faults.answer({ service: "storage", path: /\/iam$/ }, { status: 404, body: "<html>not found</html>" });
    google.faults.answer({ service: "iam", path: /\/keys$/ }, { status: 404, body: "" });
    const read = await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES });
    expect(hidden(read)).toEqual([POLICY, KEY].toSorted());
    expect(detailsOf(read).every((detail) => detail.startsWith("unavailable: "))).toBe(true);
  });

  test("a project that the inventory does not have is not an empty one", async () => {
    google.faults.answer({ service: "cloudasset" }, ({ query }) => ({
      status: 200,
      body: JSON.stringify({ readTime: query.get("readTime"), assets: [] }),
    }));
    const read = await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES });
    expect(hidden(read)).toEqual(INVENTORY_TYPES);
    expect(new Set(Object.values(read.problems).map(({ code }) => code))).toEqual(new Set(["not-in-answer"]));
  });

  test("an account without an id hides the keys, since those of that account are not read", async () => {
    const accounts = [{ email: "a@example.iam.gserviceaccount.com" }];
    google.faults.answer(
      { service: "iam", path: /serviceAccounts$/ },
      { status: 200, body: JSON.stringify({ accounts }) },
    );
    const read = await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES });
    expect(hidden(read)).toEqual(["iam.googleapis.com/ServiceAccount", KEY]);
  });

  test("warnings of Cloud SQL", async () => {
    const body = { warnings: [{ code: "REGION_UNREACHABLE", region: "us-east1" }] };
    google.faults.answer({ service: "cloudsql", path: /instances$/ }, { status: 200, body: JSON.stringify(body) });
    const read = await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES });
    expect(detailsOf(read)).toEqual([
      "truncated: the answer to cloudsql.instances.list says that the service could not reach a part of the list",
    ]);
  });

  test("a bucket without a name spoils its type, and a policy of another form is its own cause", async () => {
    google.faults.answer(
      { service: "storage", path: /\/iam$/ },
      { status: 200, body: JSON.stringify({ bindings: 7 }) },
    );
    const read = await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES });
    expect(hidden(read)).toEqual([POLICY]);
    google.faults.clear();
    google.faults.answer({ service: "storage", path: /\/b$/ }, { status: 200, body: JSON.stringify({ items: [{}] }) });
    expect(hidden(await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES }))).toEqual([BUCKET]);
  });

  test("an inventory as of another time than it was asked for", async () => {
    google.faults.answer(
      { service: "cloudasset" },
      { status: 200, body: JSON.stringify({ readTime: "2026-01-01T00:00:00Z", assets: [] }) },
    );
    const read = await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES });
    expect(hidden(read)).toEqual(INVENTORY_TYPES);
    expect(detailsOf(read).every((detail) => detail.includes("as of another time"))).toBe(true);
  });

  test("an inventory that circles", async () => {
    google.faults.answer(
      { service: "cloudasset" },
      { status: 200, body: JSON.stringify({ readTime: null, nextPageToken: "again", assets: [] }) },
    );
    const read = await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES });
    expect(hidden(read)).toEqual(INVENTORY_TYPES);
  });

  test("an answer about another project", async () => {
    google.faults.answer(
      { service: "resourcemanager", path: `/v3/${PRODUCTION.name}` },
      { status: 200, body: JSON.stringify({ name: "projects/1", projectId: "other-project" }) },
    );
    const read = await readTypes(projectsOf(), OWN, { types: PROJECT_TYPES });
    expect(hidden(read)).toEqual(HIDES["resourcemanager.projects.get"]?.toSorted());
  });
});
