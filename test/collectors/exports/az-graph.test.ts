// Rows of Resource Graph: what is emitted, what confirms the subscription, what is not all there is.
import { describe, expect, test } from "vitest";
import { AT, readExport, refusal } from "./fixture.ts";

type Members = { readonly [member: string]: unknown };

describe("az graph query", () => {
  const id = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
  const STORAGE = "microsoft.storage/storageaccounts@global";
  const NSG = "microsoft.network/networksecuritygroups@global";
  const graph = {
    format: "az-graph",
    scope: `azure/${id}`,
    types: ["microsoft.storage/storageaccounts", "microsoft.network/networksecuritygroups"],
  };
  const subscription = {
    id: `/subscriptions/${id}`,
    name: "Production",
    type: "microsoft.resources/subscriptions",
    subscriptionId: id,
    properties: { state: "Enabled" },
  };
  const account = {
    id: `/subscriptions/${id}/resourceGroups/RG/providers/Microsoft.Storage/storageAccounts/nlprod`,
    name: "nlprod",
    type: "Microsoft.Storage/storageAccounts",
    subscriptionId: id.toUpperCase(),
    location: "germanywestcentral",
    tags: { Team: "data", Count: 3 },
    systemData: { createdAt: "2025-01-15T08:09:30.4410000Z", createdBy: "jane.doe@northlight.example" },
    properties: {
      encryption: { keySource: "Microsoft.Storage" },
      creationTime: "2025-01-15T08:09:31.1234567Z",
      share: 0.25,
    },
  };
  const answer = (data: readonly unknown[], members: Members = {}): Members => ({
    count: data.length,
    data,
    skip_token: null,
    total_records: data.length,
    ...members,
  });

  test("a row comes with Resource Manager's properties, without who made it", async () => {
    const { items, unit } = await readExport(graph, answer([account, subscription]), [STORAGE, NSG]);
    expect(items).toEqual([
      {
        key: account.id.toLowerCase(),
        incarnation: "2025-01-15T08:09:31.123Z",
        unit: STORAGE,
        source: "one",
        dataTime: AT,
        region: "germanywestcentral",
        name: "nlprod",
        createdAt: "2025-01-15T08:09:30.441Z",
        labels: { Team: "data" },
        body: {
          id: account.id,
          name: "nlprod",
          type: "microsoft.storage/storageaccounts",
          location: "germanywestcentral",
          subscriptionId: id.toUpperCase(),
          properties: { ...account.properties, share: "0.25" },
        },
      },
    ]);
    expect(unit(STORAGE)).toMatchObject({ complete: true, listed: 1, dataTime: AT });
    expect(unit(NSG)).toMatchObject({ complete: true, listed: 0, dataTime: AT, problem: null });
  });

  const incomplete: readonly (readonly [what: string, content: unknown, code: string, detail: string])[] = [
    ["without the subscription's own row", answer([account]), "denied", "no row of the subscription itself in f.json"],
    ["of nothing", answer([]), "denied", "no row of the subscription itself in f.json"],
    [
      "with a skip_token",
      answer([account, subscription], { skip_token: "ew0K" }),
      "truncated",
      "skip_token in f.json: there are more pages",
    ],
    [
      "with fewer rows than total_records",
      answer([account, subscription], { total_records: 3 }),
      "truncated",
      "count and total_records in f.json are not its rows",
    ],
    [
      "without counts",
      { data: [account, subscription] },
      "truncated",
      "count and total_records in f.json are not its rows",
    ],
    [
      "that ends early",
      JSON.stringify(answer([account, subscription])).slice(0, -30),
      "truncated",
      "f.json ends before its closing bracket",
    ],
    ["that is empty", "", "truncated", "f.json ends before its closing bracket"],
  ];
  test.each(incomplete)("an answer %s is not complete", async (_, content, code, detail) => {
    const { unit } = await readExport(graph, content, [STORAGE, NSG]);
    for (const each of [STORAGE, NSG]) expect(unit(each)).toMatchObject({ complete: false, problem: { code, detail } });
  });

  test("a row whose properties are gone is listed and unread", async () => {
    const { items } = await readExport(graph, answer([{ ...account, properties: null }, subscription]), [STORAGE]);
    expect(items).toEqual([
      {
        key: account.id.toLowerCase(),
        unit: STORAGE,
        source: "one",
        dataTime: AT,
        problem: { code: "unexpected-shape", detail: "properties is no object" },
      },
    ]);
  });

  test("another subscription's row, or one without a key, is refused", async () => {
    const other = { ...account, subscriptionId: "00000000-0000-4000-8000-000000000000" };
    expect(await refusal(readExport(graph, answer([subscription, other]), [STORAGE]))).toMatch(
      /^f\.json: byte \d+: found a row of another subscription, expected subscription 6f1c2b9e/,
    );
    expect(await refusal(readExport(graph, answer([{ ...account, id: undefined }]), [STORAGE]))).toBe(
      "f.json: byte 19: found a row without id, type or subscriptionId, expected a row of Azure Resource Graph",
    );
  });

  test("the array that older versions of the extension print is refused", async () => {
    expect(await refusal(readExport(graph, [account], [STORAGE]))).toBe(
      'f.json: byte 0: found "[", expected an array "data" in an object',
    );
  });
});
