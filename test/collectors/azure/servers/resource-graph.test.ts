// Its own client asks Resource Graph of the test servers: pages, silence about what is denied, quota and lag.
import type { QueryResponse, ResourceGraphClient } from "@azure/arm-resourcegraph";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { azGraph } from "../../../../collectors/exports/formats/azure/az-graph.ts";
import { readRow } from "../../../../collectors/azure/item/resource-graph-row.ts";
import { startAzure, type Azure } from "../../../support/azure/azure.ts";
import { idOf, PRODUCTION, SHARED, TENANT } from "../../../support/azure/estate/sample/names.ts";
import { ask, credentialOf, resourceGraphOf, rowsOf, type Row } from "./clients.ts";

let azure: Azure;
// Quotas run by what a test says alone.
const started = Date.now();
let moved = 0;

beforeAll(async () => {
  azure = await startAzure({ now: () => new Date(started + moved) });
});
afterAll(() => azure.stop());
beforeEach(() => {
  Object.assign(azure.settings, { resourceGraphPage: 1000, resourceGraphQuota: false, resourceGraphRetryAfter: true });
  moved += 10_000;
});

const clientOf = (): ResourceGraphClient => resourceGraphOf(azure);

/** All pages of a query. */
async function pages(client: ResourceGraphClient, query: string): Promise<QueryResponse[]> {
  const answers = [await ask(client, query)];
  for (let next = answers[0]?.skipToken; next !== undefined; next = answers.at(-1)?.skipToken)
    answers.push(await ask(client, query, { skipToken: next }));
  return answers;
}

const ALL = "resources | order by id asc";

describe("queries", () => {
  test("that Tidemark writes find a row of every type that it reads", async () => {
    const [file] = azGraph.exports(PRODUCTION, azGraph.types, []);
    const queries = file?.run.slice(2) ?? [];
    expect(queries).toHaveLength(2);
    const types = new Set<string>();
    for (const query of queries)
      for (const row of rowsOf(await ask(clientOf(), query, { top: 1000 }))) types.add(row.type);
    expect(types).toEqual(new Set(azGraph.types));
  });

  test("give rows that the collectors read", async () => {
    const rows = rowsOf(await ask(clientOf(), ALL, {}, { subscriptions: [PRODUCTION] }));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(readRow(row, PRODUCTION)).toMatchObject({ key: row.id.toLowerCase() });
  });

  test.each([
    ["where subscriptionId == 'SHARED'", (rows: readonly Row[]) => rows.every((row) => row.subscriptionId === SHARED)],
    [
      "where type =~ 'Microsoft.SQL/servers/databases' and name !~ 'master'",
      (rows: readonly Row[]) => rows.length === 1,
    ],
    [
      "where type in~ ('microsoft.sql/servers', \"Microsoft.Sql/ManagedInstances\") | project id, name",
      (rows: readonly Row[]) => rows.length === 2 && Object.keys(rows[0] ?? {}).join() === "id,name",
    ],
    [
      "where properties.minimumTlsVersion == 'TLS1_2' | project id, properties.accessTier",
      (rows: readonly Row[]) => rows.every((row) => row["properties_accessTier"] === "Hot") && rows.length === 4,
    ],
    [
      "summarize count() by type",
      (rows: readonly Row[]) =>
        rows.some((row) => row.type === "microsoft.storage/storageaccounts" && row["count_"] === 4),
    ],
  ])("%s", async (steps, holds) => {
    const rows = rowsOf(await ask(clientOf(), `resources | ${steps.replace("SHARED", SHARED)}`));
    expect(rows.length).toBeGreaterThan(0);
    expect(holds(rows)).toBe(true);
  });

  test("continue after an id, in the order of ids", async () => {
    const ids = rowsOf(await ask(clientOf(), ALL)).map((row) => row.id);
    expect(ids).toEqual(ids.toSorted());
    const after = rowsOf(await ask(clientOf(), `resources | where id > '${ids[3]}' | order by id asc`));
    expect(after.map((row) => row.id)).toEqual(ids.slice(4));
  });

  test.each(["resources | where", "resources | take 5", "cupboards", "resources | where type = 'x'", "resources |"])(
    "refused: %s",
    async (query) => {
      await expect(ask(clientOf(), query)).rejects.toMatchObject({ statusCode: 400, code: "BadRequest" });
    },
  );
});

describe("rows", () => {
  test("differ from bodies as they do in Azure", async () => {
    const [row] = rowsOf(await ask(clientOf(), "resources | where name == 'nlrecords'"));
    expect(row).toMatchObject({
      type: "microsoft.storage/storageaccounts",
      resourceGroup: "rg-data",
      tenantId: TENANT,
      managedBy: "",
      plan: null,
      properties: { creationTime: "2025-03-02T09:14:27.6580000Z" },
    });
    const [cosmos] = rowsOf(await ask(clientOf(), "resources | where name == 'nl-cosmos'"));
    const [server] = rowsOf(
      await ask(clientOf(), "resources | where name == 'nl-sql' and type =~ 'microsoft.sql/servers'"),
    );
    expect([cosmos?.["tags"], server?.["tags"]]).toEqual([{}, null]);
  });

  test("come as a table where that is asked for", async () => {
    const { data } = await ask(clientOf(), "resources | project id, name | order by id asc", {
      resultFormat: "table",
      top: 1,
    });
    expect(data).toMatchObject({
      columns: [
        { name: "id", type: "string" },
        { name: "name", type: "string" },
      ],
      rows: [[expect.any(String), expect.any(String)]],
    });
  });
});

describe("pages", () => {
  test("give every row once, and count them all on each", async () => {
    azure.settings.resourceGraphPage = 4;
    const answers = await pages(clientOf(), ALL);
    const total = answers[0]?.totalRecords ?? 0;
    expect(answers.map(({ count }) => count)).toEqual([
      ...Array<number>(Math.floor(total / 4)).fill(4),
      ...(total % 4 === 0 ? [] : [total % 4]),
    ]);
    expect(
      answers.every(({ totalRecords, resultTruncated }) => totalRecords === total && resultTruncated === "false"),
    ).toBe(true);
    expect(new Set(answers.flatMap((each) => rowsOf(each).map((row) => row.id))).size).toBe(total);
  });

  test("end where the query lost the id, and say so", async () => {
    azure.settings.resourceGraphPage = 4;
    const answer = await ask(clientOf(), "resources | project name");
    expect([answer.count, answer.resultTruncated, answer.skipToken]).toEqual([4, "true", undefined]);
  });

  test("have 100 rows where nobody says how many", async () => {
    for (let i = 0; i < 120; i += 1) {
      const name = `many${i}`;
      azure.estate.put({
        id: idOf(SHARED, "rg-many", "Microsoft.Storage/storageAccounts", name),
        name,
        type: "Microsoft.Storage/storageAccounts",
        properties: {},
      });
    }
    const many = "resources | where resourceGroup == 'rg-many' | order by id asc";
    expect((await pages(clientOf(), many)).map(({ count }) => count)).toEqual([100, 20]);
    expect((await ask(clientOf(), many, { top: 1000 })).count).toBe(120);
    azure.estate.remove(`/subscriptions/${SHARED}/resourceGroups/rg-many`);
  });
});

describe("the quota of 15 queries in 5 seconds", () => {
  const fill = async (client: ResourceGraphClient): Promise<void> => {
    for (let i = 0; i < 15; i += 1) await ask(client, ALL, { top: 1 });
  };

  test("is told in each answer, and enforced where a test wants it", async () => {
    azure.settings.resourceGraphQuota = true;
    const client = clientOf();
    await fill(client);
    let headers: Readonly<Record<string, string | undefined>> = {};
    const onResponse = (raw: { readonly headers: { toJSON(): Record<string, string> } }): void => {
      headers = raw.headers.toJSON();
    };
    await expect(client.resources({ query: ALL }, { onResponse } as never)).rejects.toMatchObject({
      statusCode: 429,
      code: "RateLimiting",
    });
    expect(headers).toMatchObject({
      "x-ms-user-quota-remaining": "0",
      "x-ms-user-quota-resets-after": "00:00:05",
      "retry-after": "5",
      "x-ms-tenant-subscription-limit-hit": "false",
    });
    moved += 5000;
    expect((await ask(client, ALL)).count).toBeGreaterThan(0);
  });

  test("is also answered without Retry-After", async () => {
    Object.assign(azure.settings, { resourceGraphQuota: true, resourceGraphRetryAfter: false });
    const client = clientOf();
    await fill(client);
    const { token } = await credentialOf(azure).getToken("https://management.azure.com/.default");
    const answer = await fetch(`${azure.arm}/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ query: ALL }),
    });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, null]);
  });
});

test("a header alone says that subscriptions were left out for being too many", async () => {
  let hit: string | undefined;
  const onResponse = (raw: { readonly headers: { get(name: string): string | undefined } }): void => {
    hit = raw.headers.get("x-ms-tenant-subscription-limit-hit");
  };
  azure.settings.subscriptionLimitHit = true;
  await clientOf().resources({ query: ALL }, { onResponse } as never);
  azure.settings.subscriptionLimitHit = false;
  expect(hit).toBe("true");
});

test("Resource Graph lags behind Resource Manager where a test says so", async () => {
  const id = idOf(PRODUCTION, "rg-data", "Microsoft.Storage/storageAccounts", "nlrecords");
  const find = async (): Promise<readonly Row[]> =>
    rowsOf(await ask(clientOf(), "resources | where name == 'nlrecords'"));
  const old = azure.estate.resource(id);
  if (old === undefined) throw new Error("found no account");
  azure.estate.lag(id, null);
  expect(await find()).toEqual([]);
  azure.estate.lag(id, { ...old, properties: { minimumTlsVersion: "TLS1_0" } });
  expect(await find()).toMatchObject([{ properties: { minimumTlsVersion: "TLS1_0" } }]);
  azure.estate.catchUp(id);
  expect(await find()).toMatchObject([{ properties: { minimumTlsVersion: "TLS1_2" } }]);
});
