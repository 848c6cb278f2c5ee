// Custom roles of a subscription and a management group, read by the real clients: which are listed, and when that is all.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CUSTOM_ROLES } from "../../../collectors/azure/answers/custom-roles.ts";
import type { Snapshot } from "../../../collectors/port.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { sampleEstate } from "../../support/azure/estate/sample/index.ts";
import { GROUP, groupPath, PRODUCTION, scopeOf, SHARED } from "../../support/azure/estate/sample/names.ts";
import { customRole, ROLES } from "../../support/azure/estate/sample/roles.ts";
import { detailsOf, readerOf, readScope, rereadKeys, startHere, type Read } from "../../support/azure/reading.ts";

let azure: Azure;
beforeAll(async () => {
  azure = await startHere({ settings: { armPage: 1 } });
});
afterAll(() => azure.stop());
afterEach(() => {
  azure.faults.clear();
  azure.log.clear();
  for (const { id } of azure.estate.roleDefinitions) azure.estate.remove(id);
  for (const body of sampleEstate().roleDefinitions) azure.estate.put(body);
});

const OWN = `azure/${PRODUCTION}`;
const ACTION = "Microsoft.Authorization/roleDefinitions/read";
const OF_GROUP = "d1000000-0000-4000-8000-000000000001";
const OF_OTHER = "d1000000-0000-4000-8000-000000000002";
const MANAGEMENT_GROUP = `azure/managementGroups/${GROUP}`;

const read = (scope = OWN): Promise<Read> => readScope(readerOf([scope]), scope, { types: [CUSTOM_ROLES] });
const names = ({ items }: Read): string[] =>
  [...items.keys()].map((key) => key.slice(key.lastIndexOf("/") + 1)).toSorted();

function makeRoles(): void {
  azure.estate.put(customRole(OF_GROUP, ["*"], [], groupPath(GROUP)));
  azure.estate.put(customRole(OF_OTHER, ["*"], [], scopeOf(SHARED)));
}

describe("a subscription", () => {
  test("has the custom roles that were made for it or above it, page by page, and no built-in one", async () => {
    makeRoles();
    const all = await read();
    expect(all.problems).toEqual({});
    expect(names(all)).toEqual([ROLES.inventory, OF_GROUP].toSorted());
    expect(all.reading.sources).toMatchObject([{ source: "azure-resource-manager", lane: "azure-resource-manager" }]);
    const key = `${scopeOf(PRODUCTION)}/providers/${CUSTOM_ROLES}/${ROLES.inventory}`;
    expect((all.items.get(key) as Snapshot).body).toEqual({
      type: CUSTOM_ROLES,
      name: ROLES.inventory,
      properties: {
        permissions: [{ actions: ["*/read"], notActions: ["Microsoft.Authorization/roleAssignments/read"] }],
      },
    });
    // What the company calls a role may hold somebody's name.
    expect(JSON.stringify([...all.items.values()])).not.toContain("Northlight inventory");
  });

  test("costs a call for a page, whatever the number of built-in roles is", async () => {
    makeRoles();
    await read();
    const asked = azure.log.requests.filter(({ path }) => path.endsWith("/roleDefinitions"));
    expect(asked).toHaveLength(2);
  });

  test("is read again by the key of a role, and by that of one that is gone", async () => {
    makeRoles();
    const keys = [...(await read()).items.keys()].map((key) => ({ key, unit: unitOf(CUSTOM_ROLES, "global") }));
    azure.estate.remove(`/providers/Microsoft.Authorization/roleDefinitions/${OF_GROUP}`);
    const { named } = await rereadKeys(readerOf([OWN]), OWN, keys);
    const said = new Set(named.map(({ answer }) => (answer === "not-found" ? answer : "snapshot" in answer)));
    expect(said).toEqual(new Set(["not-found", true]));
  });

  test("an answer of another form is no answer", async () => {
    const body = JSON.stringify({ value: [{ name: "x" }] });
    const answer = { status: 200, headers: { "content-type": "application/json" }, body };
    azure.faults.answer({ service: "arm", path: /roleDefinitions$/ }, answer);
    const all = await read();
    expect(all.problems[CUSTOM_ROLES]).toMatchObject({ code: "unexpected-shape" });
    expect(names(all)).toEqual([]);
  });

  test("a role whose permissions have another form is unread, and the others are read", async () => {
    makeRoles();
    const role = azure.estate.roleDefinitions.find(({ name }) => name === OF_GROUP)!;
    azure.estate.put({ ...role, properties: { ...(role["properties"] as object), permissions: "*" } });
    const all = await read();
    expect(all.problems).toEqual({});
    const unread = [...all.items.values()].flatMap((item) => ("problem" in item ? [item.problem.code] : []));
    expect([names(all).length, unread]).toEqual([2, ["unexpected-shape"]]);
  });
});

describe("a management group", () => {
  test("has the custom roles that were made for it, under its own keys", async () => {
    makeRoles();
    const all = await read(MANAGEMENT_GROUP);
    expect(all.problems).toEqual({});
    expect([...all.items.keys()]).toEqual([`${groupPath(GROUP)}/providers/${CUSTOM_ROLES}/${OF_GROUP}`.toLowerCase()]);
    expect(all.reading.sources).toMatchObject([{ lane: `azure-management-group ${GROUP}` }]);
  });

  test("is not complete if no role of the identity allows the list, though it answers", async () => {
    makeRoles();
    const reader = azure.estate.roleDefinitions.find(({ name }) => name === ROLES.reader)!;
    const permissions = [{ actions: ["*/read"], notActions: ["Microsoft.Authorization/*/read"] }];
    azure.estate.put({ ...reader, properties: { ...(reader["properties"] as object), permissions } });
    expect(detailsOf(await read(MANAGEMENT_GROUP)).join()).toContain("denied: Microsoft.Authorization/role");
    azure.faults.deny({ service: "arm", path: /roleDefinitions$/ });
    azure.estate.put(reader);
    expect(detailsOf(await read(MANAGEMENT_GROUP))).toEqual([`denied: ${ACTION} (AuthorizationFailed)`]);
  });
});
