// The example company's quarter by both verifiers: both find one run missing, and nothing altered.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quarterHome } from "../support/ledger/quarter-home.ts";
import { type Said, saidByPython, saidHere } from "../support/ledgers-on-disk.ts";

/** An instant after the last run. */
const NOW = "2026-11-28T12:00:00.000Z";

test("tidemark verify and verify.py say the same of the quarter", async () => {
  const home = await quarterHome();
  const trustFile = join(home, "trust.txt");
  const trust = readFileSync(trustFile, "utf8");
  const asked = [{ ledger: join(home, "ledger"), trust, trustFile, checkpoints: [], now: NOW }];
  const [[here], [python]] = await Promise.all([saidHere(asked), saidByPython(asked)]);
  const rulesOf = (said: Said | undefined) => said?.violations.map(({ rule }) => rule);
  // Each names the slot without a run in words of its own.
  expect([here?.exit, rulesOf(here)]).toEqual([2, ["W1"]]);
  expect([python?.exit, rulesOf(python)]).toEqual([2, ["W1"]]);
});
