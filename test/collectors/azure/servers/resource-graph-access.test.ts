// Resource Graph of the test servers leaves out what a caller may not read, and says nothing of it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAzure, type Azure } from "../../../support/azure/azure.ts";
import { GROUP, LIMITED, LIMITED_GROUP, PRODUCTION, SHARED } from "../../../support/azure/estate/sample/names.ts";
import { ROLES } from "../../../support/azure/estate/sample/roles.ts";
import { ask, resourceGraphOf, rowsOf, type QueryOptions } from "./clients.ts";

let azure: Azure;
beforeAll(async () => {
  azure = await startAzure();
});
afterAll(() => azure.stop());

const ALL = "resources | order by id asc";
const ROLES_QUERY =
  "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | order by name asc";

describe("what a caller may not read", () => {
  test("is left out without a word, where it may read something", async () => {
    const rows = rowsOf(await ask(resourceGraphOf(azure, LIMITED), ALL));
    expect(new Set(rows.map((row) => `${row.subscriptionId} ${row.resourceGroup}`))).toEqual(
      new Set([`${PRODUCTION} ${LIMITED_GROUP}`]),
    );
    const own = rowsOf(
      await ask(
        resourceGraphOf(azure, LIMITED),
        "resourcecontainers | where type =~ 'microsoft.resources/subscriptions'",
      ),
    );
    expect(own.map((row) => row.subscriptionId)).toEqual([PRODUCTION]);
    expect(rowsOf(await ask(resourceGraphOf(azure, LIMITED), ROLES_QUERY))).toEqual([]);
  });

  test("is an error where it may read nothing, or names no subscription of the tenant", async () => {
    await expect(ask(resourceGraphOf(azure, LIMITED), ALL, {}, { subscriptions: [SHARED] })).rejects.toMatchObject({
      statusCode: 403,
      code: "AccessDenied",
    });
    await expect(ask(resourceGraphOf(azure, LIMITED), ALL, {}, { managementGroups: [GROUP] })).rejects.toMatchObject({
      statusCode: 403,
    });
    await expect(
      ask(resourceGraphOf(azure), ALL, {}, { subscriptions: ["00000000-0000-4000-8000-000000000000"] }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });
});

test("role assignments made above a subscription come only where they are asked for", async () => {
  const roles = async (options: QueryOptions, scope?: { readonly managementGroups: string[] }): Promise<string[]> => {
    return rowsOf(
      await ask(resourceGraphOf(azure), ROLES_QUERY, options, scope ?? { subscriptions: [PRODUCTION] }),
    ).map((row) => row.name.slice(-2));
  };
  expect(await roles({})).toEqual(["04", "05"]);
  expect(await roles({ authorizationScopeFilter: "AtScopeAndAbove" })).toEqual(["01", "02", "03", "04"]);
  expect(await roles({ authorizationScopeFilter: "AtScopeAboveAndBelow" })).toEqual(["01", "02", "03", "04", "05"]);
  expect(await roles({ authorizationScopeFilter: "AtScopeExact" })).toEqual(["04"]);
  expect(await roles({}, { managementGroups: [GROUP] })).toEqual(["02", "03", "04", "05"]);
});

test("a caller with a role at one resource group lists the roles there, its own too, and no others", async () => {
  const definition = azure.estate.roleDefinitions.find(({ name }) => name === ROLES.inventory);
  if (definition === undefined) throw new Error("found no definition");
  const permissions = [{ actions: ["*/read"], notActions: [] }];
  azure.estate.put({ ...definition, properties: { ...(definition["properties"] as object), permissions } });
  const options = { authorizationScopeFilter: "AtScopeAboveAndBelow" };
  const answer = await ask(resourceGraphOf(azure, LIMITED), ROLES_QUERY, options, { subscriptions: [PRODUCTION] });
  expect(rowsOf(answer)).toMatchObject([{ properties: { principalId: LIMITED.objectId } }]);
  azure.estate.put(definition);
});
