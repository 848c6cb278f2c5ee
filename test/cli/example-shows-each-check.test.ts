// The example company as `npm start` observes it: each check of the library fails somewhere, and passes somewhere.
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { checks } from "../../checks/index.ts";
import { exampleHome } from "../support/ledger/example-home.ts";
import { runCliInTurn } from "../support/ledger/run-cli-in-turn.ts";

type Result = { readonly check: string; readonly outcome: string };

let results: readonly Result[];
beforeAll(async () => {
  const ledger = join(await exampleHome(), "ledger");
  const { status, stdout } = await runCliInTurn(["query", "--format", "json", "--ledger", ledger]);
  expect(status).toBe(0);
  ({ results } = JSON.parse(stdout) as { readonly results: readonly Result[] });
});

test("results are of the checks of the library", () => {
  const ids: readonly string[] = checks.map(({ id }) => id);
  expect(results.filter(({ check }) => !ids.includes(check))).toEqual([]);
});

test.each(checks.map(({ id }) => id))("%s", (id) => {
  const outcomes = new Set(results.filter(({ check }) => check === id).map(({ outcome }) => outcome));
  // A pass that the cloud leaves no choice about is one.
  expect([...outcomes]).toEqual(expect.arrayContaining(["fail", "pass"]));
});
