// Owners of a subscription by the answers of their tenant: real clients against servers on loopback, and a real ledger.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { entraUserKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Azure } from "../../support/azure/azure.ts";
import { sampleEstate } from "../../support/azure/estate/sample/index.ts";
import { scopeOf, PRODUCTION, READER, TENANT } from "../../support/azure/estate/sample/names.ts";
import { ADMINISTRATORS, OPERATORS, PEOPLE } from "../../support/azure/estate/sample/people.ts";
import { assignment, ROLES } from "../../support/azure/estate/sample/roles.ts";
import { DIRECTORY, Owners, saidOf, SUBSCRIPTION } from "../../support/azure/owners.ts";
import { startHere } from "../../support/azure/reading.ts";
import { INTACT } from "../../support/ledger/temporary-ledger.ts";

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

/** The group that owns the management group: an administrator, and a group with an operator and an application in it. */
const GROUP = "a1000000-0000-4000-8000-000000000003";
const NEW = "a2000000-0000-4000-8000-000000000001";

function own(principal: string, kind: string): void {
  azure.estate.put(assignment(NEW, scopeOf(PRODUCTION), ROLES.owner, principal, kind));
}

/** Without the application of the operators, which has a secret. */
function peopleOnly(): void {
  const { directory } = azure.estate;
  directory.groups = directory.groups.map((group) =>
    group.id === OPERATORS ? { ...group, members: [PEOPLE.jonas] } : group,
  );
}

function takeMfa(person: string): void {
  const { directory } = azure.estate;
  directory.userRegistrationDetails = directory.userRegistrationDetails.map((row) =>
    row.id === person ? { ...row, isMfaRegistered: false, isMfaCapable: false, methodsRegistered: [] } : row,
  );
}

const intact = async (): Promise<void> => expect(await owners.home.verify()).toMatchObject(INTACT);
const copied = (): unknown[] => owners.records(SUBSCRIPTION, "context").map((body) => body["key"]);

describe("a group that owns the management group above", () => {
  test("passes while all of its people have MFA, those of a group in it too", async () => {
    peopleOnly();
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toEqual({
      outcome: "pass",
      because: "enabled accounts in the group, with MFA or without valid credentials: 2",
      facts: {
        eligible: 0,
        level: "management group",
        people: 2,
        principalType: "Group",
        servicePrincipals: 0,
        withoutMfa: 0,
      },
      problem: null,
    });
    // Two people, the members of the group, and who may join it.
    expect(copied()).toHaveLength(4);
    await intact();
  });

  test("fails for a member without MFA, and names nobody", async () => {
    peopleOnly();
    await owners.run();
    takeMfa(PEOPLE.jonas);
    const result = await owners.run();
    const said = saidOf(result, SUBSCRIPTION, GROUP);
    expect(said).toMatchObject({
      outcome: "fail",
      because: "people in the group without an allowed MFA method: at least 1 of 2",
    });
    expect(JSON.stringify(said)).not.toContain(PEOPLE.jonas);
    const changed = entraUserKey(TENANT, PEOPLE.jonas);
    expect(copied()).toEqual([`${DIRECTORY}#${changed}`]);
    await intact();
  });

  test("fails for a secret of an application in it", async () => {
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({
      outcome: "fail",
      because: "a service principal in the group has a valid client secret or certificate",
    });
    await intact();
  });

  test("is indeterminate where its members may not be read, with the permission", async () => {
    azure.faults.deny({ service: "graph", path: /transitiveMembers/ });
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({
      outcome: "indeterminate",
      problem: { code: "denied", detail: expect.stringContaining("GroupMember.Read.All") as string },
    });
    await intact();
    azure.faults.clear();
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({ outcome: "fail" });
    await intact();
  });

  test("is indeterminate while its members are hidden", async () => {
    const { directory } = azure.estate;
    directory.groups = directory.groups.map((group) =>
      group.id === ADMINISTRATORS ? { ...group, members: [], visibility: "HiddenMembership" } : group,
    );
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({
      outcome: "indeterminate",
      problem: { code: "denied", detail: "Member.Read.Hidden" },
    });
  });

  test("is indeterminate without a licence for the report of methods", async () => {
    peopleOnly();
    azure.estate.directory.subscribedSkus = [];
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({
      outcome: "indeterminate",
      problem: { code: "licence" },
    });
    await intact();
  });

  test("is not seen once it was deleted: its assignment stays", async () => {
    azure.estate.directory.groups = [];
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({ outcome: "indeterminate" });
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({
      outcome: "indeterminate",
      problem: { code: "not-seen" },
    });
    await intact();
  });
});

describe("a tenant", () => {
  test("that is not enrolled leaves owners unjudged", async () => {
    expect(saidOf(await owners.run([SUBSCRIPTION]), SUBSCRIPTION, GROUP)).toMatchObject({
      outcome: "indeterminate",
      problem: { code: "not-planned" },
    });
    await intact();
  });

  test("that falls silent makes no owner pass or fail, and nobody departs", async () => {
    peopleOnly();
    await owners.run();
    azure.faults.deny({ service: "graph" });
    const result = await owners.run();
    expect(saidOf(result, SUBSCRIPTION, GROUP)).toMatchObject({
      outcome: "indeterminate",
      problem: { code: "denied" },
    });
    expect(owners.records(SUBSCRIPTION, "departure")).toEqual([]);
    await intact();
    azure.faults.clear();
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({ outcome: "pass" });
    expect(copied()).toEqual([]);
    await intact();
  });

  test("whose owners in Azure can't be told: a group that a role of the directory names decides all the same", async () => {
    azure.faults.deny({ service: "arm", body: /AtScopeAndAbove/ });
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({ outcome: "fail" });
    azure.estate.directory.roleAssignments = [];
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({
      outcome: "indeterminate",
      problem: { code: "denied" },
    });
    expect(owners.records(DIRECTORY, "departure").map((body) => body["reason"])).not.toContain("gone");
    await intact();
  });
});

describe("an owner of the subscription itself", () => {
  test("who is a user is judged alone, and nobody else is copied", async () => {
    azure.estate.remove(azure.estate.roleAssignments.find(({ name }) => name === GROUP)?.id as string);
    own(PEOPLE.jonas, "User");
    expect(saidOf(await owners.run(), SUBSCRIPTION, NEW)).toMatchObject({ outcome: "pass" });
    expect(copied()).toEqual([`${DIRECTORY}#${entraUserKey(TENANT, PEOPLE.jonas)}`]);
    takeMfa(PEOPLE.jonas);
    expect(saidOf(await owners.run(), SUBSCRIPTION, NEW)).toMatchObject({ outcome: "fail" });
    await intact();
  });

  test("who is a user whom the report lacks stays open: it is hours behind the assignment", async () => {
    own("7d9b6c5a-4f3e-4d2c-8b1a-0f9e8d7c6b5a", "User");
    await owners.run();
    expect(saidOf(await owners.run(), SUBSCRIPTION, NEW)).toMatchObject({
      outcome: "indeterminate",
      problem: { code: "read-too-early" },
    });
    await intact();
  });

  test("that is an application with a federated credential alone passes", async () => {
    own(READER.objectId, "ServicePrincipal");
    expect(saidOf(await owners.run(), SUBSCRIPTION, NEW)).toMatchObject({
      outcome: "pass",
      because: "the service principal has no valid client secret or certificate",
    });
    await intact();
  });

  test("that goes takes its people out of the subscription's chain", async () => {
    own(PEOPLE.guest, "User");
    await owners.run();
    azure.estate.remove(assignment(NEW, scopeOf(PRODUCTION), ROLES.owner, PEOPLE.guest, "User").id);
    await owners.run();
    const gone = owners.records(SUBSCRIPTION, "departure").map((body) => body["key"] as string);
    expect(gone.some((key) => key.endsWith(NEW))).toBe(true);
    expect(gone).toContain(`${DIRECTORY}#${entraUserKey(TENANT, PEOPLE.guest)}`);
    const roots = async (): Promise<unknown[]> => (await owners.run()).observed.map(({ root }) => root);
    expect(await roots()).toEqual(await roots());
    await intact();
  });
});
