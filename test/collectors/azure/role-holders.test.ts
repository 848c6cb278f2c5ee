// Groups and service principals that own subscriptions, or hold roles of the directory: which are read, by which calls.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Snapshot } from "../../../collectors/port.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { sampleEstate } from "../../support/azure/estate/sample/index.ts";
import { PRODUCTION, READER, scopeOf, TENANT } from "../../support/azure/estate/sample/names.ts";
import { ADMINISTRATORS, OPERATORS, PEOPLE } from "../../support/azure/estate/sample/people.ts";
import { assignment, ROLES } from "../../support/azure/estate/sample/roles.ts";
import { readerOf, readScope, startHere, type Read } from "../../support/azure/reading.ts";

const MEMBERS = "Tidemark::Entra::GroupMembers";
const MACHINES = "microsoft.graph/servicePrincipal";

let azure: Azure;
beforeAll(async () => {
  azure = await startHere();
});
afterAll(() => azure.stop());
beforeEach(() => azure.log.clear());
afterEach(() => {
  azure.faults.clear();
  const { directory, roleAssignments } = sampleEstate();
  Object.assign(azure.estate.directory, directory);
  for (const { id } of azure.estate.roleAssignments) azure.estate.remove(id);
  for (const body of roleAssignments) azure.estate.put(body);
});

const read = (): Promise<Read> => readScope(readerOf(), `entra/${TENANT}`, { types: [MEMBERS, MACHINES] });
const bodies = ({ items }: Read): { readonly [key: string]: unknown } =>
  Object.fromEntries([...items.values()].map((item) => [item.key.split("%2F").at(-1), (item as Snapshot).body]));
const deployer = azureDeployer();

function azureDeployer(): string {
  const found = sampleEstate().directory.servicePrincipals.find((each) => each["displayName"] === "northlight-deploy");
  return found?.id as string;
}

test("a group that owns and holds a role is read once, with members of the group in it, and ids alone", async () => {
  const result = await read();
  expect(result.problems).toEqual({});
  expect(bodies(result)[ADMINISTRATORS]).toEqual({
    id: ADMINISTRATORS,
    members: [
      { id: PEOPLE.amelie, type: "user" },
      { id: PEOPLE.jonas, type: "user" },
      { id: OPERATORS, type: "group" },
      { id: deployer, type: "servicePrincipal" },
    ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  });
  expect(Object.keys(bodies(result)).toSorted()).toEqual([ADMINISTRATORS, deployer].toSorted());
  const groups = azure.log.requests.filter(({ path }) => path.startsWith("/v1.0/groups/"));
  expect(groups.map(({ path }) => path)).toEqual([`/v1.0/groups/${ADMINISTRATORS}/transitiveMembers`]);
});

test("a service principal in a group is read without its name", async () => {
  expect(bodies(await read())[deployer]).toMatchObject({ id: deployer, ServicePrincipalType: "Application" });
  const [asked] = azure.log.requests.filter(({ path }) => path.startsWith("/v1.0/servicePrincipals/"));
  expect(asked?.query).not.toContain("displayName");
});

test("one query asks about all subscriptions, and tells what was assigned above them", async () => {
  await read();
  const asked = azure.log.requests.filter(({ path }) => path.includes("ResourceGraph"));
  expect(asked.map(({ body }) => JSON.parse(body) as object)).toEqual([
    expect.objectContaining({
      options: expect.objectContaining({ authorizationScopeFilter: "AtScopeAndAbove" }) as object,
    }),
  ]);
});

test("owners of subscriptions that another invocation reads are read with the tenant", async () => {
  azure.estate.directory.roleAssignments = [];
  const tenant = `entra/${TENANT}`;
  const groupsOf = async (enrolled: readonly string[]): Promise<boolean> => {
    const reader = readerOf([tenant], READER.clientId, enrolled);
    return Object.keys(bodies(await readScope(reader, tenant, { types: [MEMBERS] }))).includes(ADMINISTRATORS);
  };
  expect(await groupsOf([tenant, `azure/${PRODUCTION}`])).toBe(true);
  expect(await groupsOf([tenant])).toBe(false);
});

test("who holds another role of a subscription, or owns a part of it, is not read", async () => {
  azure.estate.put(assignment("b1", scopeOf(PRODUCTION), ROLES.contributor, OPERATORS, "Group"));
  azure.estate.put(assignment("b2", scopeOf(PRODUCTION, "rg-data"), ROLES.owner, OPERATORS, "Group"));
  expect(Object.keys(bodies(await read()))).not.toContain(OPERATORS);
});

test("an application that owns a subscription is read with its own credentials", async () => {
  azure.estate.put(assignment("b3", scopeOf(PRODUCTION), ROLES.owner, READER.objectId, "ServicePrincipal"));
  expect(bodies(await read())[READER.objectId]).toEqual({
    id: READER.objectId,
    AppId: READER.clientId,
    AccountEnabled: true,
    ServicePrincipalType: "Application",
    PasswordCredentials: [],
    KeyCredentials: [],
  });
});

describe("the unit has a problem, and what was found is read all the same, where", () => {
  test("owners can't be told", async () => {
    azure.faults.deny({ service: "arm", body: /AtScopeAndAbove/ });
    const result = await read();
    expect(result.problems).toMatchObject({ [MEMBERS]: { code: "denied" }, [MACHINES]: { code: "denied" } });
    expect(Object.keys(bodies(result))).toContain(ADMINISTRATORS);
  });

  test("roles of the directory can't be told", async () => {
    azure.faults.deny({ service: "graph", path: "/v1.0/roleManagement/directory/roleAssignments" });
    const result = await read();
    expect(result.problems[MEMBERS]?.detail).toContain("RoleManagement.Read.Directory");
    expect(Object.keys(bodies(result))).toContain(ADMINISTRATORS);
  });
});

describe("a group is not read", () => {
  const ofGroup = (result: Read): unknown =>
    [...result.items.values()].find(({ key }) => key.includes(ADMINISTRATORS)) ?? "nothing";

  test("with more members than anybody judges", async () => {
    const { directory } = azure.estate;
    const users = Array.from({ length: 501 }, (_, i) => ({
      id: `${String(i).padStart(8, "0")}-0000-4000-8000-000000000000`,
    }));
    directory.users = users;
    directory.groups = [{ id: ADMINISTRATORS, displayName: "all", members: users.map(({ id }) => id) }];
    expect(ofGroup(await read())).toMatchObject({ problem: { code: "truncated" } });
  });

  test("whose members are hidden from the application", async () => {
    azure.estate.directory.groups = [
      { id: ADMINISTRATORS, displayName: "hidden", members: [], visibility: "HiddenMembership" },
    ];
    expect(ofGroup(await read())).toMatchObject({ problem: { code: "denied", detail: "Member.Read.Hidden" } });
  });

  test("which was deleted: then it is not there, and nothing failed", async () => {
    azure.estate.directory.groups = [];
    const result = await read();
    expect([ofGroup(result), result.problems]).toEqual(["nothing", {}]);
  });
});

test("an empty group is one without members", async () => {
  azure.estate.directory.groups = [{ id: ADMINISTRATORS, displayName: "empty", members: [], visibility: null }];
  expect(bodies(await read())[ADMINISTRATORS]).toEqual({ id: ADMINISTRATORS, members: [] });
});
