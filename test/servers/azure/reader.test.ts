// Reads the sample tenant live: the real clients, by a token that AWS signs, against servers on loopback.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AZURE_ACTIONS } from "../../../collectors/azure/actions.ts";
import { ENTRA_ACTIONS } from "../../../collectors/entra/actions.ts";
import type { Item, Snapshot } from "../../../collectors/port.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { LIMITED, PRODUCTION, SHARED, TENANT, idOf } from "../../support/azure/estate/sample/names.ts";
import { readerOf, readScope, rereadKeys, SCOPES, startHere } from "../../support/azure/reading.ts";

let azure: Azure;
beforeAll(async () => {
  azure = await startHere();
});
afterAll(() => azure.stop());
beforeEach(() => {
  azure.faults.clear();
  azure.log.clear();
});

const OWN = `azure/${PRODUCTION}`;
const SERVER = idOf(PRODUCTION, "rg-data", "Microsoft.Sql/servers", "nl-sql");
const SERVERS = "microsoft.sql/servers";

const isSnapshot = (item: Item | undefined): item is Snapshot => item !== undefined && "body" in item;

test("an estate that may be read is read whole, and its two lists count alike", async () => {
  const reader = readerOf();
  for (const scope of SCOPES) {
    const { reading, problems, items } = await readScope(reader, scope);
    expect(problems).toEqual({});
    expect(reading.units.filter(({ expected, listed }) => expected !== undefined && expected !== listed)).toEqual([]);
    expect([...items.values()].filter((item) => "problem" in item)).toEqual([]);
    expect(items.size).toBeGreaterThan(5);
  }
});

test("two queries ask about both subscriptions, each page counted for the one that asked", async () => {
  const reader = readerOf();
  const calls = [];
  for (const scope of SCOPES.slice(0, 2)) calls.push((await readScope(reader, scope)).reading.calls);
  expect(calls.map((each) => each["resource-graph"])).toEqual([2, undefined]);
  const asked = azure.log.requests.filter(({ path }) => path.includes("ResourceGraph"));
  expect(asked.map(({ body }) => (JSON.parse(body) as { subscriptions: string[] }).subscriptions)).toEqual([
    [PRODUCTION, SHARED],
    [PRODUCTION, SHARED],
  ]);
});

test("a scope that is read twice is answered anew", async () => {
  const reader = readerOf();
  const first = await readScope(reader, OWN);
  const again = await readScope(reader, OWN);
  expect([...again.items.keys()].toSorted()).toEqual([...first.items.keys()].toSorted());
  expect(again.reading.calls["resource-graph"]).toBe(2);
});

test("assignments above the subscription are those of Resource Manager, the others of Resource Graph", async () => {
  const { items } = await readScope(readerOf(), OWN, { types: ["microsoft.authorization/roleassignments"] });
  expect([...items.values()].map(({ key, source }) => [key.slice(-2), source])).toEqual([
    ["01", "azure-resource-manager"],
    ["02", "azure-resource-manager"],
    ["03", "azure-resource-manager"],
    ["04", "azure-resource-manager"],
    ["05", "azure-resource-graph"],
  ]);
});

describe("what one of the two lists lacks is read by its id", () => {
  test("a resource that Resource Graph has not indexed yet", async () => {
    azure.estate.lag(SERVER, null);
    const { items, problems, reading } = await readScope(readerOf(), OWN);
    azure.estate.catchUp(SERVER);
    expect(problems).toEqual({});
    expect(items.get(SERVER.toLowerCase())).toMatchObject({
      source: "azure-resource-manager",
      unit: unitOf(SERVERS, "global"),
    });
    expect(reading.sources.map(({ source }) => source)).toContain("azure-resource-manager");
    // Its children are read too: Resource Manager alone lists the subject.
    expect([...items.keys()].filter((key) => key.includes("sql-auditing"))).toHaveLength(1);
  });

  test("a resource that is gone, and that Resource Graph still has", async () => {
    const gone = { ...azure.estate.resource(SERVER)!, id: `${SERVER}-old`, name: "nl-sql-old" };
    azure.estate.lag(gone.id, gone);
    const { items, problems, reading } = await readScope(readerOf(), OWN);
    azure.estate.catchUp(gone.id);
    expect(problems).toEqual({});
    expect(items.has(gone.id.toLowerCase())).toBe(false);
    expect(reading.units.find(({ unit }) => unit === unitOf(SERVERS, "global"))).toMatchObject({
      listed: 1,
      expected: 1,
    });
  });

  test("a resource that Resource Manager alone lists changes the row of its unit", async () => {
    azure.estate.lag(SERVER, null);
    azure.faults.deny({ service: "arm", method: "GET", path: SERVER });
    const { items, reading } = await readScope(readerOf(), OWN);
    azure.estate.catchUp(SERVER);
    expect(items.get(SERVER.toLowerCase())).toMatchObject({ problem: { code: "denied" } });
    expect(reading.units.find(({ unit }) => unit === unitOf(SERVERS, "global"))).toMatchObject({
      listed: 1,
      expected: 1,
    });
  });
});

test("a resource reads alike by Resource Graph and by its id", async () => {
  const { items } = await readScope(readerOf(), OWN);
  const named = [...items.values()]
    .filter((item) => item.source === "azure-resource-graph" && item.key.startsWith("/"))
    .map(({ key, unit }) => ({ key, unit }));
  expect(named.length).toBeGreaterThan(10);
  const { named: answers, units } = await rereadKeys(readerOf(), OWN, named);
  expect(units).toEqual([]);
  for (const { key, answer, source } of answers) {
    expect(source, key).toBe("azure-resource-manager");
    const before = items.get(key);
    const now = typeof answer === "object" && "snapshot" in answer ? answer.snapshot : undefined;
    if (!isSnapshot(before) || !isSnapshot(now)) throw new Error(`${key} was not read twice`);
    const told = ({ incarnation, region, name, createdAt, labels }: Snapshot) => ({
      incarnation,
      region,
      name,
      createdAt,
      labels,
    });
    expect(told(now), key).toEqual(told(before));
  }
});

test("a resource that is gone by now is not found by its id", async () => {
  const key = `${SERVER}-never`.toLowerCase();
  const { named } = await rereadKeys(readerOf(), OWN, [{ key, unit: unitOf(SERVERS, "global") }]);
  expect(named).toMatchObject([{ key, answer: "not-found", source: "azure-resource-manager" }]);
});

describe("an answer about another resource than the one that was asked for", () => {
  const other = idOf(PRODUCTION, "rg-data", "Microsoft.Sql/servers", "nl-other");
  const OTHER = {
    code: "contradictory",
    detail: "Azure Resource Manager answered with another resource than it was asked for",
  };
  const key = SERVER.toLowerCase();
  const answers = (change: object): void =>
    void azure.faults.answer(
      { service: "arm", method: "GET", path: SERVER },
      {
        status: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...azure.estate.resource(SERVER), ...change }),
      },
    );

  test("leaves the one that was asked for unread, and brings no other", async () => {
    azure.estate.lag(SERVER, null);
    answers({ id: other, name: "nl-other" });
    const { items, reading } = await readScope(readerOf(), OWN, { types: [SERVERS] });
    azure.estate.catchUp(SERVER);
    expect(items.get(key)).toMatchObject({ unit: unitOf(SERVERS, "global"), problem: OTHER });
    expect(items.has(other.toLowerCase())).toBe(false);
    expect(reading.units).toMatchObject([{ unit: unitOf(SERVERS, "global"), listed: 1, expected: 1 }]);
  });

  test.each([
    ["another", { id: other }],
    ["none", { id: undefined }],
    ["no path", { id: "nl-sql" }],
  ])("is no sign that the resource is gone: %s", async (_which, change) => {
    answers(change);
    const { named } = await rereadKeys(readerOf(), OWN, [{ key, unit: unitOf(SERVERS, "global") }]);
    expect(named).toMatchObject([{ key, answer: { problem: OTHER } }]);
  });

  test("in another spelling is the resource itself", async () => {
    answers({ id: SERVER.toUpperCase().replace("/SUBSCRIPTIONS/", "/subscriptions/") });
    const { named } = await rereadKeys(readerOf(), OWN, [{ key, unit: unitOf(SERVERS, "global") }]);
    expect(named).toMatchObject([{ key, answer: { snapshot: { key } } }]);
  });
});

describe("a subscription that may not be read is never an empty one", () => {
  test("one of two in the same query", async () => {
    const { subscriptions, roleAssignments } = azure.estate;
    const reader = readerOf();
    // The reader's role lies at the management group of both: a group of its own leaves the second one out.
    azure.estate.managementGroups = [
      ...azure.estate.managementGroups,
      {
        name: "apart",
        displayName: "Apart",
        parent: azure.estate.managementGroups.find(({ parent }) => parent === null)!.name,
      },
    ];
    azure.estate.subscriptions = subscriptions.map((each) =>
      each.subscriptionId === SHARED ? { ...each, managementGroup: "apart" } : each,
    );
    const [own, other] = [await readScope(reader, OWN), await readScope(reader, `azure/${SHARED}`)];
    azure.estate.subscriptions = subscriptions;
    expect(roleAssignments.length).toBeGreaterThan(0);
    expect(own.problems).toEqual({});
    expect(other.items.size).toBe(1);
    const codes = new Set(Object.values(other.problems).map(({ code }) => code));
    expect(codes).toEqual(new Set(["denied"]));
    // The way in is named all the same.
    expect(Object.keys(other.problems)).toHaveLength(other.reading.units.length - 1);
  });

  test("a reader of one resource group", async () => {
    const { problems, reading } = await readScope(readerOf([OWN], LIMITED.clientId), OWN);
    expect(Object.keys(problems)).toHaveLength(reading.units.length - 1);
    expect(new Set(Object.values(problems).map(({ code }) => code))).toEqual(new Set(["denied"]));
  });

  test("a subscription that the tenant does not have", async () => {
    const scope = "azure/00000000-0000-4000-8000-000000000000";
    const { problems, reading } = await readScope(readerOf([OWN, scope]), scope);
    expect(Object.keys(problems).length).toBeGreaterThan(reading.units.length - 2);
  });
});

test("every request belongs to a declared call, and each declared call is made", async () => {
  const reader = readerOf();
  for (const scope of SCOPES) {
    const { items } = await readScope(reader, scope);
    const named = [...items.values()].filter(({ key }) => key.startsWith("/")).map(({ key, unit }) => ({ key, unit }));
    if (named.length > 0) await rereadKeys(reader, scope, named);
  }
  // Licences are read where there are none.
  const { subscribedSkus } = azure.estate.directory;
  azure.estate.directory.subscribedSkus = [];
  await readScope(reader, `entra/${TENANT}`, { types: ["Tidemark::Entra::EligibleMembers"] });
  azure.estate.directory.subscribedSkus = subscribedSkus;
  const made = new Set(
    azure.log.requests
      .filter(({ service }) => service === "arm" || service === "graph")
      .map(({ path }) => calledAction(path)),
  );
  const declared = new Set(
    [...AZURE_ACTIONS, ...ENTRA_ACTIONS].flatMap(({ actions }) => actions.map(({ action }) => action.toLowerCase())),
  );
  expect([...made].toSorted()).toEqual([...declared].toSorted());
});

const GRAPH: { readonly [path: string]: string } = {
  "/v1.0/reports/authenticationMethods/userRegistrationDetails": "AuditLog.Read.All",
  "/v1.0/roleManagement/directory/roleAssignments": "RoleManagement.Read.Directory",
  "/v1.0/roleManagement/directory/roleEligibilityScheduleInstances": "RoleManagement.Read.Directory",
  "/v1.0/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances":
    "PrivilegedEligibilitySchedule.Read.AzureADGroup",
  "/v1.0/subscribedSkus": "LicenseAssignment.Read.All",
  "/v1.0/applications": "Application.Read.All",
  "/v1.0/servicePrincipals": "Application.Read.All",
  "/v1.0/users": "User.Read.All",
  "/v1.0/policies/identitySecurityDefaultsEnforcementPolicy": "Policy.Read.All",
  "/v1.0/identity/conditionalAccess/policies": "Policy.Read.All",
  "/v1.0/groups": "GroupMember.Read.All",
};

/** The action that Azure asks for a GET of `path`: its type, and read. */
function calledAction(path: string): string {
  const graph = GRAPH[path] ?? GRAPH[/^\/v1\.0\/[^/]+(?=\/[0-9a-f-]{36}(?:\/|$))/.exec(path)?.[0] ?? ""];
  if (graph !== undefined) return graph.toLowerCase();
  if (/\/subscriptions\/[^/]+\/resources$/i.test(path)) return "microsoft.resources/subscriptions/resources/read";
  if (/^\/subscriptions\/[^/]+$/i.test(path)) return "microsoft.resources/subscriptions/read";
  const [namespace = "", ...rest] = path
    .slice(path.toLowerCase().lastIndexOf("/providers/") + 11)
    .toLowerCase()
    .split("/");
  return [namespace, ...rest.filter((_segment, place) => place % 2 === 0), "read"].join("/");
}

test("no name, mail address, token or secret of the estate is in anything that is read", async () => {
  const reader = readerOf();
  const read = [];
  for (const scope of SCOPES) {
    const { reading, items } = await readScope(reader, scope);
    read.push(JSON.stringify({ reading, items: [...items.values()] }));
  }
  const text = read.join("\n");
  const { users } = azure.estate.directory;
  const names = users.flatMap((user) => [user["displayName"], user["mail"], user["userPrincipalName"]]);
  const secrets = names.filter((name): name is string => typeof name === "string" && name !== "");
  expect(secrets.length).toBeGreaterThan(3);
  for (const secret of secrets) expect(text.includes(secret), secret).toBe(false);
  expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}/);
  expect(text).not.toContain('administratorLogin"');
});

test(`the people of ${TENANT} are remembered outside of what is read`, async () => {
  const { names, items } = await readScope(readerOf(), `entra/${TENANT}`);
  expect(names.size).toBeGreaterThan(0);
  for (const reference of names.keys()) expect(items.has(reference)).toBe(true);
});
