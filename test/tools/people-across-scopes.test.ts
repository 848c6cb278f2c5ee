// Ledgers whose subscription copied from its tenant, and from a management group, by both verifiers.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatTrust } from "../../evidence-schema/log/trust.ts";
import type { Azure } from "../support/azure/azure.ts";
import { PEOPLE } from "../support/azure/estate/sample/people.ts";
import { DIRECTORY, MANAGEMENT_GROUP, Owners, SUBSCRIPTION } from "../support/azure/owners.ts";
import { startHere } from "../support/azure/reading.ts";
import { INTACT } from "../support/ledger/temporary-ledger.ts";
import { repository } from "../support/run-cli.ts";
import { verdictPrinted } from "../support/verdict-printed.ts";

let azure: Azure;
beforeAll(async () => {
  azure = await startHere();
});
afterAll(() => azure.stop());

test("both say INTACT after people were copied, changed and left out again", async () => {
  const owners = await Owners.create();
  await owners.run();
  expect(owners.records(SUBSCRIPTION, "context").length).toBeGreaterThan(2);
  const { directory } = azure.estate;
  directory.userRegistrationDetails = directory.userRegistrationDetails.map((row) =>
    row.id === PEOPLE.jonas ? { ...row, isMfaCapable: false, isMfaRegistered: false } : row,
  );
  await owners.run();
  azure.faults.deny({ service: "graph", path: /transitiveMembers/ });
  await owners.run();
  azure.faults.clear();
  directory.groups = directory.groups.map((group) => ({ ...group, members: [] }));
  await owners.run();
  expect(owners.records(SUBSCRIPTION, "departure").length).toBeGreaterThan(2);
  await bothSayIntact(owners);
});

test("both say INTACT after a management group was enrolled, denied and excluded", async () => {
  const owners = await Owners.create();
  const without = [SUBSCRIPTION, DIRECTORY];
  await owners.run(without);
  const enrolled = [...without, MANAGEMENT_GROUP];
  await owners.run(enrolled);
  expect(owners.records(SUBSCRIPTION, "context").some(({ from }) => from === MANAGEMENT_GROUP)).toBe(true);
  await bothSayIntact(owners);
  azure.faults.deny({ service: "arm", path: /managementGroups/ });
  await owners.run(enrolled);
  azure.faults.clear();
  await owners.run(enrolled);
  await owners.run(without, [MANAGEMENT_GROUP]);
  expect(owners.records(SUBSCRIPTION, "departure").length).toBeGreaterThan(0);
  await owners.run(without, [MANAGEMENT_GROUP]);
  await bothSayIntact(owners);
});

async function bothSayIntact(owners: Owners): Promise<void> {
  expect(await owners.home.verify()).toMatchObject(INTACT);
  const trust = join(owners.home.home, "trust.txt");
  writeFileSync(trust, formatTrust(owners.home.trust));
  const script = join(repository, "evidence-schema", "verify.py");
  const now = owners.home.clock.text();
  const printed = execFileSync("python3", [script, owners.home.root, "--trust", trust, "--now", now], {
    encoding: "utf8",
  });
  expect(verdictPrinted(printed)).toBe("INTACT");
}
