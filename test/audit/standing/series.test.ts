// Checks on random histories that the limit of each failing result counts from where the series of its failure begins in the tables.
import { expect, test } from "vitest";
import { overviewOf } from "../../../audit/standing/overview.ts";
import { openTables } from "../../../audit/tables/database.ts";
import type { Position } from "../../../evidence-schema/record/record.ts";
import { upTo } from "../../support/ledger/ledger-in-memory.ts";
import { historyOf } from "../../support/model/history.ts";
import { isWhole, runs } from "../../support/scale.ts";

const HISTORIES = runs(200);

const SERIES = `select first.from_time as time, failure.series < failure.n as is_later, failure.began, failure.from_time from failure
  join failure as first on first.scope = failure.scope and first.key = failure.key and first.check_id = failure.check_id
    and first.n = failure.series
  where failure.scope = :scope and failure.key = :key and failure.check_id = :check and failure.to_time is null`;

test(`${HISTORIES} random histories`, async () => {
  const seen = { same: 0, replaced: 0, series: 0 };
  const differing: unknown[] = [];
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    const ledger = await upTo((await historyOf(seed)).end.objects);
    const overview = await overviewOf(ledger);
    const { rows } = await openTables({ ledger, path: null });
    for (const [{ scope, entry, finding }, { limitFrom, from }] of overview?.since ?? []) {
      // An overview tells of segments that no seal lists yet, and tables do not.
      const end = overview?.newest.seal.scopes.find((each) => each.scope === scope) as Position;
      const opened = finding.held.opened as Position;
      if (opened.gen > end.gen || (opened.gen === end.gen && opened.seq > end.seq)) continue;
      const row = rows.get(SERIES, { scope, key: entry.key, check: finding.check });
      if (row?.["is_later"] === 1) seen.series += 1;
      else if (row?.["began"] === "replaced") seen.replaced += 1;
      if (row?.["time"] === limitFrom && row["from_time"] === from) seen.same += 1;
      else differing.push({ seed, key: entry.key, check: finding.check, from, limitFrom, ...row });
    }
    rows.database.close();
  }
  expect(differing).toEqual([]);
  expect(seen.same).toBeGreaterThan(0);
  // A few in a hundred histories.
  if (isWhole) for (const [what, count] of Object.entries(seen)) expect([what, count > 0]).toEqual([what, true]);
});
