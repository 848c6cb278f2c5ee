// A deny assignment hides resources from Resource Graph and Resource Manager alike, so that both lists agree on less than there
// is. Types that it can hide are not complete, and the cause names it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AZURE_LANES } from "../../../collectors/azure/actions.ts";
import { CUSTOM_ROLES } from "../../../collectors/azure/answers/custom-roles.ts";
import { ELIGIBLE_ROLES } from "../../../collectors/microsoft/eligible-in-azure.ts";
import { remedy } from "../../../audit/standing/remedy.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { GROUP, LIMITED_GROUP, PRODUCTION, READER, scopeOf, TENANT } from "../../support/azure/estate/sample/names.ts";
import { detailsOf, hidden, readerOf, readScope, startHere, type Read } from "../../support/azure/reading.ts";

const SCOPE = `azure/${PRODUCTION}`;
const OWN = scopeOf(PRODUCTION);
const NAME = "d0000000-0000-4000-8000-000000000001";
const STORAGE = "microsoft.storage/storageaccounts";
const CONTAINERS = "Tidemark::Storage::PublicContainers";
const FILES = "Tidemark::Storage::FileService";
const ASSIGNMENTS = "microsoft.authorization/roleassignments";
const SUBSCRIPTION = "microsoft.resources/subscriptions";
const SETTINGS = "Tidemark::Insights::SubscriptionDiagnosticSettings";
const PLANS = "Tidemark::Security::DefenderPlans";
const READ_STORAGE = "Microsoft.Storage/storageAccounts/read";
const ALL = Object.keys(AZURE_LANES).filter((type) => type !== "Tidemark::AccessPath");
const EVERYBODY = { id: "00000000-0000-0000-0000-000000000000", type: "SystemDefined" };

let azure: Azure;
beforeAll(async () => {
  azure = await startHere({ settings: { armPage: 5 } });
});
afterAll(() => azure.stop());
beforeEach(() => {
  azure.faults.clear();
  for (const { id } of azure.estate.denyAssignments) azure.estate.remove(id);
});

/** Denies reading storage accounts to everybody at `scope`, unless `properties` says otherwise. */
function deny(scope: string, properties: JsonObject = {}, name = NAME): void {
  azure.estate.put({
    id: `${scope}/providers/Microsoft.Authorization/denyAssignments/${name}`,
    type: "Microsoft.Authorization/denyAssignments",
    name,
    properties: {
      denyAssignmentName: "Protected by Jo Doe",
      permissions: [{ actions: [READ_STORAGE], notActions: [], dataActions: [], notDataActions: [] }],
      scope,
      doNotApplyToChildScopes: false,
      principals: [EVERYBODY],
      excludePrincipals: [],
      isSystemProtected: true,
      ...properties,
    },
  });
}

const read = (): Promise<Read> => readScope(readerOf([SCOPE]), SCOPE);
const actions = (...of: readonly string[]): JsonObject => ({ permissions: [{ actions: of, notActions: [] }] });
const cause = (action: string, name = NAME): string =>
  `denied: ${action} (DenyAssignmentAuthorizationFailed, deny assignment ${name})`;
const accounts = ({ items }: Read): string[] => [...items.keys()].filter((key) => key.includes("/storageaccounts/"));

test("without one nothing is hidden", async () => {
  expect(hidden(await read())).toEqual([]);
});

describe("a denial", () => {
  test.each([
    ["at the root", "/"],
    ["at the management group", `/providers/Microsoft.Management/managementGroups/${GROUP}`],
    ["at the tenant's root group", `/providers/Microsoft.Management/managementGroups/${TENANT}`],
    ["at the subscription", OWN],
    ["at a resource group", `${OWN}/resourceGroups/${LIMITED_GROUP}`],
  ])("%s hides what it denies, and is named", async (_where, scope) => {
    const whole = accounts(await read());
    deny(scope === "/" ? "" : scope, { scope });
    const less = await read();
    // Both lists lack the resource: nothing but the denial tells of it.
    expect(accounts(less).length).toBeLessThan(whole.length);
    expect(hidden(less)).toEqual([FILES, CONTAINERS, STORAGE]);
    expect(detailsOf(less)).toEqual([cause(READ_STORAGE)]);
  });

  test("below the subscription hides nothing of the subscription itself", async () => {
    deny(`${OWN}/resourceGroups/${LIMITED_GROUP}`, actions("*"));
    const above = [SUBSCRIPTION, SETTINGS, PLANS, ELIGIBLE_ROLES, CUSTOM_ROLES];
    expect(hidden(await read())).toEqual(ALL.filter((type) => !above.includes(type)).toSorted());
  });

  test("at a resource hides that type, and what lies below it", async () => {
    const account = azure.estate.resources.find(
      ({ id, type }) => type.toLowerCase() === STORAGE && id.includes(PRODUCTION),
    );
    deny(account?.id as string, actions("*/read"));
    expect(hidden(await read())).toEqual([ASSIGNMENTS, CONTAINERS, FILES, STORAGE].toSorted());
  });

  test("of role assignments hides them", async () => {
    const action = "Microsoft.Authorization/roleAssignments/read";
    deny(`${OWN}/resourceGroups/${LIMITED_GROUP}`, actions("Microsoft.Authorization/*/read"));
    const less = await read();
    expect(hidden(less)).toEqual([ASSIGNMENTS]);
    expect(detailsOf(less)).toEqual([cause(action)]);
  });

  test("of eligible roles hides their list", async () => {
    const action = "Microsoft.Authorization/roleEligibilityScheduleInstances/read";
    deny(OWN, actions(action));
    const less = await read();
    expect(hidden(less)).toEqual([ELIGIBLE_ROLES]);
    expect(detailsOf(less)).toEqual([cause(action)]);
  });

  test("to the identity alone counts, and to a group that nobody here knows the members of", async () => {
    deny(OWN, { principals: [{ id: READER.objectId.toUpperCase(), type: "ServicePrincipal" }] });
    expect(hidden(await read())).toEqual([FILES, CONTAINERS, STORAGE]);
    deny(OWN, { principals: [{ id: "9c3d8e7f-0000-4000-8000-000000000000", type: "Group" }] });
    expect(hidden(await read())).toEqual([FILES, CONTAINERS, STORAGE]);
    deny(OWN, { principals: [{ id: "9c3d8e7f-0000-4000-8000-000000000000" }] });
    expect(hidden(await read())).toEqual([FILES, CONTAINERS, STORAGE]);
  });

  test("that excludes a group counts: nobody here knows whether the identity is in the group", async () => {
    deny(OWN, { excludePrincipals: [{ id: "9c3d8e7f-0000-4000-8000-000000000000", type: "Group" }] });
    expect(hidden(await read())).toEqual([FILES, CONTAINERS, STORAGE]);
  });

  test("of several, the first by name is the cause", async () => {
    const [first, last] = ["c0000000-0000-4000-8000-000000000001", "e0000000-0000-4000-8000-000000000001"];
    deny(OWN, {}, last);
    deny(`${OWN}/resourceGroups/${LIMITED_GROUP}`, {}, first);
    expect(detailsOf(await read())).toEqual([cause(READ_STORAGE, first)]);
  });

  test("on a later page counts", async () => {
    for (let i = 0; i < 8; i += 1)
      deny(OWN, actions("Microsoft.Web/sites/write"), `f0000000-0000-4000-8000-00000000000${i}`);
    deny(OWN);
    azure.log.clear();
    await read();
    const pages = azure.log.requests.filter(({ path }) => path.endsWith("/denyAssignments"));
    expect(pages.length).toBeGreaterThan(1);
    expect(hidden(await read())).toEqual([FILES, CONTAINERS, STORAGE]);
  });
});

describe("no denial of these reads is one", () => {
  test.each<[string, string, JsonObject]>([
    ["that excludes the identity", OWN, { excludePrincipals: [{ id: READER.objectId, type: "ServicePrincipal" }] }],
    ["to another identity", OWN, { principals: [{ id: "9c3d8e7f-0000-4000-8000-000000000000", type: "User" }] }],
    ["of changes", OWN, actions("*/write", "*/delete")],
    ["that leaves reads out", OWN, { permissions: [{ actions: ["*"], notActions: ["*/read"] }] }],
    ["of data", OWN, { permissions: [{ dataActions: ["*"] }] }],
    [
      "at a management group alone",
      `/providers/Microsoft.Management/managementGroups/${GROUP}`,
      { doNotApplyToChildScopes: true },
    ],
  ])("%s", async (_which, scope, properties) => {
    deny(scope, properties);
    expect(hidden(await read())).toEqual([]);
  });
});

test("a role that is missing is the cause before a denial is", async () => {
  deny(OWN);
  const limited = await readScope(readerOf([SCOPE], "2b7a3f4e-5d6c-4b7a-8998-b7c6d5e4f3a2"), SCOPE);
  expect(detailsOf(limited).join("\n")).not.toContain("deny assignment");
});

test("a list that has another form than documented leaves everything unread", async () => {
  azure.faults.answer(
    { service: "arm", path: /denyAssignments$/ },
    { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify({ value: [{ name: NAME }] }) },
  );
  const less = await read();
  expect(hidden(less)).toEqual(ALL.filter((type) => type !== SETTINGS && type !== PLANS).toSorted());
  expect(detailsOf(less)).toEqual([
    "unexpected-shape: the answer to Microsoft.Authorization/denyAssignments/read has another form than documented",
  ]);
});

test("its remedy is another one than that of a missing role", async () => {
  deny(OWN);
  const { problems } = await read();
  const problem = problems[STORAGE];
  expect(problem).toBeDefined();
  expect(remedy(problem ?? { code: "", detail: "" }, [])).toBe(
    `have the deny assignment ${NAME} allow ${READ_STORAGE} for the identity that reads`,
  );
});

test("a read by name that it refuses says so", async () => {
  const child = "Microsoft.Storage/storageAccounts/blobServices/containers/read";
  deny(OWN, actions(child));
  expect(detailsOf(await read())).toEqual([`denied: ${child} (DenyAssignmentAuthorizationFailed, deny assignment)`]);
});
