// Owners of a management group: judged once, where the role is assigned. Real clients against servers on loopback, and a real ledger.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newsOf } from "../../../alerts/news/news.ts";
import { policyInForce } from "../../../audit/standing/in-force/policy-in-force.ts";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import type { NewestSeal } from "../../../ledger/read/ledger.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { sampleEstate } from "../../support/azure/estate/sample/index.ts";
import { groupPath, READER, TENANT } from "../../support/azure/estate/sample/names.ts";
import { PEOPLE } from "../../support/azure/estate/sample/people.ts";
import { assignment, ROLES } from "../../support/azure/estate/sample/roles.ts";
import {
  DIRECTORY,
  MANAGEMENT_GROUP,
  OTHER_SUBSCRIPTION,
  Owners,
  ROOT_GROUP,
  saidOf,
  SUBSCRIPTION,
} from "../../support/azure/owners.ts";
import { startHere } from "../../support/azure/reading.ts";
import { INTACT, type ObservedRun } from "../../support/ledger/temporary-ledger.ts";

let azure: Azure;
let owners: Owners;
beforeAll(async () => {
  azure = await startHere();
});
afterAll(() => azure.stop());
beforeEach(async () => {
  owners = await Owners.create();
});
afterEach(() => {
  azure.faults.clear();
  const { directory, roleAssignments } = sampleEstate();
  Object.assign(azure.estate.directory, directory);
  for (const { id } of azure.estate.roleAssignments) azure.estate.remove(id);
  for (const body of roleAssignments) azure.estate.put(body);
});

/** The group of people that owns the management group, with an application that has a secret in it: it fails. */
const OWNER = "a1000000-0000-4000-8000-000000000003";
const NEW = "a2000000-0000-4000-8000-000000000001";

const BELOW = [SUBSCRIPTION, OTHER_SUBSCRIPTION];
const ALL = [...BELOW, MANAGEMENT_GROUP, DIRECTORY];
const WITHOUT = [...BELOW, DIRECTORY];

const intact = async (): Promise<void> => expect(await owners.home.verify()).toMatchObject(INTACT);
const outcomes = (run: ObservedRun, end = OWNER, scopes = ALL): (string | undefined)[] =>
  scopes.map((scope) => saidOf(run, scope, end)?.outcome);
const JUDGED_ONCE = ["not-applicable", "not-applicable", "fail", undefined];
const JUDGED_BELOW = ["fail", "fail", undefined, undefined];
const transitions = (run: ObservedRun): string[] =>
  run.observed
    .flatMap(({ changes }) =>
      changes.flatMap((change) => (change.is === "finding" ? [`${change.finding.transition}`] : [])),
    )
    .toSorted();
/** Keys of the population that left a scope in its newest segment, without those of other scopes. */
const departed = (scope: string): unknown[] =>
  owners.records(scope, "departure").filter(({ key }) => !JSON.stringify(key).includes("#"));

function denyGroup(): void {
  azure.faults.deny({ service: "arm", path: /managementGroups\/mg-northlight\/providers/i });
}

/** What the newest seal tells people. */
async function told() {
  const ledger = await owners.home.open();
  const newest = (await ledger.newestSeal()) as NewestSeal;
  const log = await SealedLog.open(ledger.store);
  return newsOf({ store: ledger.store, ledger: ledger.id, log }, await policyInForce(ledger, newest), log.size - 1);
}

describe("an owner of a management group above two subscriptions", () => {
  test("is one failure, at the group, and context below", async () => {
    const run = await owners.run(ALL);
    expect(outcomes(run)).toEqual(JUDGED_ONCE);
    expect(saidOf(run, SUBSCRIPTION, OWNER)).toMatchObject({
      because: "the role is assigned at a management group that is enrolled, and judged there",
      facts: { level: "management group" },
    });
    expect(saidOf(run, MANAGEMENT_GROUP, OWNER)).toMatchObject({
      because: "a service principal in the group has a valid client secret or certificate",
    });
    await intact();
  });

  test("is what is asked for: one row of the group is copied, and a second run copies nothing", async () => {
    await owners.run(ALL);
    const copied = owners.records(SUBSCRIPTION, "context").filter(({ from }) => from === MANAGEMENT_GROUP);
    expect(copied.map(({ key }) => key)).toEqual([expect.stringMatching(`${OWNER}$`)]);
    const roots = async (): Promise<unknown[]> => (await owners.run(ALL)).observed.map(({ root }) => root);
    expect(await roots()).toEqual(await roots());
    expect(owners.records(SUBSCRIPTION, "context")).toEqual([]);
    await intact();
  });

  test("changes hands without a drift or a recovery when the group is enrolled, and when it is no longer", async () => {
    expect(outcomes(await owners.run(WITHOUT))).toEqual(JUDGED_BELOW);
    const enrolled = await owners.run(ALL);
    expect(outcomes(enrolled)).toEqual(JUDGED_ONCE);
    expect(transitions(enrolled)).toEqual(["rejudged", "rejudged"]);
    expect(await told()).toMatchObject({ results: [], lost: [], regained: [] });
    await intact();
    const removed = await owners.run(WITHOUT, [MANAGEMENT_GROUP]);
    expect(outcomes(removed)).toEqual(JUDGED_BELOW);
    expect(transitions(removed)).toEqual(["rejudged", "rejudged"]);
    expect(BELOW.flatMap(departed)).toEqual([]);
    expect(await told()).toMatchObject({ results: [], lost: [], regained: [] });
    // What was copied of the group has gone, and its silence is no gap of theirs.
    const after = await owners.run(WITHOUT, [MANAGEMENT_GROUP]);
    expect(transitions(after)).toEqual([]);
    expect(JSON.stringify(owners.records(SUBSCRIPTION, "coverage"))).not.toContain(MANAGEMENT_GROUP);
    expect(await told()).toMatchObject({ results: [], lost: [], regained: [] });
    expect(outcomes(await owners.run(ALL))).toEqual(JUDGED_ONCE);
    await intact();
  });

  test("is unknown below while the group may not be read, with the permission, and nobody departs", async () => {
    denyGroup();
    const run = await owners.run(ALL);
    const problem = { code: "denied", detail: "Microsoft.Authorization/roleAssignments/read (AuthorizationFailed)" };
    for (const scope of BELOW) expect(saidOf(run, scope, OWNER)).toMatchObject({ outcome: "indeterminate", problem });
    expect(owners.records(MANAGEMENT_GROUP, "coverage")).toContainEqual(
      expect.objectContaining({ units: [expect.objectContaining({ complete: false, problem })] }),
    );
    await intact();
    azure.faults.clear();
    expect(outcomes(await owners.run(ALL))).toEqual(JUDGED_ONCE);
    denyGroup();
    const silent = await owners.run(ALL);
    expect(outcomes(silent)).toEqual(["indeterminate", "indeterminate", "indeterminate", undefined]);
    expect(transitions(silent)).toEqual([]);
    expect(ALL.flatMap(departed)).toEqual([]);
    await intact();
    azure.faults.clear();
    const healed = await owners.run(ALL);
    expect(outcomes(healed)).toEqual(JUDGED_ONCE);
    expect(transitions(healed)).toEqual([]);
    await intact();
  });

  test("who is no owner any more leaves the group and the subscriptions", async () => {
    await owners.run(ALL);
    azure.estate.remove(azure.estate.roleAssignments.find(({ name }) => name === OWNER)?.id as string);
    const run = await owners.run(ALL);
    expect(outcomes(run)).toEqual([undefined, undefined, undefined, undefined]);
    expect(transitions(run)).toEqual([]);
    await intact();
  });

  test("is judged without any subscription below that is enrolled", async () => {
    const alone = [MANAGEMENT_GROUP, DIRECTORY];
    expect(saidOf(await owners.run(alone), MANAGEMENT_GROUP, OWNER)).toMatchObject({ outcome: "fail" });
    await intact();
  });

  test("is unknown while the tenant is not enrolled, as an owner of a subscription is", async () => {
    const run = await owners.run([...BELOW, MANAGEMENT_GROUP]);
    expect(outcomes(run)).toEqual(["not-applicable", "not-applicable", "indeterminate", undefined]);
    expect(saidOf(run, MANAGEMENT_GROUP, OWNER)).toMatchObject({ problem: { code: "not-planned" } });
    await intact();
  });
});

describe("an owner at the root of the tenant", () => {
  const scopes = [...ALL, ROOT_GROUP];
  beforeEach(() => {
    azure.estate.put(assignment(NEW, "/", ROLES.owner, PEOPLE.jonas, "User"));
  });

  test("is judged at the root group, which the identity may read by a role there", async () => {
    const id = "a2000000-0000-4000-8000-000000000002";
    azure.estate.put(assignment(id, groupPath(TENANT), ROLES.reader, READER.objectId, "ServicePrincipal"));
    const run = await owners.run(scopes);
    expect(outcomes(run, NEW, scopes)).toEqual(["not-applicable", "not-applicable", undefined, undefined, "pass"]);
    // The owner of the group below is that group's.
    expect(outcomes(run, OWNER, scopes)).toEqual([...JUDGED_ONCE, undefined]);
    await intact();
  });

  test("is unknown in subscriptions while the root group may not be read, and others are judged at their group", async () => {
    const run = await owners.run(scopes);
    expect(outcomes(run, NEW, scopes)).toEqual(["indeterminate", "indeterminate", undefined, undefined, undefined]);
    expect(saidOf(run, SUBSCRIPTION, NEW)).toMatchObject({ problem: { code: "denied" } });
    expect(outcomes(run, OWNER, scopes)).toEqual([...JUDGED_ONCE, undefined]);
    await intact();
  });

  test("is judged in each subscription while the root group is not enrolled", async () => {
    expect(outcomes(await owners.run(ALL), NEW)).toEqual(["pass", "pass", undefined, undefined]);
  });
});

test("a group that is not there is a gap with the permission, and changes nothing below", async () => {
  const gone = "azure/managementGroups/mg-gone";
  const run = await owners.run([...ALL, gone]);
  expect(outcomes(run)).toEqual(JUDGED_ONCE);
  expect(JSON.stringify(owners.records(gone, "coverage"))).toContain("Microsoft.Authorization/roleAssignments/read");
  await intact();
});
