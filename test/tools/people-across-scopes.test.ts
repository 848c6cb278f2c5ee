// A ledger whose subscription copied owners of its tenant, by both verifiers.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatTrust } from "../../evidence-schema/log/trust.ts";
import type { Azure } from "../support/azure/azure.ts";
import { PEOPLE } from "../support/azure/estate/sample/people.ts";
import { Owners, SUBSCRIPTION } from "../support/azure/owners.ts";
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
  expect(await owners.home.verify()).toMatchObject(INTACT);
  const trust = join(owners.home.home, "trust.txt");
  writeFileSync(trust, formatTrust(owners.home.trust));
  const script = join(repository, "evidence-schema", "verify.py");
  const now = owners.home.clock.text();
  const printed = execFileSync("python3", [script, owners.home.root, "--trust", trust, "--now", now], {
    encoding: "utf8",
  });
  expect(verdictPrinted(printed)).toBe("INTACT");
});
