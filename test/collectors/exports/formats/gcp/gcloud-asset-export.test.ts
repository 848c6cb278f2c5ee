// Assets in lines, resources and IAM policies, and the same content in both forms in which assets come.
import { describe, expect, test } from "vitest";
import { bodyOf, entry, makeDirectory, manifest, readExport, readUnits, refusal } from "../../fixture.ts";

type Members = { readonly [member: string]: unknown };

const number = "481516234201";
const BUCKET = "storage.googleapis.com/Bucket@global";
const POLICY = "Tidemark::CloudAsset::IamPolicy@global";
const exported = {
  format: "gcloud-asset-export",
  scope: `gcp/projects/${number}`,
  types: ["storage.googleapis.com/Bucket", "Tidemark::CloudAsset::IamPolicy"],
};
const asset = (name: string, asset_type: string, content: Members): Members => ({
  name,
  asset_type,
  ...content,
  ancestors: [`projects/${number}`, "organizations/1"],
  update_time: "2026-08-01T00:00:00Z",
});
const projectName = `//cloudresourcemanager.googleapis.com/projects/${number}`;
const PROJECT = "cloudresourcemanager.googleapis.com/Project";
const resourceOf = (data: Members): Members => ({
  resource: { version: "v1", discovery_name: "X", data, location: "eu" },
});
const policyOf = (...members: string[]): Members => ({
  iam_policy: { etag: "x", bindings: [{ role: "roles/storage.objectViewer", members }] },
});
const project = asset(projectName, PROJECT, resourceOf({ projectId: "nl-prod" }));
const projectPolicy = asset(projectName, PROJECT, policyOf("user:jane.doe@northlight.example"));
const bucketName = "//storage.googleapis.com/nl-b";
const bucket = asset(
  bucketName,
  "storage.googleapis.com/Bucket",
  resourceOf({ name: "nl-b", labels: { team: "data" } }),
);
const bucketPolicy = asset(bucketName, "storage.googleapis.com/Bucket", policyOf("allUsers"));
const lines = (...assets: readonly object[]): string => assets.map((one) => `${JSON.stringify(one)}\n`).join("");

test("resources come with the name by which others join them", async () => {
  const outcome = await readExport(exported, lines(project, bucket), [BUCKET]);
  expect(outcome.items).toMatchObject([{ key: bucketName, unit: BUCKET, region: "eu", labels: { team: "data" } }]);
  expect(bodyOf(outcome)).toEqual({ name: "nl-b", AssetName: bucketName });
  expect(outcome.unit(BUCKET)).toMatchObject({ complete: true, listed: 1 });
});

test("a policy is an item of its own that names its resource, and nobody", async () => {
  const janes = asset(bucketName, "storage.googleapis.com/Bucket", policyOf("user:jane.doe@northlight.example"));
  const outcome = await readExport(exported, lines(projectPolicy, janes), [POLICY]);
  expect(outcome.items).toMatchObject([{ name: null }]);
  expect(JSON.stringify(outcome.items)).not.toMatch(/jane|doe/i);
  expect(JSON.stringify(outcome.items)).toMatch(/"Domain":"northlight.example","Reference":"person:[0-9a-f]{64}"/);
});

test("policies of machines are not kept; the project's own shows that they may be read", async () => {
  const rule = asset(
    "//compute.googleapis.com/projects/nl-prod/zones/z/instances/i",
    "compute.googleapis.com/Instance",
    {
      iam_policy: { bindings: "x" },
    },
  );
  const outcome = await readExport(exported, lines(projectPolicy, rule, bucketPolicy), [POLICY]);
  expect(bodyOf(outcome, `tidemark:gcp/projects%2F${number}/iam-policy%2F${encodeURIComponent(bucketName)}`)).toEqual({
    Resource: bucketName,
    AssetType: "storage.googleapis.com/Bucket",
    Bindings: [{ Role: "roles/storage.objectViewer", HasCondition: false, Members: [{ Kind: "allUsers" }] }],
    AuditConfigs: [],
  });
  expect(outcome.unit(POLICY)).toMatchObject({ complete: true, listed: 1 });
});

test("policies of images are of a type of their own, and those of buckets are not among them", async () => {
  const COMPUTE_POLICY = "Tidemark::Compute::IamPolicy@global";
  const imageName = "//compute.googleapis.com/projects/nl-prod/global/images/base";
  const image = asset(imageName, "compute.googleapis.com/Image", policyOf("allAuthenticatedUsers"));
  const outcome = await readExport(
    { ...exported, types: [...exported.types, "Tidemark::Compute::IamPolicy"] },
    lines(projectPolicy, bucketPolicy, image),
    [POLICY, COMPUTE_POLICY],
  );
  const Resource = `//compute.googleapis.com/projects/${number}/global/images/base`;
  expect(
    bodyOf(outcome, `tidemark:gcp/projects%2F${number}/iam-policy%2F${encodeURIComponent(Resource)}`),
  ).toMatchObject({ Resource, AssetType: "compute.googleapis.com/Image", Bindings: [{ Members: [{}] }] });
  expect(outcome.unit(COMPUTE_POLICY)).toMatchObject({ complete: true, listed: 1 });
  expect(outcome.unit(POLICY)).toMatchObject({ complete: true, listed: 1 });
  const unshown = await readExport({ ...exported, types: ["Tidemark::Compute::IamPolicy"] }, lines(project, image), [
    COMPUTE_POLICY,
  ]);
  expect(unshown.unit(COMPUTE_POLICY)).toMatchObject({ complete: false, problem: { code: "denied" } });
});

test("the project's id in a name is its number", async () => {
  const name = "//iam.googleapis.com/projects/nl-prod/serviceAccounts/1";
  const account = asset(name, "iam.googleapis.com/ServiceAccount", resourceOf({ email: "x@y" }));
  const ACCOUNT = "iam.googleapis.com/ServiceAccount@global";
  const outcome = await readExport(
    { ...exported, types: [...exported.types, "iam.googleapis.com/ServiceAccount"] },
    lines(project, account),
    [ACCOUNT],
  );
  const key = `//iam.googleapis.com/projects/${number}/serviceAccounts/1`;
  expect(bodyOf(outcome, key)["AssetName"]).toBe(key);
});

describe("what has not shown that it may see the project", () => {
  test("resources by the project's asset, policies by its policy: one does not stand for the other", async () => {
    const resources = await readExport(exported, lines(project, bucket, bucketPolicy), [BUCKET, POLICY]);
    expect(resources.unit(BUCKET)).toMatchObject({ complete: true });
    expect(resources.unit(POLICY)).toMatchObject({
      complete: false,
      listed: 1,
      problem: {
        code: "denied",
        detail: "f.json lacks the IAM policy of the project itself, so the right to read policies is not shown",
      },
    });
    const policies = await readExport(exported, lines(projectPolicy, bucketPolicy, bucket), [BUCKET, POLICY]);
    expect(policies.unit(POLICY)).toMatchObject({ complete: true });
    expect(policies.unit(BUCKET)).toMatchObject({
      complete: false,
      listed: 1,
      problem: {
        code: "denied",
        detail: "f.json lacks the asset of the project itself, so the right to read assets is not shown",
      },
    });
  });

  test("a file of nothing", async () => {
    const { unit } = await readExport(exported, "", [BUCKET, POLICY]);
    for (const each of [BUCKET, POLICY])
      expect(unit(each)).toMatchObject({ complete: false, problem: { code: "denied" } });
  });
});

test("a file that ends within a line is not complete; one that ends within its bytes is not either", async () => {
  const cut = await readExport(exported, lines(project, bucket).slice(0, -20), [BUCKET]);
  expect(cut.unit(BUCKET)).toMatchObject({
    complete: false,
    listed: 0,
    problem: { code: "truncated", detail: "f.json ends within a line" },
  });
  const short = await readExport({ ...exported, bytes: lines(project, bucket).length }, lines(project), [BUCKET]);
  expect(short.unit(BUCKET)).toMatchObject({ complete: false, problem: { code: "truncated" } });
});

test("another project's asset, and a line that is none, are refused by line", async () => {
  const other = { ...bucket, ancestors: ["projects/2"] };
  expect(await refusal(readExport(exported, lines(project, other), [BUCKET]))).toBe(
    `f.json: line 2: found an asset of another project, expected projects/${number}`,
  );
  expect(await refusal(readExport(exported, lines(project, {}), [BUCKET]))).toBe(
    "f.json: line 2: found an asset without name, assetType or ancestors, expected an asset of Cloud Asset Inventory",
  );
  expect(await refusal(readExport(exported, `[\n${lines(bucket)}]`, [BUCKET]))).toMatch(/^f\.json: line 1: /);
});

test("a policy of another shape is listed and unread", async () => {
  const odd = asset(bucketName, "storage.googleapis.com/Bucket", { iam_policy: { bindings: "x" } });
  const outcome = await readExport(exported, lines(projectPolicy, odd), [POLICY]);
  expect(outcome.items[0]).toMatchObject({
    problem: { code: "unexpected-shape", detail: "the IAM policy of the asset is not in the documented form" },
  });
  expect(outcome.unit(POLICY)).toMatchObject({ complete: true, listed: 1 });
});

test("gcloud asset list and export of one time say the same: each resource counts once", async () => {
  const rest = ({
    asset_type: assetType,
    update_time: updateTime,
    iam_policy: iamPolicy,
    ...members
  }: Members): Members => ({
    ...members,
    assetType,
    updateTime,
    iamPolicy,
  });
  const turned = { ...bucket, resource: { location: "eu", data: { labels: { team: "data" }, name: "nl-b" } } };
  const directory = await makeDirectory({
    "export.json": manifest(
      entry({ ...exported, file: "a.ndjson" }),
      entry({ ...exported, format: "gcloud-asset-list", source: "two", file: "b.json" }),
    ),
    "a.ndjson": lines(project, bucket, projectPolicy, bucketPolicy),
    "b.json": JSON.stringify([project, turned, projectPolicy, bucketPolicy].map(rest)),
  });
  const { items, unit, calls } = await readUnits(directory, exported.scope, [BUCKET, POLICY]);
  expect(items.map(({ source }) => source)).toEqual(["one", "one"]);
  for (const each of [BUCKET, POLICY]) expect(unit(each)).toMatchObject({ complete: true, problem: null });
  // Both were read a second time, to compare what both list.
  expect(calls).toEqual({ files: 4 });
});
