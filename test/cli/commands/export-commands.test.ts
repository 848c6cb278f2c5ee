// What is exported of a config: scopes that enclose others are read live only, and the script says so.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";

test("a management group is named as not exported, and the subscription below it is exported", async () => {
  const home = temporaryDirectory();
  const subscription = "azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73";
  const group = "azure/managementGroups/mg-northlight";
  const config = {
    company: { legalEntity: "Northlight Health GmbH", system: "Northlight Care Platform" },
    ledger: { origin: "northlight.example/azure" },
    azure: { tenant: "435db7b7-46e6-4674-82d8-193e11fadc02" },
    scopes: [{ scope: subscription }, { scope: group }],
  };
  writeFileSync(join(home, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
  const { status, stdout, stderr } = await runCliInTurn(["export-commands"], home);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const naming = (scope: string): string[] => stdout.split("\n").filter((line) => line.includes(scope));
  expect(naming(group)).toEqual([
    `# ${group} is not exported: Tidemark reads management groups, folders and organizations live only.`,
  ]);
  expect(naming(subscription).every((line) => line.startsWith("export_file"))).toBe(true);
  expect(naming(subscription).length).toBeGreaterThan(1);
});
