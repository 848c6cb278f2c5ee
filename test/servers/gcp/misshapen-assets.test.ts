// Assets of a form that the client of Cloud Asset Inventory can't decode: each costs itself, or its type where nobody can say whose it is.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { detailsOf, hidden, readTypes, type Read } from "../../support/clouds/read-types.ts";
import { json } from "../../support/clouds/wire/asked.ts";
import type { Asset } from "../../support/google/estate/estate.ts";
import { PRODUCTION } from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import { INVENTORY_TYPES, PROJECT_SCOPES, PROJECT_TYPES, projectsOf } from "../../support/google/projects.ts";
import { startHere } from "../../support/google/reading.ts";

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
afterEach(() => google.faults.clear());

const SUBNETWORK = "compute.googleapis.com/Subnetwork";
const FIREWALL = "compute.googleapis.com/Firewall";
const IMAGE = "compute.googleapis.com/Image";
const BUCKET = "storage.googleapis.com/Bucket";
const POLICY = "Tidemark::CloudAsset::IamPolicy";
const COMPUTE_POLICY = "Tidemark::Compute::IamPolicy";
const RESOURCE_TYPES = INVENTORY_TYPES.filter((type) => !/^Tidemark::\w+::\w+Policy$/.test(type));

/** Each project, read with the assets of production as `change` makes them. */
async function readWith(
  content: "RESOURCE" | "IAM_POLICY",
  type: string,
  change: (asset: Asset) => object,
): Promise<readonly Read[]> {
  const [asset] = google.estate
    .inventory(content)
    .filter(({ assetType, ancestors }) => assetType === type && ancestors[0] === PRODUCTION.name);
  // The name and the content say whose place it takes.
  google.estate.put({ ...asset!, ...change(asset!) } as Asset);
  try {
    const reader = projectsOf();
    const reads: Read[] = [];
    for (const scope of PROJECT_SCOPES) reads.push(await readTypes(reader, scope, { types: PROJECT_TYPES }));
    return reads;
  } finally {
    google.estate.put(asset!);
  }
}

const unreadIn = ({ items }: Read): readonly string[] =>
  [...items.values()].flatMap((item) => ("problem" in item ? [item.key] : []));

describe("one that can't be decoded is unread by its name, and costs nothing else", () => {
  test.each([
    ["a time that is none", () => ({ updateTime: "yesterday" })],
    ["data that is text", (asset: Asset) => ({ resource: { ...(asset["resource"] as object), data: "x" } })],
  ])("%s", async (_, change) => {
    const [own, other] = await readWith("RESOURCE", SUBNETWORK, change);
    expect(hidden(other!)).toEqual([]);
    expect(own!.problems).toEqual({});
    expect(unreadIn(own!)).toEqual([expect.stringMatching(/^\/\/compute\.googleapis\.com\/.+\/subnetworks\/[\w-]+$/)]);
    expect(detailsOf(own!)).toEqual(["unexpected-shape: the client of Cloud Asset Inventory can't decode the asset"]);
  });

  test("a policy", async () => {
    google.settings.offIn = { [PRODUCTION.name]: ["storage"] };
    const [own, other] = await readWith("IAM_POLICY", BUCKET, () => ({ iamPolicy: { bindings: "x" } }));
    google.settings.offIn = {};
    expect(hidden(other!)).toEqual([]);
    expect([hidden(own!), unreadIn(own!).length]).toEqual([[POLICY], 1]);
    expect(decodeURIComponent(unreadIn(own!)[0]!)).toContain("/iam-policy///storage.googleapis.com/");
  });

  test("a policy of an image", async () => {
    const [own, other] = await readWith("IAM_POLICY", IMAGE, () => ({ iamPolicy: { bindings: "x" } }));
    expect(hidden(other!)).toEqual([]);
    expect([hidden(own!), unreadIn(own!).length]).toEqual([[COMPUTE_POLICY], 1]);
    expect(decodeURIComponent(unreadIn(own!)[0]!)).toMatch(/\/iam-policy\/\/\/compute\.googleapis\.com\/.+\/images\//);
  });

  test("a rule that its service tells of counts all the same", async () => {
    const reads = await readWith("RESOURCE", FIREWALL, () => ({ updateTime: 7 }));
    for (const read of reads) {
      expect(hidden(read)).toEqual([]);
      const unit = read.reading.units.find((each) => each.unit === unitOf(FIREWALL, "global"));
      expect(unit?.expected).toBe(unit?.listed);
    }
  });
});

describe("one of which nobody can say whose it is costs its type in every project", () => {
  test.each([
    ["without ancestors", { ancestors: [] }, [SUBNETWORK]],
    ["with ancestors that are text", { ancestors: PRODUCTION.name }, [SUBNETWORK]],
    ["with ancestors that are numbers", { ancestors: [1] }, [SUBNETWORK]],
    ["without ancestors and type", { ancestors: [], assetType: null }, RESOURCE_TYPES],
  ])("%s", async (_, members, types) => {
    const reader = projectsOf();
    const [asset] = google.estate.inventory("RESOURCE").filter(({ assetType }) => assetType === SUBNETWORK);
    google.faults.answer({ service: "cloudasset" }, ({ query }) => {
      const all = google.estate
        .inventory("RESOURCE")
        .map((each) => (each.name === asset?.name ? { ...each, ...members } : each));
      return json(200, { readTime: query.get("readTime"), assets: query.get("contentType") === "1" ? all : [] });
    });
    for (const scope of PROJECT_SCOPES) {
      const read = await readTypes(reader, scope, { types: PROJECT_TYPES });
      expect(hidden(read)).toEqual(types);
      expect(detailsOf(read)).toEqual([
        "unexpected-shape: Cloud Asset Inventory listed an asset without what it lies in (ancestors), or without its type",
      ]);
    }
  });
});

test.each([
  ["a page whose time is none", { readTime: "now", assets: [] }],
  ["a page whose assets are no list", { assets: "x" }],
])("%s is a cause of what the inventory decides, and of nothing else", async (_, page) => {
  google.faults.answer({ service: "cloudasset" }, json(200, page));
  const read = await readTypes(projectsOf(), PROJECT_SCOPES[0], {
    types: PROJECT_TYPES,
  });
  expect(hidden(read)).toEqual(INVENTORY_TYPES);
  expect(detailsOf(read)).toEqual([
    "unexpected-shape: the client of Cloud Asset Inventory can't decode the answer to cloudasset.assets.listResource",
    "unexpected-shape: the client of Cloud Asset Inventory can't decode the answer to cloudasset.assets.listIamPolicy",
  ]);
});
