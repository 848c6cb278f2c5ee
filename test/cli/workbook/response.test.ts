// Checks that management's response stands beside its failure in the workbook, with its record.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { writeExports } from "../../support/ledger/small-export.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";

// No bucket of the exports has a key of the customer's: each fails.
const config = `export default ${JSON.stringify({
  company: { legalEntity: "Example GmbH", system: "Example" },
  ledger: { origin: "example.test/tidemark" },
  scopes: [{ scope: "aws/111111111111", regions: ["eu-central-1"] }],
  checks: { "object-storage-encrypted-at-rest": { parameters: { requireCustomerKey: true }, reason: "a test" } },
})};\n`;

test("a response stands beside its failure alone", async () => {
  const home = temporaryDirectory();
  writeFileSync(join(home, "tidemark.config.ts"), config);
  writeExports(join(home, "one"), new Date(Date.now() - 3_600_000).toISOString(), ["one", "two"]);
  const cli = async (...args: readonly string[]) => {
    const ran = await runCliInTurn([...args, "--ledger", "ledger"], home);
    expect(ran.status, ran.stderr).toBe(0);
    return ran.stdout;
  };
  await cli("start", "--from", "one");
  const { failures } = JSON.parse(await cli("failures", "--json")) as {
    readonly failures: readonly { readonly failure: string }[];
  };
  const answered = failures[0]?.failure ?? "";
  await cli("respond", answered, "--text", "=A key is ordered.");
  await cli("export", "--format", "csv", "--out", "csv");
  const name = readdirSync(join(home, "csv")).find((each) => each.endsWith("-failures.csv")) ?? "";
  const rows = parse(readFileSync(join(home, "csv", name)), { columns: true }) as readonly Record<string, string>[];
  expect(new Set(rows.map(({ Failure }) => Failure)).size).toBeGreaterThan(1);
  for (const row of rows) {
    const isAnswered = row["Failure"] === answered;
    expect(row["Management's response"]).toBe(isAnswered ? "'=A key is ordered." : "");
    expect(row["Record of the response"]).toMatch(
      isAnswered ? /^records\/provider=tidemark\/scope=ledger\/\S+:\d+$/ : /^$/,
    );
  }
});
