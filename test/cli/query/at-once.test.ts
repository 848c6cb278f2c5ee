// Two commands on one file of tables: a question that takes long keeps nobody from extending the tables.
import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { homeOf } from "../../../cli/places/home.ts";
import { tablesPath } from "../../../cli/places/tables.ts";
import { lateCorrections, runOn } from "../../support/ledger/late-corrections.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { runCommand } from "../../support/ledger/run-command.ts";

/** SQL that counts for some seconds before it says how many seals there are. */
const SLOW = `with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000000)
  select (select count(*) from n) as counted, (select count(*) from seal) as seals`;

test("a slow question is answered of the moment in which it was asked, while another command extends the tables", async () => {
  const home = await lateCorrections([1, 2, 3]);
  const path = tablesPath(homeOf(home.root), await home.open());
  expect((await runCommand(["tables", "--ledger", home.root])).status).toBe(0);
  const ended: string[] = [];
  const slow = runCliAtOnce(["query", "--sql", SLOW, "--json", "--ledger", home.root]).then((ran) => {
    ended.push("slow");
    return ran;
  });
  // It is there while some process reads the tables.
  while (!existsSync(`${path}-wal`) && ended.length === 0) await setTimeout(10);
  await setTimeout(1000);
  await runOn(home, 4);
  const extended = await runCommand(["tables", "--ledger", home.root]);
  ended.push("extended");
  expect(extended).toMatchObject({ status: 0, stderr: "" });
  expect(extended.stdout).toMatch(/^The tables stand up to entry 3 of the log /);
  const { status, stdout, stderr } = await slow;
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ sealed: { index: 2 }, rows: [[20_000_000, 3]] });
  expect(ended).toEqual(["extended", "slow"]);
  expect((await runCommand(["tables", "--check", "--ledger", home.root])).status).toBe(0);
});
