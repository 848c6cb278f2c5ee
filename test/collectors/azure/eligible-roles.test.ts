// Who may activate a role of a tenant or subscription, or membership in a group that owns: what is read, by which calls.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Snapshot } from "../../../collectors/port.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { sampleEstate } from "../../support/azure/estate/sample/index.ts";
import { GROUP, PRODUCTION, scopeOf, TENANT } from "../../support/azure/estate/sample/names.ts";
import { ADMINISTRATORS, OPERATORS, PEOPLE } from "../../support/azure/estate/sample/people.ts";
import { eligibility, ROLES } from "../../support/azure/estate/sample/roles.ts";
import { readerOf, readScope, rereadKeys, startHere, type Read } from "../../support/azure/reading.ts";

let azure: Azure;
beforeAll(async () => {
  azure = await startHere();
});
afterAll(() => azure.stop());
beforeEach(() => azure.log.clear());
afterEach(() => {
  azure.faults.clear();
  Object.assign(azure.settings, { armPage: 1000, graphPage: 100 });
  const { directory, roleEligibility, roleAssignments } = sampleEstate();
  Object.assign(azure.estate.directory, directory);
  for (const { id } of [...azure.estate.roleEligibility, ...azure.estate.roleAssignments]) azure.estate.remove(id);
  for (const body of [...roleEligibility, ...roleAssignments]) azure.estate.put(body);
});

const OWN = `azure/${PRODUCTION}`;
const ENTRA = `entra/${TENANT}`;
const IN_DIRECTORY = "microsoft.graph/unifiedRoleEligibilityScheduleInstance";
const IN_AZURE = "microsoft.authorization/roleeligibilityscheduleinstances";
const MEMBERS = "Tidemark::Entra::GroupMembers";
const MAY_JOIN = "Tidemark::Entra::EligibleMembers";
const MACHINES = "microsoft.graph/servicePrincipal";
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const DEPLOYER = "5ad5d37a-430a-4b4c-9b4c-7b66cf64ab61";

const readAzure = (scope = OWN): Promise<Read> => readScope(readerOf([scope]), scope, { types: [IN_AZURE] });
const readEntra = (...types: string[]): Promise<Read> => readScope(readerOf([ENTRA, OWN]), ENTRA, { types });
/** In the order of their keys: what is asked at once is answered in any. */
const bodiesOf = ({ items }: Read, type: string): JsonObject[] =>
  [...items.values()]
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .filter(({ unit }) => unit === `${type}@global`)
    .map((item) => (item as Snapshot).body);
const requests = (end: string): string[] =>
  azure.log.requests.filter(({ path }) => path.endsWith(end)).map(({ path }) => path);

const inDirectory = (id: string, principalId: string, roleDefinitionId = GLOBAL_ADMINISTRATOR, scope = "/") => ({
  id,
  principalId,
  roleDefinitionId,
  directoryScopeId: scope,
  appScopeId: null,
  startDateTime: "2026-01-10T08:00:00Z",
  endDateTime: "2027-01-10T08:00:00Z",
  memberType: "Direct",
  roleEligibilityScheduleId: "77f71919-62f3-4d0c-9f88-0a0391b665cd",
});

const inGroup = (groupId: string, principalId: string, accessId = "member") => ({
  id: `${groupId}_${accessId}_${principalId}`,
  groupId,
  principalId,
  accessId,
  startDateTime: "2026-01-10T08:00:00Z",
  endDateTime: null,
  memberType: "direct",
  eligibilityScheduleId: `${groupId}_${accessId}_326a4063-93c5-4998-9537-969b8cd50297`,
});

describe("of a tenant", () => {
  test("each eligible role is an item: who, which role and where, and nobody's name or time", async () => {
    const read = await readEntra(IN_DIRECTORY);
    expect(read.problems).toEqual({});
    expect(bodiesOf(read, IN_DIRECTORY)).toEqual([
      {
        id: "5wuT_mJe20eRr5jDpJo4sXbfd22VX0BOmpL501774kM-1-e",
        principalId: PEOPLE.jonas,
        roleDefinitionId: GLOBAL_ADMINISTRATOR,
        directoryScopeId: "/",
        PrincipalType: "user",
        AccountEnabled: true,
      },
    ]);
    expect(JSON.stringify([...read.items.values()])).not.toContain("Jonas");
  });

  test("all pages are read", async () => {
    azure.settings.graphPage = 2;
    azure.estate.directory.roleEligibilityScheduleInstances = Array.from({ length: 5 }, (_, i) =>
      inDirectory(`id-${i}`, PEOPLE.jonas, `role-${i}`),
    );
    expect(bodiesOf(await readEntra(IN_DIRECTORY), IN_DIRECTORY)).toHaveLength(5);
    expect(requests("/roleEligibilityScheduleInstances")).toHaveLength(3);
  });

  test("an answer of another form is no answer", async () => {
    azure.faults.answer(
      { service: "graph", path: /EligibilityScheduleInstances$/ },
      { status: 200, headers: { "content-type": "application/json" }, body: '{"value":[{"id":"x"}]}' },
    );
    expect((await readEntra(IN_DIRECTORY)).problems).toMatchObject({ [IN_DIRECTORY]: { code: "unexpected-shape" } });
  });
});

describe("of a subscription", () => {
  test("those at it and above are items, those below are not", async () => {
    const above = `/providers/Microsoft.Management/managementGroups/${GROUP}`;
    azure.estate.put(eligibility("e2", above, ROLES.owner, ADMINISTRATORS, "Group"));
    azure.estate.put(eligibility("e3", scopeOf(PRODUCTION), ROLES.reader, PEOPLE.jonas, "User"));
    azure.estate.put(eligibility("e4", scopeOf(PRODUCTION, "rg-data"), ROLES.owner, PEOPLE.jonas, "User"));
    const read = await readAzure();
    expect(read.problems).toEqual({});
    expect(bodiesOf(read, IN_AZURE)).toEqual([
      {
        type: IN_AZURE,
        properties: {
          roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${ROLES.owner}`,
          principalId: ADMINISTRATORS,
          principalType: "Group",
          scope: above,
        },
      },
      expect.objectContaining({ properties: expect.objectContaining({ principalId: PEOPLE.jonas }) as object }),
    ]);
    const [asked] = azure.log.requests.filter(({ path }) => path.endsWith("/roleEligibilityScheduleInstances"));
    expect(decodeURIComponent(asked?.query ?? "")).toContain("$filter=atScope()");
  });

  test("all pages are read, and a key is read again by listing", async () => {
    azure.settings.armPage = 2;
    for (let i = 0; i < 5; i += 1)
      azure.estate.put(eligibility(`f${i}`, scopeOf(PRODUCTION), ROLES.owner, PEOPLE.jonas, "User"));
    const read = await readAzure();
    expect(read.items.size).toBe(5);
    const [first] = read.items.values();
    const again = await rereadKeys(readerOf([OWN]), OWN, [{ key: first!.key, unit: first!.unit }]);
    expect(again.named).toMatchObject([
      { key: first!.key, source: "azure-resource-manager", answer: { snapshot: {} } },
    ]);
  });

  test("an answer of another form is no answer", async () => {
    azure.faults.answer(
      { service: "arm", path: /EligibilityScheduleInstances$/ },
      { status: 200, headers: { "content-type": "application/json" }, body: '{"value":[{"id":"no path"}]}' },
    );
    expect((await readAzure()).problems).toMatchObject({ [IN_AZURE]: { code: "unexpected-shape" } });
  });

  test("no name or address of an expanded answer is kept", async () => {
    const body = eligibility("e5", scopeOf(PRODUCTION), ROLES.owner, PEOPLE.jonas, "User");
    const principal = { id: PEOPLE.jonas, displayName: "Jonas Weber", email: "jonas.weber@northlight.example" };
    const properties = { ...(body["properties"] as JsonObject), expandedProperties: { principal } };
    azure.estate.put({ ...body, properties });
    expect(JSON.stringify([...(await readAzure()).items.values()])).not.toMatch(/Jonas|northlight\.example/);
  });
});

describe("groups and service principals", () => {
  test("that may activate a role are read with their members, without being asked twice", async () => {
    azure.estate.directory.roleAssignments = [];
    for (const { id } of azure.estate.roleAssignments) if (id.includes("000000000003")) azure.estate.remove(id);
    azure.estate.directory.roleEligibilityScheduleInstances = [inDirectory("a", OPERATORS)];
    azure.estate.put(eligibility("e6", scopeOf(PRODUCTION), ROLES.owner, ADMINISTRATORS, "Group"));
    azure.estate.put(eligibility("e7", scopeOf(PRODUCTION), ROLES.owner, DEPLOYER, "ServicePrincipal"));
    const read = await readEntra(MEMBERS, MAY_JOIN, MACHINES);
    expect(read.problems).toEqual({});
    expect(bodiesOf(read, MEMBERS).map(({ id }) => id)).toEqual([ADMINISTRATORS, OPERATORS]);
    expect(bodiesOf(read, MACHINES).map(({ id }) => id)).toEqual([DEPLOYER]);
    expect(requests("/transitiveMembers")).toHaveLength(2);
    // One call a subscription, and one a group that owns or is in such a group.
    expect(requests("/roleEligibilityScheduleInstances")).toHaveLength(2);
    expect(requests("/group/eligibilityScheduleInstances")).toHaveLength(3);
  });

  test("that may activate another role are read for their members alone", async () => {
    azure.estate.directory.roleEligibilityScheduleInstances = [
      inDirectory("a", OPERATORS, "f2ef992c-3afb-46b9-b7cf-a126ee74c451"),
    ];
    const read = await readEntra(MEMBERS, MAY_JOIN);
    expect(bodiesOf(read, MEMBERS).map(({ id }) => id)).toContain(OPERATORS);
    expect(bodiesOf(read, MAY_JOIN).map(({ id }) => id)).not.toContain(OPERATORS);
  });

  test("where nobody can say who may own a subscription, their units are not complete", async () => {
    azure.faults.deny({ service: "arm", path: /EligibilityScheduleInstances$/ });
    const read = await readEntra(MEMBERS, MAY_JOIN, MACHINES);
    expect(Object.keys(read.problems).toSorted()).toEqual([MAY_JOIN, MEMBERS, MACHINES].toSorted());
    expect(read.problems[MEMBERS]?.detail).toContain("Microsoft.Authorization/roleEligibilityScheduleInstances/read");
    expect(bodiesOf(read, MEMBERS).map(({ id }) => id)).toContain(ADMINISTRATORS);
  });
});

describe("membership in a group that owns", () => {
  const members = async (): Promise<unknown> =>
    bodiesOf(await readEntra(MAY_JOIN), MAY_JOIN).find(({ id }) => id === ADMINISTRATORS)?.["members"];
  const ids = async (): Promise<string[]> => ((await members()) as { readonly id: string }[]).map(({ id }) => id);

  test("is read by object id and type; who may own the group is no member", async () => {
    azure.estate.directory.groupEligibilityScheduleInstances = [
      inGroup(ADMINISTRATORS, PEOPLE.guest),
      inGroup(ADMINISTRATORS, PEOPLE.jonas, "owner"),
      inGroup("0e2f5e7d-9c0e-4d43-b0a4-97bd8b8f8b0e", PEOPLE.jonas),
    ];
    expect(await members()).toEqual([{ id: PEOPLE.guest, type: "user" }]);
  });

  test("is read of groups in the group too, and of groups that may activate it, with their members", async () => {
    const INTO = "00000000-0000-4000-8000-0000000000aa";
    azure.estate.directory.groups = [
      ...azure.estate.directory.groups,
      { id: INTO, displayName: "On call", members: [DEPLOYER] },
    ];
    azure.estate.directory.groupEligibilityScheduleInstances = [
      inGroup(OPERATORS, INTO),
      inGroup(INTO, PEOPLE.guest),
      // Round and round: each group is asked once.
      inGroup(INTO, ADMINISTRATORS),
    ];
    expect(await ids()).toEqual(expect.arrayContaining([INTO, DEPLOYER, PEOPLE.guest]));
    const asked = azure.log.requests.filter(({ path }) => path.endsWith("/group/eligibilityScheduleInstances"));
    expect(new Set(asked.map(({ query }) => query)).size).toBe(asked.length);
  });

  test("is read whole, page by page", async () => {
    azure.settings.graphPage = 1;
    azure.estate.directory.groupEligibilityScheduleInstances = Object.values(PEOPLE).map((each) =>
      inGroup(ADMINISTRATORS, each),
    );
    expect(await ids()).toEqual(Object.values(PEOPLE).toSorted());
  });

  test("of more than anybody judges is not read", async () => {
    const users = Array.from({ length: 501 }, (_, i) => ({
      id: `${String(i).padStart(8, "0")}-0000-4000-8000-000000000000`,
    }));
    azure.estate.directory.users = users;
    azure.estate.directory.groupEligibilityScheduleInstances = users.map(({ id }) => inGroup(ADMINISTRATORS, id));
    const { items } = await readEntra(MAY_JOIN);
    expect([...items.values()]).toMatchObject([{ problem: { code: "truncated" } }]);
  });

  test("of a deleted group is nothing, and nothing failed", async () => {
    azure.estate.directory.groups = [];
    const { items, problems } = await readEntra(MAY_JOIN);
    expect([items.size, problems]).toEqual([0, {}]);
  });
});
