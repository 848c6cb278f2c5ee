// Accounts that may activate Owner or Global Administrator, by the answers of their tenant: real clients, and a real ledger.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Azure } from "../../support/azure/azure.ts";
import { sampleEstate } from "../../support/azure/estate/sample/index.ts";
import { PRODUCTION, scopeOf } from "../../support/azure/estate/sample/names.ts";
import { ADMINISTRATORS, OPERATORS, PEOPLE } from "../../support/azure/estate/sample/people.ts";
import { assignment, eligibility, ROLES } from "../../support/azure/estate/sample/roles.ts";
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
  peopleOnly();
});
afterEach(async () => {
  expect(await owners.home.verify()).toMatchObject(INTACT);
  azure.faults.clear();
  const { directory, roleAssignments, roleEligibility } = sampleEstate();
  Object.assign(azure.estate.directory, directory);
  for (const { id } of [...azure.estate.roleAssignments, ...azure.estate.roleEligibility]) azure.estate.remove(id);
  for (const body of [...roleAssignments, ...roleEligibility]) azure.estate.put(body);
});

/** The group that owns the management group, and new roles of an account. */
const GROUP = "a1000000-0000-4000-8000-000000000003";
const MAY = "e2000000-0000-4000-8000-000000000001";
const HAS = "a2000000-0000-4000-8000-000000000001";
/** Jonas, who may activate Global Administrator in the sample. */
const ADMINISTRATOR = "5wuT_mJe20eRr5jDpJo4sXbfd22VX0BOmpL501774kM-1-e";

/** Without the application of the operators, which has a secret. */
function peopleOnly(): void {
  const { directory } = azure.estate;
  directory.groups = directory.groups.map((group) =>
    group.id === OPERATORS ? { ...group, members: [PEOPLE.jonas] } : group,
  );
}

const mayOwn = (principal: string, kind: string): void =>
  azure.estate.put(eligibility(MAY, scopeOf(PRODUCTION), ROLES.owner, principal, kind));

function takeMfa(person: string): void {
  const { directory } = azure.estate;
  directory.userRegistrationDetails = directory.userRegistrationDetails.map((row) =>
    row.id === person ? { ...row, isMfaRegistered: false, isMfaCapable: false, methodsRegistered: [] } : row,
  );
}

/** Transitions of the findings on one resource in the scope's newest segment. */
const transitions = (scope: string, end: string): unknown[] =>
  owners
    .records(scope, "observation")
    .filter(({ key }) => (key as string).endsWith(end))
    .flatMap(({ findings }) => (findings as { readonly transition: unknown }[]).map(({ transition }) => transition));

describe("a person", () => {
  test("who may own the subscription and has no MFA appears, as a failure", async () => {
    await owners.run();
    takeMfa(PEOPLE.guest);
    const { directory } = azure.estate;
    directory.userRegistrationDetails = directory.userRegistrationDetails.map((row) => ({
      ...row,
      userType: "member",
    }));
    mayOwn(PEOPLE.guest, "User");
    expect(saidOf(await owners.run(), SUBSCRIPTION, MAY)).toMatchObject({
      outcome: "fail",
      because: "may activate the role: the administrator has registered no MFA method (isMfaRegistered is false)",
      facts: { level: "subscription", principalType: "User" },
    });
    expect(transitions(SUBSCRIPTION, MAY)).toEqual(["appeared"]);
  });

  test("who loses MFA drifts, and departs with the eligible role", async () => {
    mayOwn(PEOPLE.jonas, "User");
    expect(saidOf(await owners.run(), SUBSCRIPTION, MAY)).toMatchObject({ outcome: "pass" });
    takeMfa(PEOPLE.jonas);
    expect(saidOf(await owners.run(), SUBSCRIPTION, MAY)).toMatchObject({ outcome: "fail" });
    azure.estate.remove(eligibility(MAY, scopeOf(PRODUCTION), ROLES.owner, PEOPLE.jonas, "User").id);
    // A list that is empty all at once is believed when it is so again.
    expect(saidOf(await owners.run(), SUBSCRIPTION, MAY)).toMatchObject({ problem: { code: "suddenly-empty" } });
    expect(saidOf(await owners.run(), SUBSCRIPTION, MAY)).toBeUndefined();
    const gone = owners.records(SUBSCRIPTION, "departure").map((body) => body["key"] as string);
    expect(gone.some((key) => key.endsWith(MAY))).toBe(true);
  });

  test("who may own, and has activated it, is one item of each, with one verdict", async () => {
    mayOwn(PEOPLE.jonas, "User");
    const before = saidOf(await owners.run(), SUBSCRIPTION, MAY);
    azure.estate.put(assignment(HAS, scopeOf(PRODUCTION), ROLES.owner, PEOPLE.jonas, "User"));
    const now = await owners.run();
    const held = saidOf(now, SUBSCRIPTION, HAS);
    expect(held).toMatchObject({ outcome: "pass" });
    expect(saidOf(now, SUBSCRIPTION, MAY)).toEqual(before);
    expect(before).toEqual({ ...held, because: `may activate the role: ${held?.because}` });
    const keys = owners.records(SUBSCRIPTION, "observation").map((body) => body["key"] as string);
    expect(keys.filter((key) => key.endsWith(MAY))).toEqual([]);
  });

  test("who may activate Global Administrator is judged, with the tenant alone too", async () => {
    expect(saidOf(await owners.run([DIRECTORY]), DIRECTORY, ADMINISTRATOR)).toMatchObject({ outcome: "pass" });
    takeMfa(PEOPLE.jonas);
    expect(saidOf(await owners.run([DIRECTORY]), DIRECTORY, ADMINISTRATOR)).toMatchObject({
      outcome: "fail",
      because: "may activate the role: the administrator has registered no MFA method (isMfaRegistered is false)",
    });
  });
});

describe("a group", () => {
  test("that may own the subscription is judged by its members", async () => {
    azure.estate.remove(azure.estate.roleAssignments.find(({ name }) => name === GROUP)?.id as string);
    mayOwn(OPERATORS, "Group");
    expect(saidOf(await owners.run(), SUBSCRIPTION, MAY)).toMatchObject({
      outcome: "pass",
      because: "may activate the role: enabled accounts in the group, with MFA or without valid credentials: 1",
    });
    takeMfa(PEOPLE.jonas);
    expect(saidOf(await owners.run(), SUBSCRIPTION, MAY)).toMatchObject({ outcome: "fail" });
  });

  test("that owns fails for a person without MFA who may activate membership, and names nobody", async () => {
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({ outcome: "pass" });
    takeMfa(PEOPLE.guest);
    const { directory } = azure.estate;
    directory.userRegistrationDetails = directory.userRegistrationDetails.map((row) => ({
      ...row,
      userType: "member",
    }));
    directory.groupEligibilityScheduleInstances = [
      { id: "x", groupId: ADMINISTRATORS, principalId: PEOPLE.guest, accessId: "member", memberType: "direct" },
    ];
    const said = saidOf(await owners.run(), SUBSCRIPTION, GROUP);
    expect(said).toMatchObject({
      outcome: "fail",
      because: "people in the group or eligible for it without an allowed MFA method: at least 1 of 3",
      facts: { people: 3, eligible: 1, withoutMfa: 1 },
    });
    expect(JSON.stringify(said)).not.toContain(PEOPLE.guest);
  });

  test("that owns is indeterminate where it may not be read who may join, with the permission", async () => {
    azure.faults.deny({ service: "graph", path: /\/group\/eligibilityScheduleInstances$/ });
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({
      outcome: "indeterminate",
      problem: {
        code: "denied",
        detail: expect.stringContaining("PrivilegedEligibilitySchedule.Read.AzureADGroup") as string,
      },
    });
  });
});

describe("eligible roles that can't be read", () => {
  test("end no item, and make it unknown", async () => {
    mayOwn(PEOPLE.jonas, "User");
    await owners.run();
    azure.faults.deny({ path: /EligibilityScheduleInstances$/, service: "arm" });
    azure.faults.deny({ path: /EligibilityScheduleInstances$/, service: "graph" });
    const result = await owners.run();
    expect(saidOf(result, SUBSCRIPTION, MAY)).toMatchObject({ outcome: "indeterminate", problem: { code: "denied" } });
    expect(saidOf(result, DIRECTORY, ADMINISTRATOR)).toMatchObject({ outcome: "indeterminate" });
    expect([...owners.records(SUBSCRIPTION, "departure"), ...owners.records(DIRECTORY, "departure")]).toEqual([]);
    azure.faults.clear();
    expect(saidOf(await owners.run(), SUBSCRIPTION, MAY)).toMatchObject({ outcome: "pass" });
  });

  test("in a tenant whose licence ended are none: the items depart", async () => {
    mayOwn(PEOPLE.jonas, "User");
    await owners.run();
    const { directory } = azure.estate;
    // P1 alone: the report of methods is there, eligible roles are not.
    directory.subscribedSkus = directory.subscribedSkus.map((sku) => ({
      ...sku,
      servicePlans: [{ servicePlanName: "AAD_PREMIUM", provisioningStatus: "Success" }],
    }));
    const ends: (string | undefined)[] = [];
    for (let run = 0; run < 2; run += 1) ends.push(saidOf(await owners.run(), SUBSCRIPTION, MAY)?.problem?.code);
    expect(ends).toEqual(["suddenly-empty", undefined]);
    expect(saidOf(await owners.run(), SUBSCRIPTION, GROUP)).toMatchObject({ outcome: "pass" });
  });
});
