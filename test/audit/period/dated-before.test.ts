// Checks rows that are dated before a reading that says otherwise: such a date is ignored, and the listing tells.
import { describe, expect, test } from "vitest";
import { failuresOf } from "../../../audit/period/failures.ts";
import type { ReadingRun } from "../../../audit/period/reading.ts";
import { openTables } from "../../../audit/tables/database.ts";
import type { ReadRequest, ScopeReading, Snapshot } from "../../../collectors/port.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { A } from "../../support/ledger/observed-cloud.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { at, hours, readings } from "../../support/period/history.ts";

/** The readings of a short text, some of which are dated: by their place in it, in hours. */
function dated(text: string, dates: Readonly<Record<number, number>>): ReadingRun[] {
  return readings(text).map((run, place) => {
    const date = dates[place];
    if (date === undefined) return run;
    return { ...run, first: { ...run.first, asOf: at(date), listed: run.first.asOf } };
  });
}

describe("a failure begins and ends where the listing says, if its row is dated before the last reading that told otherwise", () => {
  test.each([
    // readings, dates by place, [last good, from, first bad, last bad, to]
    ["begin", "P@0 P@24 F@48 P@72", { 2: -100 }, [24, 48, 48, 48, 72]],
    ["begin, at the very instant", "P@0 P@24 F@48 P@72", { 2: 24 }, [24, 48, 48, 48, 72]],
    ["a date inside the bracket counts", "P@0 P@24 F@48 P@72", { 2: 30 }, [24, 30, 30, 48, 72]],
    ["end", "P@0 F@24 F@48 P@72", { 3: -100 }, [0, 24, 24, 48, 72]],
    ["begin and end", "P@0 P@24 F@48 P@72 P@96", { 2: -100, 3: -100 }, [24, 48, 48, 48, 72]],
    ["with unread time before", "P@0 P@24 ?@48 F@72 P@96", { 3: 10 }, [24, 72, 72, 72, 96]],
    ["not there before", "x@0 x@24 F@48 P@72", { 2: -100 }, [24, 48, 48, 48, 72]],
    ["removed", "P@0 F@24 x@48", { 2: 3 }, [0, 24, 24, 24, 48]],
    ["no longer applies", "P@0 F@24 N@48", { 2: 3 }, [0, 24, 24, 24, 48]],
  ] as const)("%s", (_, text, dates, expected) => {
    const [failure, ...others] = failuresOf(dated(text, dates));
    expect(others).toEqual([]);
    const { lastGood, from, firstBad, lastBad, to } = failure as NonNullable<typeof failure>;
    expect([lastGood, from, firstBad, lastBad, to].map((each) => (each === null ? null : hours(each)))).toEqual(
      expected,
    );
  });

  test("at first sight nothing is contradicted, and the date counts", () => {
    const [failure] = failuresOf(dated("F@0b P@24", { 0: -100 }));
    expect(hours(failure?.from ?? 0)).toBe(-100);
  });
});

/** A row that never gets another date, as a report whose rows are dated when somebody else changes them. */
class Undated extends Cloud {
  override async read(request: ReadRequest, emit: (item: Snapshot) => void): Promise<ScopeReading> {
    return super.read(request, (item) => emit({ ...item, dataTime: "2026-08-20T00:00:00.000Z" }));
  }
}

test("in tables made of records: the failure lies between the runs, and not before the first", async () => {
  const home = await TemporaryLedger.create();
  const days = ["own key", "own key", "default", "own key"] as const;
  for (const [day, encryption] of days.entries()) {
    home.clock.ms = Date.parse(`2026-09-0${day + 1}T06:00:00.000Z`);
    const cloud = new Undated(home.clock.text);
    cloud.bucket(A, "bucket", encryption, "1");
    await home.run({ reader: cloud, run: `by-hand-${day}` });
  }
  const { rows } = await openTables({ ledger: await home.open(), path: null });
  const found = rows.all(`select from_time, to_time, last_good, last_bad from failure where key = 'bucket'`);
  rows.database.close();
  expect(found).toMatchObject([
    {
      from_time: expect.stringContaining("2026-09-03T06:00") as string,
      to_time: expect.stringContaining("2026-09-04T06:00") as string,
      last_good: expect.stringContaining("2026-09-02T06:00") as string,
      last_bad: expect.stringContaining("2026-09-03T06:00") as string,
    },
  ]);
});
