// Cloud Asset Inventory of the test servers: what it lists below which parent, what it refuses, and where it is late.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import { readAsset } from "../../../../collectors/gcp/item/asset.ts";
import { CallFailed } from "../../../../collectors/live/call.ts";
import {
  DEVELOPMENT,
  FOLDER,
  HOME_READER,
  ORGANIZATION,
  PRODUCTION,
  SECURITY,
} from "../../../support/google/estate/sample/names.ts";
import type { Google } from "../../../support/google/google.ts";
import { call, callsOf, loginOf, startHere } from "../../../support/google/reading.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
beforeEach(() => google.faults.clear());

const login = { reader: () => loginOf(), home: () => loginOf({ serviceAccount: HOME_READER }) };
// Each has a budget of its own, so that the tests need not wait for the limit of one.
const list = async (parent: string, query: string, who: keyof typeof login = "reader"): Promise<JsonObject> =>
  (await callsOf(login[who]()).get(call("cloudasset", `/v1/${parent}/assets?${query}`))) as JsonObject;
const assetsOf = (answer: JsonObject): readonly JsonObject[] => (answer["assets"] ?? []) as readonly JsonObject[];
const refusalOf = async (answer: Promise<unknown>): Promise<string> => {
  const failed: unknown = await answer.catch((error: unknown) => error);
  return failed instanceof CallFailed ? failed.error : `no refusal: ${String(failed)}`;
};

const BUCKET = "storage.googleapis.com/Bucket";
const SQL = "sqladmin.googleapis.com/Instance";

test("assets are those that the export of the same company has, and the collector reads them", async () => {
  const { readTime, ...answer } = await list(`projects/${PRODUCTION.projectId}`, "contentType=RESOURCE&pageSize=1000");
  expect(Date.parse(readTime as string)).toBeLessThanOrEqual(Date.now());
  const assets = assetsOf(answer);
  expect(assets).toHaveLength(57);
  const read = assets.map((asset) => readAsset(asset as Json, PRODUCTION.name));
  expect(read.filter((asset) => "found" in asset)).toEqual([]);
});

test.each([
  [ORGANIZATION, 88],
  [FOLDER, 85],
  [DEVELOPMENT.name, 28],
  [SECURITY.name, 1],
])("below %s there are %i", async (parent, count) => {
  expect(assetsOf(await list(parent, "contentType=RESOURCE&pageSize=1000"))).toHaveLength(count);
});

test.each([
  ["RESOURCE", "resource", 6],
  ["1", "resource", 6],
  ["IAM_POLICY", "iamPolicy", 6],
  ["2", "iamPolicy", 6],
])("content %s has %s alone", async (content, member, count) => {
  const assets = assetsOf(await list(ORGANIZATION, `contentType=${content}&assetTypes=${BUCKET}`));
  expect(assets).toHaveLength(count);
  for (const asset of assets)
    expect(Object.keys(asset).toSorted()).toEqual(["ancestors", "assetType", member, "name", "updateTime"].toSorted());
});

test("content ORG_POLICY has the policies, and a listing without content has names", async () => {
  const [policy] = assetsOf(await list(PRODUCTION.name, "contentType=ORG_POLICY"));
  expect(policy?.["orgPolicy"]).toMatchObject([{ constraint: "constraints/storage.publicAccessPrevention" }]);
  const [named] = assetsOf(await list(PRODUCTION.name, `assetTypes=${BUCKET}`));
  expect(Object.keys(named ?? {}).toSorted()).toEqual(["ancestors", "assetType", "name", "updateTime"]);
});

test("types are asked for by names and by patterns", async () => {
  const types = async (query: string): Promise<unknown> =>
    new Set(assetsOf(await list(ORGANIZATION, `contentType=RESOURCE&${query}`)).map(({ assetType }) => assetType));
  expect(await types(`assetTypes=${BUCKET}&assetTypes=${SQL}`)).toEqual(new Set([SQL, BUCKET]));
  expect(await types("assetTypes=compute.googleapis.com.*")).toEqual(
    new Set(
      [
        "Disk",
        "Firewall",
        "GlobalForwardingRule",
        "Image",
        "Instance",
        "MachineImage",
        "Network",
        "RegionDisk",
        "Snapshot",
        "SslCertificate",
        "SslPolicy",
        "Subnetwork",
        "TargetHttpsProxy",
      ].map((kind) => `compute.googleapis.com/${kind}`),
    ),
  );
});

describe("a listing is refused", () => {
  test.each([
    [
      "for a type that the inventory does not have",
      ORGANIZATION,
      "assetTypes=networkmanagement.googleapis.com/VpcFlowLogsConfig",
    ],
    ["for more than 1000 assets a page", ORGANIZATION, "pageSize=1001"],
    ["by a page token that nobody gave", ORGANIZATION, "pageToken=none"],
    ["for a time to come", ORGANIZATION, "readTime=2999-01-01T00:00:00Z"],
    ["for a time more than 35 days ago", ORGANIZATION, "readTime=2020-01-01T00:00:00Z"],
    ["for content of another name", ORGANIZATION, "contentType=EVERYTHING"],
  ])("%s", async (_, parent, query) => {
    expect(await refusalOf(list(parent, query))).toBe("INVALID_ARGUMENT");
  });

  test("below what is not there", async () => {
    expect(await refusalOf(list("projects/999", "contentType=RESOURCE"))).toBe("NOT_FOUND");
  });

  test("for one who holds roles in another project alone", async () => {
    for (const parent of [ORGANIZATION, FOLDER, PRODUCTION.name])
      expect(await refusalOf(list(parent, "contentType=RESOURCE", "home"))).toBe("IAM_PERMISSION_DENIED");
    expect(assetsOf(await list(SECURITY.name, "contentType=RESOURCE", "home"))).toHaveLength(1);
  });

  test("for content whose permission is lacking", async () => {
    const { grants } = google.estate;
    google.estate.grants = [
      ...grants,
      { principal: HOME_READER, at: ORGANIZATION, permissions: ["cloudasset.assets.listResource"] },
    ];
    expect(assetsOf(await list(ORGANIZATION, `contentType=RESOURCE&assetTypes=${BUCKET}`, "home"))).toHaveLength(6);
    expect(await refusalOf(list(ORGANIZATION, "contentType=IAM_POLICY", "home"))).toBe("IAM_PERMISSION_DENIED");
    google.estate.grants = grants;
  });
});

test("a late type stays as it was in the inventory, and is as it is in its own API", async () => {
  const [known] = google.estate
    .inventory("RESOURCE")
    .filter(({ assetType, ancestors }) => assetType === SQL && ancestors[0] === PRODUCTION.name);
  const instance = known?.name ?? "";
  const states = async (): Promise<unknown[]> => {
    const [asset] = assetsOf(await list(PRODUCTION.name, `contentType=RESOURCE&assetTypes=${SQL}`));
    const { items } = (await callsOf().get(call("cloudsql", `/v1/projects/${PRODUCTION.projectId}/instances`))) as {
      items: JsonObject[];
    };
    const resource = asset?.["resource"] as { readonly data: JsonObject } | undefined;
    return [resource?.data["state"], items[0]?.["state"]];
  };
  google.estate.late(SQL);
  google.estate.change(instance, { state: "SUSPENDED" });
  expect(await states()).toEqual(["RUNNABLE", "SUSPENDED"]);
  google.estate.catchUp(SQL);
  expect(await states()).toEqual(["SUSPENDED", "SUSPENDED"]);
  google.estate.change(instance, { state: "RUNNABLE" });
});

test("a resource that is gone is in no listing", async () => {
  const [bucket] = assetsOf(await list(DEVELOPMENT.name, `contentType=RESOURCE&assetTypes=${BUCKET}`));
  google.estate.remove(bucket?.["name"] as string);
  for (const content of ["RESOURCE", "IAM_POLICY"])
    expect(assetsOf(await list(DEVELOPMENT.name, `contentType=${content}&assetTypes=${BUCKET}`))).toHaveLength(1);
});
