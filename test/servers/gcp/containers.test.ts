// Owners of an organization and its folders: judged once, where they hold the role. Real clients against servers on loopback, and a real
// ledger.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newsOf } from "../../../alerts/news/news.ts";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import { policyInForce } from "../../../audit/standing/in-force/policy-in-force.ts";
import type { NewestSeal } from "../../../ledger/read/ledger.ts";
import { FOLDER, ORGANIZATION, PRODUCTION } from "../../support/google/estate/sample/names.ts";
import type { Google } from "../../support/google/google.ts";
import {
  createOwners,
  FOLDER_SCOPE,
  NESTED,
  NESTED_SCOPE,
  ORGANIZATION_SCOPE,
  OTHER_PROJECT,
  own,
  PEOPLE,
  person,
  PROJECT,
  restore,
} from "../../support/google/owners.ts";
import { startHere } from "../../support/google/reading.ts";
import { saidOf, transitionsOf, type OwnerRuns } from "../../support/ledger/owner-runs.ts";
import { INTACT, type ObservedRun } from "../../support/ledger/temporary-ledger.ts";

let google: Google;
let owners: OwnerRuns;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());
beforeEach(async () => {
  google.estate.folders = [...google.estate.folders, NESTED];
  google.estate.projects = google.estate.projects.map((project) =>
    project.name === PRODUCTION.name ? { ...project, parent: NESTED.name } : project,
  );
  own(google, ORGANIZATION, person("priya.raman"));
  own(google, FOLDER, WITHOUT);
  own(google, NESTED.name, person("amelie.brandt"));
  own(google, PRODUCTION.name, person("amelie.brandt"));
  owners = await createOwners();
});
afterEach(() => restore(google));

/** Has no 2-step verification: what this person owns fails. */
const WITHOUT = person("felix.neumann");

const BELOW = [PROJECT, OTHER_PROJECT];
const ABOVE = [ORGANIZATION_SCOPE, FOLDER_SCOPE, NESTED_SCOPE];
const ALL = [...BELOW, ...ABOVE, PEOPLE];
const NONE_ABOVE = [...BELOW, PEOPLE];

const intact = async (): Promise<void> => expect(await owners.home.verify()).toMatchObject(INTACT);
/** What each of `scopes` says of the policy of a container. */
const outcomes = (run: ObservedRun, container: string, scopes = ALL): (string | undefined)[] =>
  scopes.map((scope) => saidOf(run, scope, encodeURIComponent(`-policy/${container}`))?.outcome);
/** Keys of the population that left a scope in its newest segment, without those of other scopes. */
const departed = (scope: string): unknown[] =>
  owners.records(scope, "departure").filter(({ key }) => !JSON.stringify(key).includes("#"));
const of = (run: ObservedRun, scope: string, container: string) =>
  saidOf(run, scope, encodeURIComponent(`-policy/${container}`));

const FOLDER_ONCE = ["not-applicable", "not-applicable", undefined, "fail", undefined, undefined];

function denyFolder(): void {
  google.faults.deny({ service: "resourcemanager", path: new RegExp(`${FOLDER}:getIamPolicy`) });
}

/** What the newest seal tells people. */
async function told() {
  const ledger = await owners.home.open();
  const newest = (await ledger.newestSeal()) as NewestSeal;
  const log = await SealedLog.open(ledger.store);
  return newsOf({ store: ledger.store, ledger: ledger.id, log }, await policyInForce(ledger, newest), log.size - 1);
}

describe("owners of an organization, a folder, a folder in it and a project", () => {
  test("are judged once, each where they hold the role, and context below", async () => {
    const run = await owners.run(ALL);
    expect(outcomes(run, ORGANIZATION)).toEqual([
      "not-applicable",
      "not-applicable",
      of(run, ORGANIZATION_SCOPE, ORGANIZATION)?.outcome,
      undefined,
      undefined,
      undefined,
    ]);
    expect(outcomes(run, FOLDER)).toEqual(FOLDER_ONCE);
    // The other project does not lie in the nested folder.
    expect(outcomes(run, NESTED.name)).toEqual(["not-applicable", undefined, undefined, undefined, "pass", undefined]);
    expect(outcomes(run, PRODUCTION.name)).toEqual(["pass", undefined, undefined, undefined, undefined, undefined]);
    expect(of(run, PROJECT, FOLDER)).toMatchObject({
      because: "the IAM policy is of a folder or organization that is enrolled, and judged there",
      facts: { level: "folder", owners: [{ kind: "user", members: 1 }] },
    });
    expect(of(run, FOLDER_SCOPE, FOLDER)).toMatchObject({
      because:
        "people to whom the IAM policy grants roles/owner or admin and who lack 2-step verification: at least 1 of 1",
      facts: { level: "folder" },
    });
    await intact();
  });

  test("who own at two heights are one failure at each, and none in the projects", async () => {
    own(google, ORGANIZATION, WITHOUT);
    const run = await owners.run(ALL);
    expect(outcomes(run, ORGANIZATION)).toEqual([
      "not-applicable",
      "not-applicable",
      "fail",
      undefined,
      undefined,
      undefined,
    ]);
    expect(outcomes(run, FOLDER)).toEqual(FOLDER_ONCE);
    await intact();
  });

  test("are copied once: one row of each, and a second run copies nothing", async () => {
    await owners.run(ALL);
    const copied = owners.records(PROJECT, "context").map(({ from }) => from);
    for (const scope of ABOVE) expect(copied.filter((from) => from === scope)).toEqual([scope]);
    // Nobody asks the other project's folder, which does not enclose it.
    expect(owners.records(OTHER_PROJECT, "context").map(({ from }) => from)).not.toContain(NESTED_SCOPE);
    const roots = async (): Promise<unknown[]> => (await owners.run(ALL)).observed.map(({ root }) => root);
    expect(await roots()).toEqual(await roots());
    expect(owners.records(PROJECT, "context")).toEqual([]);
    await intact();
  });

  test("change hands without a drift or a recovery when a folder is enrolled, and when it is no longer", async () => {
    await owners.run(NONE_ABOVE);
    // Absence counts from the second run on: service accounts are joined to policies.
    expect(outcomes(await owners.run(NONE_ABOVE), FOLDER)).toEqual([
      "fail",
      "fail",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const enrolled = await owners.run([...NONE_ABOVE, FOLDER_SCOPE]);
    expect(outcomes(enrolled, FOLDER)).toEqual(FOLDER_ONCE);
    // All policies of both projects, since the lanes of a result name every folder that is enrolled.
    expect(new Set(transitionsOf(enrolled))).toEqual(new Set(["rejudged"]));
    expect(await told()).toMatchObject({ results: [], lost: [], regained: [] });
    await intact();
    const removed = await owners.run(NONE_ABOVE, [FOLDER_SCOPE]);
    expect(outcomes(removed, FOLDER).slice(0, 2)).toEqual(["fail", "fail"]);
    expect(new Set(transitionsOf(removed))).toEqual(new Set(["rejudged"]));
    expect(BELOW.flatMap(departed)).toEqual([]);
    expect(await told()).toMatchObject({ results: [], lost: [], regained: [] });
    // What was copied of the folder has gone, and its silence is no gap of theirs.
    const after = await owners.run(NONE_ABOVE, [FOLDER_SCOPE]);
    expect(transitionsOf(after)).toEqual([]);
    expect(JSON.stringify(owners.records(PROJECT, "coverage"))).not.toContain(FOLDER_SCOPE);
    await intact();
  });

  test("are judged in each project while no folder is enrolled, whatever the organization judges", async () => {
    const run = await owners.run([...NONE_ABOVE, ORGANIZATION_SCOPE]);
    expect(outcomes(run, FOLDER).slice(0, 2)).toEqual(["fail", "fail"]);
    expect(outcomes(run, NESTED.name).slice(0, 2)).toEqual(["pass", undefined]);
    expect(outcomes(run, ORGANIZATION).slice(0, 2)).toEqual(["not-applicable", "not-applicable"]);
    await intact();
  });

  test("are unknown below while a folder may not be read, with the permission, and nobody departs", async () => {
    denyFolder();
    const run = await owners.run(ALL);
    const problem = {
      code: "denied",
      detail: expect.stringContaining("resourcemanager.folders.getIamPolicy") as string,
    };
    for (const scope of BELOW) expect(of(run, scope, FOLDER)).toBeUndefined();
    expect(owners.records(FOLDER_SCOPE, "coverage")).toContainEqual(
      expect.objectContaining({ units: [expect.objectContaining({ complete: false, problem })] }),
    );
    expect(outcomes(run, NESTED.name)[4]).toBe("pass");
    await intact();
    google.faults.clear();
    expect(outcomes(await owners.run(ALL), FOLDER)).toEqual(FOLDER_ONCE);
    denyFolder();
    const silent = await owners.run(ALL);
    const unknown = "indeterminate";
    expect(outcomes(silent, FOLDER)).toEqual([unknown, unknown, undefined, unknown, undefined, undefined]);
    expect(of(silent, PROJECT, FOLDER)).toMatchObject({ problem });
    expect(transitionsOf(silent)).toEqual([]);
    expect(ALL.flatMap(departed)).toEqual([]);
    await intact();
    google.faults.clear();
    const healed = await owners.run(ALL);
    expect(outcomes(healed, FOLDER)).toEqual(FOLDER_ONCE);
    expect(transitionsOf(healed)).toEqual([]);
    await intact();
  });

  test("of a project that moves are those of its new folders, and what was copied of the old one goes", async () => {
    await owners.run(ALL);
    google.estate.projects = google.estate.projects.map((project) => ({ ...project, parent: ORGANIZATION }));
    const moved = await owners.run(ALL);
    expect(outcomes(moved, FOLDER)).toEqual([undefined, undefined, undefined, "fail", undefined, undefined]);
    expect(outcomes(moved, NESTED.name)).toEqual([undefined, undefined, undefined, undefined, "pass", undefined]);
    expect(departed(PROJECT)).toHaveLength(2);
    await owners.run(ALL);
    expect(JSON.stringify(owners.records(PROJECT, "context"))).not.toContain(FOLDER_SCOPE);
    await intact();
  });

  test("who own no more leave no failure, and their item stays", async () => {
    await owners.run(ALL);
    own(google, FOLDER);
    const run = await owners.run(ALL);
    expect(outcomes(run, FOLDER)).toEqual([
      "not-applicable",
      "not-applicable",
      undefined,
      "not-applicable",
      undefined,
      undefined,
    ]);
    expect(of(run, PROJECT, FOLDER)).toMatchObject({ because: "the IAM policy grants roles/owner or admin to nobody" });
    expect(transitionsOf(run)).toEqual(["recovered"]);
    await intact();
  });

  test("are unknown at the folder while their customer is not enrolled, as in a project", async () => {
    const run = await owners.run([...BELOW, FOLDER_SCOPE]);
    expect(of(run, FOLDER_SCOPE, FOLDER)).toMatchObject({ outcome: "indeterminate", problem: { code: "not-planned" } });
    expect(of(run, PROJECT, FOLDER)).toMatchObject({ outcome: "not-applicable" });
    await intact();
  });
});

test("a folder without any enrolled project is judged, a group that owns it too", async () => {
  own(google, FOLDER, "group:operators@northlight.example");
  google.estate.users = google.estate.users.map((user) => ({ ...user, isEnrolledIn2Sv: false }));
  const run = await owners.run([FOLDER_SCOPE, PEOPLE]);
  expect(of(run, FOLDER_SCOPE, FOLDER)).toMatchObject({ outcome: "fail", facts: { people: 1, withoutMfa: 1 } });
  await intact();
});

test("a service account that owns a folder is open there, since its keys are read with its project", async () => {
  own(google, FOLDER, person("amelie.brandt"), "serviceAccount:ci@build.iam.gserviceaccount.com");
  const run = await owners.run(ALL);
  expect(of(run, FOLDER_SCOPE, FOLDER)).toMatchObject({
    outcome: "indeterminate",
    problem: { code: "not-supported", detail: expect.stringContaining("only with its project") as string },
  });
  expect(of(run, PROJECT, FOLDER)).toMatchObject({ outcome: "not-applicable" });
});

test("a folder that is not there is a gap with the permission, and changes nothing below", async () => {
  const gone = "gcp/folders/999";
  const run = await owners.run([...ALL, gone]);
  expect(outcomes(run, FOLDER)).toEqual(FOLDER_ONCE);
  expect(JSON.stringify(owners.records(gone, "coverage"))).toContain("resourcemanager.folders.getIamPolicy");
  await intact();
});
