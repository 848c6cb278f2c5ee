// Reads the sample projects live: the real clients, by a token that AWS signs, against servers on loopback.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GCP_PERMISSIONS } from "../../../collectors/gcp/actions.ts";
import type { Item, Snapshot } from "../../../collectors/port.ts";
import { unitOf, type JsonObject } from "../../../evidence-schema/record/record.ts";
import { detailsOf, hidden, readTypes, rereadKeys } from "../../support/clouds/read-types.ts";
import {
  DEVELOPMENT,
  FOLDER,
  HOME_READER,
  ORGANIZATION,
  PRODUCTION,
} from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import { PROJECT_SCOPES, PROJECT_TYPES, projectsOf } from "../../support/google/projects.ts";
import { loginOf, startHere } from "../../support/google/reading.ts";

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
const BUCKET = "storage.googleapis.com/Bucket";
const NETWORK = "compute.googleapis.com/Network";
const SUBNETWORK = "compute.googleapis.com/Subnetwork";
const POLICY = "Tidemark::CloudAsset::IamPolicy";
const all = { types: PROJECT_TYPES };

const isSnapshot = (item: Item | undefined): item is Snapshot => item !== undefined && "body" in item;
const listings = () => google.log.requests.filter(({ service }) => service === "cloudasset");

test("an estate that may be read is read whole, and services and inventory count alike", async () => {
  const reader = projectsOf();
  for (const scope of PROJECT_SCOPES) {
    const read = await readTypes(reader, scope, all);
    expect(detailsOf(read)).toEqual([]);
    const counted = read.reading.units.filter(({ expected }) => expected !== undefined);
    expect(counted.length).toBe(7);
    expect(counted.filter(({ expected, listed }) => expected !== listed)).toEqual([]);
    expect(read.items.size).toBeGreaterThan(15);
  }
});

describe("the inventory is asked", () => {
  test("once at the organization, for all projects that are enrolled", async () => {
    const reader = projectsOf();
    for (const scope of PROJECT_SCOPES) await readTypes(reader, scope, all);
    expect(listings().map(({ path }) => path)).toEqual(Array(2).fill(`/v1/${ORGANIZATION}/assets`));
    expect(new Set(listings().map(({ query }) => new URLSearchParams(query).get("readTime"))).size).toBe(1);
  });

  test("at each project without a parent, where the parent may not be listed, and where a project lies elsewhere", async () => {
    const { grants, projects } = google.estate;
    const readers = { parent: null, refused: "folders/1", elsewhere: FOLDER };
    for (const [name, parent] of Object.entries(readers)) {
      google.log.clear();
      if (name === "elsewhere")
        google.estate.projects = projects.map((each) =>
          each.name === PRODUCTION.name ? { ...each, parent: ORGANIZATION } : each,
        );
      for (const asset of google.estate.inventory("RESOURCE"))
        if (name === "elsewhere" && asset.ancestors[0] === PRODUCTION.name)
          google.estate.put({ ...asset, ancestors: [PRODUCTION.name, ORGANIZATION] });
      const read = await readTypes(projectsOf({ parent }), OWN, all);
      expect(detailsOf(read), name).toEqual([]);
      expect(
        listings()
          .map(({ path }) => path)
          .slice(-2),
        name,
      ).toEqual(Array(2).fill(`/v1/${PRODUCTION.name}/assets`));
    }
    google.estate.grants = grants;
    google.estate.projects = projects;
    for (const asset of google.estate.inventory("RESOURCE"))
      if (asset.ancestors[0] === PRODUCTION.name)
        google.estate.put({ ...asset, ancestors: [PRODUCTION.name, FOLDER, ORGANIZATION] });
  });

  test("page by page, as of one time", async () => {
    google.settings.page = 15;
    const read = await readTypes(projectsOf(), OWN, all);
    google.settings.page = 1000;
    expect(detailsOf(read)).toEqual([]);
    expect(listings().length).toBeGreaterThan(3);
    expect(new Set(listings().map(({ query }) => new URLSearchParams(query).get("readTime"))).size).toBe(1);
  });
});

test("a type that the inventory refuses is a cause with its name, and costs no other", async () => {
  google.settings.refusedTypes = [SUBNETWORK];
  const read = await readTypes(projectsOf({ parent: null }), OWN, all);
  google.settings.refusedTypes = [];
  expect(detailsOf(read)).toEqual([`not-supported: Cloud Asset Inventory does not take the type ${SUBNETWORK}`]);
  expect(hidden(read)).toEqual([SUBNETWORK]);
});

test("an asset of which the inventory leaves out a part is not read, and the others are", async () => {
  const [asset] = google.estate
    .inventory("RESOURCE")
    .filter(({ assetType, ancestors }) => assetType === SUBNETWORK && ancestors[0] === PRODUCTION.name);
  google.estate.put({ ...asset!, assetExceptions: [{ details: "too large", exceptionType: "TRUNCATION" }] });
  const read = await readTypes(projectsOf(), OWN, all);
  google.estate.put(asset!);
  expect(detailsOf(read)).toEqual([
    "truncated: Cloud Asset Inventory says that it left out a part of the asset (assetExceptions)",
  ]);
  expect([...read.items.values()].filter((item) => "problem" in item)).toHaveLength(1);
});

describe("a service whose API is off", () => {
  test("in the project: the inventory answers, seven hours late", async () => {
    google.settings.offIn = { [PRODUCTION.name]: ["cloudsql", "storage"] };
    const read = await readTypes(projectsOf(), OWN, all);
    google.settings.offIn = {};
    expect(detailsOf(read)).toEqual([]);
    const { sources, units } = read.reading;
    for (const type of ["sqladmin.googleapis.com/Instance", BUCKET, POLICY]) {
      const unit = units.find((each) => each.unit === unitOf(type, "global"));
      expect(unit?.listed).toBeGreaterThan(0);
      expect(unit?.expected).toBeUndefined();
      expect(sources.find(({ source }) => source === unit?.source)).toMatchObject({
        source: expect.stringMatching(/-late-inventory$/),
        endpoint: "cloudasset.googleapis.com",
        lagSeconds: 25_200,
      });
    }
  });

  test("in the project that calls count against: the types are not read, and the API is named", async () => {
    google.settings.off = ["cloudsql"];
    const read = await readTypes(projectsOf(), OWN, all);
    google.settings.off = [];
    expect(hidden(read)).toEqual(["sqladmin.googleapis.com/Instance"]);
    expect(detailsOf(read)).toEqual([
      "disabled: cloudsql.instances.list failed with SERVICE_DISABLED (sqladmin.googleapis.com in projects/558100220033)",
    ]);
  });
});

describe("a late inventory", () => {
  test("a bucket that was made public since is read as it is", async () => {
    google.estate.late(BUCKET);
    const name = "//storage.googleapis.com/northlight-query-results";
    const [policy] = google.estate.inventory("IAM_POLICY").filter((asset) => asset.name === name);
    google.estate.put({
      ...policy!,
      iamPolicy: { bindings: [{ role: "roles/storage.objectViewer", members: ["allUsers"] }] },
    });
    const read = await readTypes(projectsOf(), OWN, all);
    google.estate.put(policy!);
    google.estate.catchUp(BUCKET);
    const item = [...read.items.values()].find(
      (each) => each.unit === unitOf(POLICY, "global") && isSnapshot(each) && each.body["Resource"] === name,
    );
    expect(item).toMatchObject({
      source: "google-storage-policies",
      body: { Bindings: [{ Members: [{ Kind: "allUsers" }] }] },
    });
  });

  test("a count that differs is in the row, and makes nothing incomplete", async () => {
    google.estate.late(BUCKET);
    const [bucket] = google.estate.inventory("RESOURCE").filter(({ assetType }) => assetType === BUCKET);
    google.estate.remove(bucket!.name);
    const read = await readTypes(projectsOf(), `gcp/${bucket!.ancestors[0]!}`, all);
    google.estate.put(bucket!);
    google.estate.catchUp(BUCKET);
    const unit = read.reading.units.find((each) => each.unit === unitOf(BUCKET, "global"));
    expect(unit).toMatchObject({ complete: true, problem: null });
    expect(unit?.expected).toBe((unit?.listed ?? 0) + 1);
  });
});

/** Services that are not asked themselves. */
const OF_INVENTORY =
  /^\/\/(?:alloydb|artifactregistry|bigquery|bigtable|cloudfunctions|container|firestore|memorystore|pubsub|redis|run|secretmanager|spanner)\./;

test("a subnetwork, a disk, a copy of one, its policy or a store reads alike by the inventory and by its name, and one that is gone is not found", async () => {
  const reader = projectsOf();
  const { items } = await readTypes(reader, OWN, all);
  const named = [...items.values()]
    .filter((item) => item.source === "cloud-asset-inventory")
    .map(({ key, unit }) => ({ key, unit }));
  expect(named.length).toBe(46);
  const gone = `${named[0]!.key}-gone`;
  const again = await rereadKeys(reader, OWN, [...named, { key: gone, unit: named[0]!.unit }]);
  expect(again.units).toEqual([]);
  for (const { key, answer, source } of again.named) {
    const [, service = "compute"] = /\/(cryptoKeys|sslCertificates|keys)\//.exec(key) ?? [];
    const sources = {
      keys: "google-api-keys",
      cryptoKeys: "google-cloud-kms",
      sslCertificates: "google-ssl-certificates",
    };
    // The inventory tells a second time of stores, entry points, pools, workloads, and resources with policies of their own.
    const ofInventory =
      OF_INVENTORY.test(key) ||
      /\/(?:forwardingRules|sslPolicies|targetHttpProxies|targetHttpsProxies|urlMaps|workloadIdentityPools)\//.test(
        key,
      ) ||
      /\/keyRings\/[^/]+$/.test(key) ||
      /iam-policy.*(?:artifactregistry|cloudfunctions|cloudkms|pubsub|run|secretmanager)\./.test(key);
    expect(source).toBe(
      ofInventory ? "cloud-asset-inventory" : (sources[service as keyof typeof sources] ?? "google-compute"),
    );
    if (key === gone) expect(answer).toBe("not-found");
    else {
      const before = items.get(key) as Snapshot;
      const { source: _source, dataTime: _dataTime, ...told } = (answer as { snapshot: Snapshot }).snapshot;
      expect(before).toMatchObject(told);
    }
  }
});

test("every request belongs to a declared permission, and each declared permission is used", async () => {
  const reader = projectsOf();
  const [network] = google.estate.inventory("RESOURCE").filter(({ assetType }) => assetType === NETWORK);
  // A network without subnets is asked as a whole.
  const bare = { ...network!, name: network!.name.replace(/[^/]+$/, "bare") };
  const { data } = network!["resource"] as { readonly data: JsonObject };
  const selfLink = (data["selfLink"] as string).replace(/[^/]+$/, "bare");
  google.estate.put({ ...bare, resource: { data: { ...data, id: "1", name: "bare", selfLink, subnetworks: [] } } });
  for (const scope of PROJECT_SCOPES) {
    const { items } = await readTypes(reader, scope, all);
    await rereadKeys(
      reader,
      scope,
      [...items.values()]
        .filter(({ source }) => source === "cloud-asset-inventory")
        .map(({ key, unit }) => ({ key, unit })),
    );
  }
  google.estate.remove(bare.name);
  const used = new Set(google.log.requests.flatMap(({ service, path, query }) => permissionsOf(service, path, query)));
  // Projects alone are read here.
  const ofProjects = GCP_PERMISSIONS.filter((each) => !/\.(?:folders|organizations)\.get$/.test(each));
  expect([...used].toSorted()).toEqual(ofProjects);
});

/** What each request needs, by its service and path. */
function permissionsOf(service: string, path: string, query: string): string[] {
  const kind = /\/v[13]\/(project|folder|organization)s\//.exec(path)?.[1] ?? "";
  const table: readonly (readonly [service: string, path: RegExp, permissions: readonly string[]])[] = [
    [
      "cloudasset",
      /assets$/,
      [
        new URLSearchParams(query).get("contentType") === "1"
          ? "cloudasset.assets.listResource"
          : "cloudasset.assets.listIamPolicy",
      ],
    ],
    ["resourcemanager", /:getIamPolicy$/, [`resourcemanager.${kind}s.getIamPolicy`]],
    ["resourcemanager", /./, ["resourcemanager.projects.get"]],
    ["storage", /\/b$/, ["storage.buckets.list", "storage.buckets.getIamPolicy"]],
    ["storage", /\/iam$/, ["storage.buckets.getIamPolicy"]],
    ["apikeys", /\/keys\/[^/]+$/, ["apikeys.keys.get"]],
    ["cloudkms", /\/cryptoKeys\/[^/]+$/, ["cloudkms.cryptoKeys.get"]],
    ["cloudsql", /instances$/, ["cloudsql.instances.list"]],
    ["iam", /\/projects\/[^/]+\/roles$/, ["iam.roles.list"]],
    ["iam", /\/organizations\/[^/]+\/roles\/[^/]+$/, ["iam.roles.get"]],
    ["iam", /serviceAccounts$/, ["iam.serviceAccounts.list"]],
    ["iam", /keys$/, ["iam.serviceAccountKeys.list"]],
    ["logging", /sinks$/, ["logging.sinks.list"]],
    ["logging", /buckets$/, ["logging.buckets.list"]],
    ["logging", /buckets\/[^/]+$/, ["logging.buckets.get"]],
    ["compute", /firewalls$/, ["compute.firewalls.list"]],
    ["compute", /\/sslCertificates\//, ["compute.sslCertificates.get"]],
    ["compute", /\/subnetworks\//, ["compute.subnetworks.get"]],
    ["compute", /\/disks\/[^/]+\/getIamPolicy$/, ["compute.disks.getIamPolicy"]],
    ["compute", /\/snapshots\/[^/]+\/getIamPolicy$/, ["compute.snapshots.getIamPolicy"]],
    ["compute", /\/images\/[^/]+\/getIamPolicy$/, ["compute.images.getIamPolicy"]],
    ["compute", /\/machineImages\/[^/]+\/getIamPolicy$/, ["compute.machineImages.getIamPolicy"]],
    ["compute", /\/disks\//, ["compute.disks.get"]],
    ["compute", /\/snapshots\//, ["compute.snapshots.get"]],
    ["compute", /\/images\//, ["compute.images.get"]],
    ["compute", /\/machineImages\//, ["compute.machineImages.get"]],
    ["compute", /\/instances\//, ["compute.instances.get"]],
    ["compute", /\/global\/networks\/[^/]+\/getEffectiveFirewalls$/, ["compute.networks.getEffectiveFirewalls"]],
    ["compute", /\/firewallPolicies\/getEffectiveFirewalls$/, ["compute.networks.getRegionEffectiveFirewalls"]],
    ["compute", /\/networks$/, ["compute.networks.list"]],
    ["compute", /\/networks\//, ["compute.networks.get"]],
    ["orgpolicy", /:getEffectivePolicy$/, ["orgpolicy.policy.get"]],
    ["securitycentermanagement", /\/billingMetadata$/, ["securitycentermanagement.billingMetadata.get"]],
    ["securitycentermanagement", /\/securityCenterServices$/, ["securitycentermanagement.securityCenterServices.list"]],
    ["policyanalyzer", /activities:query$/, ["policyanalyzer.serviceAccountKeyLastAuthenticationActivities.query"]],
    ["serviceusage", /:batchGet$/, ["serviceusage.services.get"]],
    ["networkmanagement", /./, ["networkmanagement.vpcflowlogsconfigs.list"]],
  ];
  if (["sts", "issuer", "exchange", "credentials"].includes(service)) return [];
  const found = table.find(([of, pattern]) => of === service && pattern.test(path));
  return [...(found?.[2] ?? [`${service} ${path}`])];
}

test("a service account that may read its home project alone reads nothing of the others, and says so of each type", async () => {
  const read = await readTypes(projectsOf({ login: loginOf({ serviceAccount: HOME_READER }) }), OWN, all);
  expect([...read.items.values()].filter(isSnapshot)).toEqual([]);
  expect(hidden(read)).toEqual([...PROJECT_TYPES].toSorted());
  expect(detailsOf(read).filter((detail) => !detail.startsWith("denied: "))).toEqual([]);
});

test("no name, address, token or assertion is in anything that is read", async () => {
  const read = [];
  for (const scope of PROJECT_SCOPES) {
    const { reading, items } = await readTypes(projectsOf(), scope, all);
    read.push(JSON.stringify({ reading, items: [...items.values()] }));
  }
  const text = read.join("\n");
  expect(text).toContain(DEVELOPMENT.name);
  expect(text).not.toMatch(/@northlight\.example/);
  expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}|ya29\./);
});
