// Checks that tables extended seal by seal are row for row those that are made at once, on ledgers of random histories.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dumpOf, differing } from "../../../audit/tables/dump.ts";
import { openTables, type Tables } from "../../../audit/tables/database.ts";
import { leavesOf, upTo } from "../../support/ledger/ledger-in-memory.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { historyOf } from "../../support/model/history.ts";
import { runs } from "../../support/scale.ts";

const HISTORIES = runs(200, 20);

const seen = { seals: 0, failures: 0, gaps: 0, departed: 0, restarts: 0 };

async function compared(seed: number, path: string): Promise<void> {
  const { objects } = (await historyOf(seed)).end;
  const leaves = leavesOf(objects);
  // Some are extended seal by seal, others by several at once.
  const step = 1 + (seed % 3);
  for (let at = step; at < leaves; at += step) await closed(openTables({ ledger: await upTo(objects, at), path }));
  const whole = await upTo(objects);
  const extended = await openTables({ ledger: whole, path });
  const made = await openTables({ ledger: whole, path: null });
  expect(extended.made, `seed ${seed}: the last tables went on from those before`).toBe(
    leaves > step ? null : "there were none",
  );
  expect(differing(dumpOf(extended.rows), dumpOf(made.rows)), `seed ${seed}`).toEqual([]);
  for (const [what, sql] of COUNTED) seen[what] += Number(made.rows.get(sql)?.["n"]);
  extended.rows.database.close();
  made.rows.database.close();
}

const COUNTED = [
  ["seals", "select count(*) as n from seal"],
  ["failures", "select count(*) as n from failure"],
  ["gaps", "select count(*) as n from gap"],
  ["departed", "select count(*) as n from resource where departed is not null"],
  ["restarts", "select count(*) as n from segment where gen > 0 and first = 0"],
] as const;

async function closed(opening: Promise<Tables>): Promise<void> {
  (await opening).rows.database.close();
}

test(`${HISTORIES} random histories: extended by one, two or three seals at a time, and made at once`, async () => {
  const directory = temporaryDirectory();
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    const path = join(directory, `${seed}.db`);
    await compared(seed, path);
    await rm(path);
  }
  for (const [what, count] of Object.entries(seen)) expect([what, count > 0]).toEqual([what, true]);
});
