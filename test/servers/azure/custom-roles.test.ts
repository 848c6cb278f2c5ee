// Holders of custom roles of Azure, in a subscription and at a management group. Real clients against servers on loopback, a real ledger.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { administratorGrantsLimited } from "../../../checks/identity/administrator-grants-limited/index.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { sampleEstate } from "../../support/azure/estate/sample/index.ts";
import { GROUP, groupPath, PRODUCTION, scopeOf } from "../../support/azure/estate/sample/names.ts";
import { PEOPLE } from "../../support/azure/estate/sample/people.ts";
import { assignment, customRole } from "../../support/azure/estate/sample/roles.ts";
import { MANAGEMENT_GROUP, Owners, saidOf, SUBSCRIPTION } from "../../support/azure/owners.ts";
import { startHere } from "../../support/azure/reading.ts";
import { INTACT } from "../../support/ledger/temporary-ledger.ts";
import { transitionsOf } from "../../support/ledger/owner-runs.ts";

let azure: Azure;
let runs: Owners;
beforeAll(async () => {
  azure = await startHere();
});
afterAll(() => azure.stop());
beforeEach(async () => {
  runs = await Owners.create(administratorGrantsLimited);
});
afterEach(() => {
  azure.faults.clear();
  const { roleAssignments, roleDefinitions } = sampleEstate();
  for (const { id } of [...azure.estate.roleAssignments, ...azure.estate.roleDefinitions]) azure.estate.remove(id);
  for (const body of [...roleAssignments, ...roleDefinitions]) azure.estate.put(body);
});

const ROLE = "d1000000-0000-4000-8000-000000000001";
const OF_SUBSCRIPTION = "a3000000-0000-4000-8000-000000000001";
const OF_GROUP = "a3000000-0000-4000-8000-000000000002";
const BUILT_IN = "a3000000-0000-4000-8000-000000000003";
const MONITORING_READER = "43d0d8ad-25c7-4714-9337-8ba259a9fe05";

const assigns = (id: string, scope: string, role = ROLE): void =>
  azure.estate.put(assignment(id, scope, role, PEOPLE.jonas, "User"));
const allows = (actions: readonly string[], notActions: readonly string[] = []): void =>
  azure.estate.put(customRole(ROLE, actions, notActions, groupPath(GROUP)));
const intact = async (): Promise<void> => expect(await runs.home.verify()).toMatchObject(INTACT);

test("a custom role fails its holder while it gives rights, and a change of the role is drift and recovery", async () => {
  allows(["*"], ["Microsoft.Authorization/*/Write", "Microsoft.Authorization/elevateAccess/action"]);
  assigns(OF_SUBSCRIPTION, scopeOf(PRODUCTION));
  assigns(BUILT_IN, scopeOf(PRODUCTION), MONITORING_READER);
  const first = await runs.run([SUBSCRIPTION]);
  expect(saidOf(first, SUBSCRIPTION, OF_SUBSCRIPTION)).toMatchObject({
    outcome: "not-applicable",
    facts: { everyAction: "always", gives: [] },
  });
  // Custom roles were read after the assignments, so that their absence counts at first sight.
  expect(saidOf(first, SUBSCRIPTION, BUILT_IN)).toMatchObject({
    outcome: "not-applicable",
    because: "the assigned role is built in, and none of those that the check judges",
  });
  allows(["*"], ["Microsoft.Authorization/roleAssignments/write"]);
  const wider = await runs.run([SUBSCRIPTION]);
  expect(saidOf(wider, SUBSCRIPTION, OF_SUBSCRIPTION)).toMatchObject({ outcome: "fail" });
  expect(transitionsOf(wider)).toEqual(["drift"]);
  allows(["*/read"]);
  const narrower = await runs.run([SUBSCRIPTION]);
  expect(saidOf(narrower, SUBSCRIPTION, OF_SUBSCRIPTION)).toMatchObject({ outcome: "not-applicable" });
  expect(transitionsOf(narrower)).toEqual(["recovered"]);
  await intact();
});

test("custom roles that may not be read leave indeterminate what may be one, and nothing else", async () => {
  allows(["*"]);
  assigns(OF_SUBSCRIPTION, scopeOf(PRODUCTION));
  expect(saidOf(await runs.run([SUBSCRIPTION]), SUBSCRIPTION, OF_SUBSCRIPTION)).toMatchObject({ outcome: "fail" });
  azure.faults.deny({
    service: "arm",
    path: /subscriptions\/[^/]+\/providers\/Microsoft.Authorization\/roleDefinitions$/,
  });
  const denied = await runs.run([SUBSCRIPTION]);
  expect(saidOf(denied, SUBSCRIPTION, OF_SUBSCRIPTION)).toMatchObject({
    outcome: "indeterminate",
    problem: { code: "denied", detail: "Microsoft.Authorization/roleDefinitions/read (AuthorizationFailed)" },
  });
  // Contributor is known by name.
  expect(saidOf(denied, SUBSCRIPTION, "a1000000-0000-4000-8000-000000000004")).toMatchObject({
    outcome: "not-applicable",
  });
  azure.faults.clear();
  expect(transitionsOf(await runs.run([SUBSCRIPTION]))).toEqual([]);
  await intact();
});

test("a custom role of a management group is judged there once the group is enrolled, and below until then", async () => {
  allows(["Microsoft.Authorization/*"]);
  assigns(OF_GROUP, groupPath(GROUP));
  const below = await runs.run([SUBSCRIPTION]);
  expect(saidOf(below, SUBSCRIPTION, OF_GROUP)).toMatchObject({
    outcome: "fail",
    facts: {
      level: "management group",
      gives: expect.arrayContaining(["Microsoft.Authorization/roleAssignments/write"]),
    },
  });
  const both = await runs.run([SUBSCRIPTION, MANAGEMENT_GROUP]);
  expect(saidOf(both, SUBSCRIPTION, OF_GROUP)).toMatchObject({ outcome: "not-applicable" });
  expect(saidOf(both, MANAGEMENT_GROUP, OF_GROUP)).toMatchObject({ outcome: "fail" });
  // Reader of the group is known by name, so nobody asks for it.
  const copied = runs.records(SUBSCRIPTION, "context").map(({ key }) => key);
  expect(copied).toEqual([expect.stringMatching(/000000000003$/), expect.stringMatching(`${OF_GROUP}$`)]);
  await intact();
});

test("an owner under a condition is indeterminate, and the text of the condition is nowhere", async () => {
  const own = assignment(
    OF_SUBSCRIPTION,
    scopeOf(PRODUCTION),
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    PEOPLE.jonas,
    "User",
  );
  const condition =
    "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[x] StringEquals 'Doe'))";
  azure.estate.put({ ...own, properties: { ...(own["properties"] as object), condition, conditionVersion: "2.0" } });
  const run = await runs.run([SUBSCRIPTION]);
  expect(saidOf(run, SUBSCRIPTION, OF_SUBSCRIPTION)).toMatchObject({
    outcome: "indeterminate",
    problem: { code: "not-supported" },
    facts: { role: "Owner", hasCondition: true },
  });
  expect(JSON.stringify(runs.records(SUBSCRIPTION, "observation"))).not.toContain("ActionMatches");
  await intact();
});
