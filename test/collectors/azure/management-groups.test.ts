// Reads management groups of the sample tenant with the real clients: what was made at a group, and when that is all of it.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { AZURE_ACTIONS, AZURE_LANES } from "../../../collectors/azure/actions.ts";
import { CUSTOM_ROLES } from "../../../collectors/azure/answers/custom-roles.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { sampleEstate } from "../../support/azure/estate/sample/index.ts";
import { GROUP, groupPath, LIMITED, READER, SHARED, scopeOf, TENANT } from "../../support/azure/estate/sample/names.ts";
import { PEOPLE } from "../../support/azure/estate/sample/people.ts";
import { assignment, ROLES } from "../../support/azure/estate/sample/roles.ts";
import { detailsOf, readerOf, readScope, rereadKeys, startHere, type Read } from "../../support/azure/reading.ts";

let azure: Azure;
beforeAll(async () => {
  azure = await startHere({ settings: { armPage: 1 } });
});
afterAll(() => azure.stop());
afterEach(() => {
  azure.faults.clear();
  azure.log.clear();
  const { roleAssignments, roleDefinitions } = sampleEstate();
  for (const { id } of azure.estate.roleAssignments) azure.estate.remove(id);
  for (const body of [...roleAssignments, ...roleDefinitions]) azure.estate.put(body);
});

const TYPE = "microsoft.authorization/roleassignments";
const SCOPE = `azure/managementGroups/${GROUP}`;
const ROOT = `azure/managementGroups/${TENANT}`;
const NEW = "a2000000-0000-4000-8000-000000000001";

const read = (scope = SCOPE, client: string = READER.clientId): Promise<Read> =>
  readScope(readerOf([scope], client), scope, { types: [TYPE] });
const names = ({ items }: Read): string[] =>
  [...items.keys()].map((key) => key.slice(key.lastIndexOf("/") + 1)).toSorted();
const grantAtRoot = (role: string = ROLES.reader): void =>
  azure.estate.put(
    assignment("a2000000-0000-4000-8000-000000000002", groupPath(TENANT), role, READER.objectId, "ServicePrincipal"),
  );

describe("a management group", () => {
  test("has the assignments that were made at it, page by page, and none from above or below", async () => {
    azure.estate.put(assignment(NEW, scopeOf(SHARED), ROLES.owner, PEOPLE.jonas, "User"));
    const group = await read();
    expect(names(group)).toEqual(["a1000000-0000-4000-8000-000000000002", "a1000000-0000-4000-8000-000000000003"]);
    expect(group.problems).toEqual({});
    expect(group.reading.sources).toMatchObject([
      { source: "azure-resource-manager", lane: `azure-management-group ${GROUP}` },
    ]);
    const bodies = [...group.items.values()].map((item) => ("body" in item ? item.body : null));
    expect(bodies[0]).toMatchObject({ tenantId: TENANT, properties: { scope: groupPath(GROUP) } });
    // Who gave a role, and when, is not kept.
    expect(JSON.stringify(bodies)).not.toContain(PEOPLE.amelie);
  });

  test("that is the root group has those at the root of the tenant too", async () => {
    grantAtRoot();
    const root = await read(ROOT);
    expect(names(root)).toEqual(["a1000000-0000-4000-8000-000000000001", "a2000000-0000-4000-8000-000000000002"]);
    expect(root.problems).toEqual({});
    // The group below has none of both.
    expect(names(await read())).not.toContain("a1000000-0000-4000-8000-000000000001");
  });

  test.each(["Microsoft.Authorization/roleAssignments/read", "*/read"])(
    "is not complete if its role leaves out %s, and says which action is missing",
    async (action) => {
      const reader = azure.estate.roleDefinitions.find(({ name }) => name === ROLES.reader)!;
      azure.estate.put({
        ...reader,
        properties: {
          ...(reader["properties"] as object),
          permissions: [{ actions: ["*/read"], notActions: [action] }],
        },
      });
      expect(detailsOf(await read())).toEqual([
        "denied: Microsoft.Authorization/roleAssignments/read (AuthorizationFailed)",
      ]);
    },
  );

  test("is not complete by a role with a condition, though the list answers", async () => {
    const own = azure.estate.roleAssignments.find(({ name }) => name === "a1000000-0000-4000-8000-000000000002")!;
    azure.estate.put({ ...own, properties: { ...(own["properties"] as object), condition: "@Resource[x] == 1" } });
    const group = await read();
    expect(group.problems).toEqual({
      [TYPE]: { code: "denied", detail: "Microsoft.Authorization/roleAssignments/read" },
    });
    // Assignments that were told are known all the same.
    expect(names(group)).toHaveLength(2);
  });

  test.each([
    ["another identity may read, which has a role below alone", SCOPE, LIMITED.clientId],
    ["is not there", "azure/managementGroups/mg-gone", READER.clientId],
    ["is above the one of the identity's role", ROOT, READER.clientId],
  ])("that %s is denied, with the action", async (_what, scope, client) => {
    const group = await read(scope, client);
    expect(detailsOf(group)).toEqual(["denied: Microsoft.Authorization/roleAssignments/read (AuthorizationFailed)"]);
    expect(names(group)).toEqual([]);
  });

  test("is read again by the keys of its assignments", async () => {
    const group = await read();
    const keys = [...group.items.keys()].map((key) => ({ key, unit: unitOf(TYPE, "global") }));
    azure.estate.remove(keys[1]?.key ?? "");
    const { named } = await rereadKeys(readerOf([SCOPE]), SCOPE, keys);
    expect(named.map(({ answer }) => (answer === "not-found" ? answer : "snapshot" in answer))).toEqual([
      true,
      "not-found",
    ]);
  });

  test("has no other type: such a unit says so", async () => {
    const all = await readScope(readerOf([SCOPE]), SCOPE);
    const types = Object.keys(AZURE_LANES).filter((type) => ![TYPE, CUSTOM_ROLES].includes(type));
    expect(Object.keys(all.problems).toSorted()).toEqual(types.toSorted());
    expect(new Set(Object.values(all.problems).map(({ code }) => code))).toEqual(new Set(["not-supported"]));
  });

  test("costs the calls that its source declares, and none of Resource Graph", async () => {
    await read();
    const declared = AZURE_ACTIONS.find(({ scopes }) => scopes === "managementGroups");
    expect(declared?.actions.map(({ action }) => action)).toEqual([
      "Microsoft.Authorization/roleAssignments/read",
      "Microsoft.Authorization/roleDefinitions/read",
    ]);
    const paths = azure.log.requests.filter(({ service }) => service === "arm").map(({ path }) => path.toLowerCase());
    expect(paths.length).toBeGreaterThan(2);
    for (const path of paths) expect(path).toMatch(/roleassignments|roledefinitions/);
  });
});
