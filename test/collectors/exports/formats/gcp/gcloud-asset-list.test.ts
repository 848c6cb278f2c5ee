// Assets of Cloud Asset Inventory: keys by number, what confirms the project, what is not all there is.
import { describe, expect, test } from "vitest";
import { entry, makeDirectory, manifest, readExport, readUnits, refusal } from "../../fixture.ts";

type Members = { readonly [member: string]: unknown };

test.each([
  ["ten minutes ago", "2026-09-01T06:10:00Z", 0],
  ["longer ago", "2026-09-01T09:00:00Z", 0],
  ["four minutes ago", "2026-09-01T06:04:00.500Z", 360],
  ["now", "2026-09-01T06:00:00Z", 600],
  ["a moment that is still to come, by a clock that is behind", "2026-09-01T05:59:00Z", 600],
])(
  "the inventory needs ten minutes, less those that the command waited: a listing as of %s",
  async (_, startedAt, lag) => {
    for (const format of ["gcloud-asset-list", "gcloud-asset-export"]) {
      const directory = await makeDirectory({
        "export.json": manifest(
          entry({
            format,
            scope: "gcp/projects/1",
            types: ["storage.googleapis.com/Bucket"],
            file: "a.json",
            dataTime: "2026-09-01T06:00:00Z",
            startedAt,
            finishedAt: "2026-09-01T09:00:01Z",
          }),
        ),
        "a.json": format === "gcloud-asset-list" ? "[]" : "",
      });
      const { sources } = await readUnits(directory, "gcp/projects/1", ["storage.googleapis.com/Bucket@global"]);
      expect(sources).toMatchObject([{ lagSeconds: lag }]);
    }
  },
);

describe("gcloud asset list", () => {
  const number = "481516234201";
  const BUCKET = "storage.googleapis.com/Bucket@global";
  const FIREWALL = "compute.googleapis.com/Firewall@global";
  const list = {
    format: "gcloud-asset-list",
    scope: `gcp/projects/${number}`,
    types: ["storage.googleapis.com/Bucket", "compute.googleapis.com/Firewall"],
  };
  const asset = (name: string, assetType: string, data: unknown): Members => ({
    ancestors: [`projects/${number}`, "organizations/1"],
    assetType,
    name,
    resource: { data, location: "europe-west3", version: "v1" },
    updateTime: "2026-08-01T00:00:00Z",
  });
  const project = asset(
    `//cloudresourcemanager.googleapis.com/projects/${number}`,
    "cloudresourcemanager.googleapis.com/Project",
    { projectId: "nl-prod", projectNumber: number },
  );
  const firewall = asset(
    "//compute.googleapis.com/projects/nl-prod/global/firewalls/ssh",
    "compute.googleapis.com/Firewall",
    {
      id: "6941643738688327881",
      name: "ssh",
      creationTimestamp: "2024-11-12T02:20:03.777-08:00",
      sourceRanges: ["10.0.0.0/8"],
    },
  );
  const bucket = asset("//storage.googleapis.com/nl-b", "storage.googleapis.com/Bucket", {
    id: "nl-b",
    name: "nl-b",
    timeCreated: "2024-11-13T08:00:01.000Z",
    labels: { team: "data" },
    size: 12345678901234567890n.toString(),
  });

  test("assets come with the project's number in their keys", async () => {
    const { items, unit } = await readExport(list, [firewall, bucket, project], [BUCKET, FIREWALL]);
    expect(items).toMatchObject([
      {
        key: `//compute.googleapis.com/projects/${number}/global/firewalls/ssh`,
        incarnation: "6941643738688327881",
        createdAt: "2024-11-12T10:20:03.777Z",
        region: "europe-west3",
        name: "ssh",
      },
      {
        key: "//storage.googleapis.com/nl-b",
        incarnation: "2024-11-13T08:00:01.000Z",
        labels: { team: "data" },
        body: { name: "nl-b" },
      },
    ]);
    expect([unit(BUCKET).complete, unit(FIREWALL).complete]).toEqual([true, true]);
    expect(JSON.stringify(items[1])).not.toContain('"labels":{"team":"data"},"size"');
  });

  test("a list without the project, or that ends early, is not complete", async () => {
    expect((await readExport(list, [bucket], [BUCKET])).unit(BUCKET)).toMatchObject({
      complete: false,
      listed: 1,
      problem: {
        code: "denied",
        detail: "f.json lacks the asset of the project itself, so the right to read assets is not shown",
      },
    });
    expect((await readExport(list, [], [BUCKET])).unit(BUCKET)).toMatchObject({
      complete: false,
      problem: { code: "denied" },
    });
    expect(
      (await readExport(list, JSON.stringify([project, bucket]).slice(0, -1), [BUCKET])).unit(BUCKET),
    ).toMatchObject({
      complete: false,
      listed: 1,
      problem: { code: "truncated" },
    });
  });

  test("another project's asset, and one that does not say whose it is, are refused", async () => {
    const other = { ...bucket, ancestors: ["projects/2", "organizations/1"] };
    expect(await refusal(readExport(list, [project, other], [BUCKET]))).toMatch(
      /found an asset of another project, expected projects\/481516234201$/,
    );
    expect(await refusal(readExport(list, [{ ...bucket, ancestors: undefined }], [BUCKET]))).toBe(
      "f.json: byte 1: found an asset without name, assetType or ancestors, expected an asset of Cloud Asset Inventory",
    );
  });

  test("an asset without content is listed and unread", async () => {
    expect((await readExport(list, [project, { ...bucket, resource: undefined }], [BUCKET])).items).toMatchObject([
      { key: "//storage.googleapis.com/nl-b", problem: { code: "unexpected-shape" } },
    ]);
  });
});
