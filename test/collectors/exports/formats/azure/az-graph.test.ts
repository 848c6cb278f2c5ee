// Rows of Resource Graph: what is emitted, what confirms the subscription, what is not all there is.
import { describe, expect, test } from "vitest";
import { azGraph } from "../../../../../collectors/exports/formats/azure/az-graph.ts";
import { AT, bodyOf, readExport, refusal } from "../../fixture.ts";

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
  const group = {
    id: `/subscriptions/${id}/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/web`,
    name: "web",
    type: "microsoft.network/networksecuritygroups",
    subscriptionId: id,
    properties: { securityRules: [] },
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
    [
      "without the subscription's own row",
      answer([account]),
      "denied",
      "f.json lacks the row of the subscription itself, so the right to read the subscription is not shown",
    ],
    [
      "of nothing",
      answer([]),
      "denied",
      "f.json lacks the row of the subscription itself, so the right to read the subscription is not shown",
    ],
    [
      "with a skip_token",
      answer([account, subscription], { skip_token: "ew0K" }),
      "truncated",
      "f.json ends with a skip_token, so pages of the answer are missing",
    ],
    [
      "with fewer rows than total_records",
      answer([account, subscription], { total_records: 3 }),
      "truncated",
      "count or total_records in f.json differs from the number of rows",
    ],
    [
      "without counts",
      { data: [account, subscription] },
      "truncated",
      "count or total_records in f.json differs from the number of rows",
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
        problem: { code: "unexpected-shape", detail: "the row from Azure Resource Graph has no properties object" },
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

  test("several pages, one after the other, are one answer, pretty or in lines", async () => {
    const pages = [
      answer([account, subscription], { skip_token: "a", total_records: 3 }),
      answer([group], { total_records: 3 }),
    ];
    for (const indent of [0, 2]) {
      const text = pages.map((page) => `${JSON.stringify(page, null, indent)}\n`).join("");
      const { items, unit } = await readExport(graph, text, [STORAGE, NSG]);
      expect(items.map(({ key }) => key)).toEqual([account.id.toLowerCase(), group.id.toLowerCase()]);
      expect(unit(STORAGE)).toMatchObject({ complete: true, listed: 1, pages: 2 });
      expect(unit(NSG)).toMatchObject({ complete: true, listed: 1, pages: 2 });
    }
  });

  const page = (data: readonly unknown[], skip: string | null, total: number): string =>
    JSON.stringify(answer(data, { skip_token: skip, total_records: total }), null, 2);
  const lacking: readonly (readonly [what: string, pages: readonly string[], code: string, detail: RegExp])[] = [
    ["the last page", [page([account], "a", 3), page([group], "b", 3)], "truncated", /^f\.json ends with a skip_token/],
    [
      "a page between",
      [page([account], "a", 3), page([subscription], null, 3)],
      "truncated",
      /^count or total_records in f\.json/,
    ],
    [
      "the first page of a second answer, and all of the first one but its first page",
      [page([account], "a", 3), page([subscription], null, 2)],
      "truncated",
      /^total_records in f\.json differs between pages/,
    ],
    [
      "the end of a page",
      [page([account, subscription], "a", 3), page([group], null, 3).slice(0, -9)],
      "truncated",
      /ends before its closing bracket$/,
    ],
    [
      "a row, since another one moved to the next page",
      [page([account, subscription], "a", 3), page([account], null, 3)],
      "contradictory",
      /^f\.json lists a row twice/,
    ],
  ];
  test.each(lacking)("pages that lack %s are not all there is", async (_, pages, code, detail) => {
    const { unit } = await readExport(graph, pages.join("\n"), [STORAGE, NSG]);
    for (const each of [STORAGE, NSG]) {
      expect(unit(each)).toMatchObject({ complete: false, problem: { code, detail: expect.stringMatching(detail) } });
    }
  });

  test("broken bytes behind a page are refused where they stand", async () => {
    const first = page([subscription], "a", 2);
    const error = await refusal(readExport(graph, `${first}\n{"data":[},`, [STORAGE]));
    expect(error).toMatch(new RegExp(`^f\\.json: byte ${first.length + 1 + '{"data":['.length}: found "}"`));
    expect(await refusal(readExport(graph, `${first} ]`, [STORAGE]))).toMatch(
      new RegExp(`^f\\.json: byte ${first.length + 1}: found "]", expected an array "data" in an object$`),
    );
  });

  const ROLES = "microsoft.authorization/roleassignments@global";
  const withRoles = { ...graph, types: [...graph.types, "microsoft.authorization/roleassignments"] };
  const role = {
    id: `/subscriptions/${id}/providers/Microsoft.Authorization/RoleAssignments/0b5d5a4e`,
    name: "0b5d5a4e",
    type: "microsoft.authorization/roleassignments",
    subscriptionId: id,
    properties: {
      roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
      principalId: "86462606-fde0-4fc4-9e0c-a20eb73e54c6",
      principalType: "User",
      scope: `/subscriptions/${id}`,
      createdBy: "86462606-fde0-4fc4-9e0c-a20eb73e54c6",
      updatedOn: "2026-01-01T00:00:00Z",
      description: "for Jane Doe",
    },
  };

  test("role assignments are a second answer in the file, and say who by id alone", async () => {
    const above = {
      ...role,
      id: "/providers/Microsoft.Management/managementGroups/root/providers/Microsoft.Authorization/roleAssignments/1",
      subscriptionId: "",
    };
    const text = [page([subscription, account], null, 2), page([role, above], null, 2)].join("\n");
    const outcome = await readExport(withRoles, text, [ROLES, STORAGE]);
    const { roleDefinitionId, principalId, principalType, scope } = role.properties;
    expect(outcome.items.filter(({ unit }) => unit === ROLES)).toMatchObject([
      { key: role.id.toLowerCase() },
      { key: above.id.toLowerCase() },
    ]);
    expect(bodyOf(outcome, role.id.toLowerCase())["properties"]).toEqual({
      roleDefinitionId,
      principalId,
      principalType,
      scope,
    });
    expect(JSON.stringify(outcome.items)).not.toMatch(/jane/i);
    expect([outcome.unit(ROLES).complete, outcome.unit(STORAGE).complete]).toEqual([true, true]);
  });

  test("a list without any role assignment has not shown that it may see them; other types are complete", async () => {
    const { unit } = await readExport(withRoles, page([subscription, account], null, 2), [ROLES, STORAGE]);
    expect(unit(ROLES)).toMatchObject({
      complete: false,
      problem: {
        code: "denied",
        detail: "f.json lists no role assignment, so the right to read role assignments is not shown",
      },
    });
    expect(unit(STORAGE)).toMatchObject({ complete: true });
  });

  test("logins of a database server's administrators stay behind, their ids do not", async () => {
    const server = {
      ...account,
      id: `/subscriptions/${id}/resourceGroups/rg/providers/Microsoft.Sql/servers/nl`,
      type: "microsoft.sql/servers",
      properties: {
        administratorLogin: "jane",
        minimalTlsVersion: "1.2",
        administrators: { login: "jane.doe@northlight.example", sid: "864", principalType: "User", tenantId: "435" },
      },
    };
    const SERVERS = "microsoft.sql/servers@global";
    const outcome = await readExport({ ...graph, types: ["microsoft.sql/servers"] }, answer([server, subscription]), [
      SERVERS,
    ]);
    expect(bodyOf(outcome)["properties"]).toEqual({
      minimalTlsVersion: "1.2",
      administrators: { sid: "864", principalType: "User", tenantId: "435" },
    });
    expect(JSON.stringify(outcome.items)).not.toMatch(/jane/i);
  });

  test("it is asked for in two queries, since no union of their tables is documented, each in an order that pages keep", () => {
    const run = (...types: string[]): readonly string[] => azGraph.exports(id, types, [])[0]?.run.slice(2) ?? [];
    const own = "resourcecontainers | where type =~ 'microsoft.resources/subscriptions'";
    const roles = "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | order by id asc";
    expect(run("microsoft.sql/servers", "microsoft.authorization/roleassignments")).toEqual([
      `resources | where type in~ ('microsoft.sql/servers') | union (${own}) | order by id asc`,
      roles,
    ]);
    expect(run("microsoft.authorization/roleassignments")).toEqual([`${own} | order by id asc`, roles]);
    expect(run("microsoft.resources/subscriptions")).toEqual([`${own} | order by id asc`]);
  });

  test("the array that older versions of the extension print is refused", async () => {
    expect(await refusal(readExport(graph, [account], [STORAGE]))).toBe(
      'f.json: byte 0: found "[", expected an array "data" in an object',
    );
  });
});
