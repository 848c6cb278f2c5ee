// Assets of Cloud Asset Inventory: keys by number, what confirms the project, what is not all there is.
import { describe, expect, test } from "vitest";
import { readExport, refusal } from "../../fixture.ts";

type Members = { readonly [member: string]: unknown };

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
