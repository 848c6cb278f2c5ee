// Checks how controls stood on each day of a real ledger, where a run was missed, and after a scope is enrolled no more.
import { beforeAll, describe, expect, test } from "vitest";
import type { ControlDay } from "../../../audit/period/control-days.ts";
import { controlDaysIn } from "../../../audit/tables/days/control-days-in.ts";
import { openTables } from "../../../audit/tables/database.ts";
import { failuresIn } from "../../../audit/tables/failures-in.ts";
import { policyTimes } from "../../../audit/tables/policy/policy-times.ts";
import { instant, type Rows } from "../../../audit/tables/rows.ts";
import { B } from "../../support/ledger/observed-cloud.ts";
import { at, lateCorrections, A } from "../../support/ledger/late-corrections.ts";
import { glyphs } from "../../support/period/history.ts";
import type { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

/** The first ten days of September. */
const window = { from: Date.parse(at(1, 0)), to: Date.parse(at(11, 0)) };

let home: TemporaryLedger;
beforeAll(async () => {
  home = await lateCorrections();
});

type Answered = {
  readonly days: (control: string) => readonly ControlDay[];
  readonly counting: number;
};

/** Answers from tables in memory, changed before they are asked. */
async function asked(change: (rows: Rows) => void = () => {}): Promise<Answered> {
  const ledger = await home.open();
  const { rows, basis } = await openTables({ ledger, path: null });
  change(rows);
  const policy = await policyTimes(ledger, rows);
  const until = Date.parse(basis?.sealTime ?? "");
  const controls = controlDaysIn(rows, policy, { window, zone: "UTC", until });
  const failures = failuresIn(rows, policy, { window, until, severityOf: () => null });
  rows.database.close();
  return {
    days: (control) => controls.find((each) => each.control === control)?.days ?? [],
    counting: failures.filter(({ counted }) => counted !== null).length,
  };
}

describe("days of a control", () => {
  test.each([
    ["C-3D", "ttttXXX?at"],
    ["C-NOW", "XXXXXXXXaX"],
    ["C-NET", "~...ttt?~."],
  ])("%s", async (control, expected) => {
    expect(glyphs((await asked()).days(control))).toBe(expected);
  });

  test("a day with an exception says too that the run was missed", async () => {
    const [, , , , , , , eighth] = (await asked()).days("C-NOW");
    expect(eighth).toMatchObject({ status: "not met", marks: ["not observed", "failing under an accepted risk"] });
  });

  test("a scope that is enrolled no more counts until then", async () => {
    const left = await asked((rows) =>
      rows.run(`update roster set to_time = :at where name = :scope and is_kind = 'enrolled'`, {
        at: instant(Date.parse(at(4, 0))),
        scope: A,
      }),
    );
    // The buckets of the other scope passed from the second day on.
    expect(glyphs(left.days("C-3D"))).toBe("ttt....?~.");
    expect(left.counting).toBeLessThan((await asked()).counting);
  });

  test("a unit that is planned later, and a check that is asked later, change no day before", async () => {
    const before = glyphs((await asked()).days("C-NET"));
    const later = await asked((rows) => {
      rows.run(`update unit set from_time = :at where scope = :scope and unit like '%VPC@%' and from_time < :at`, {
        at: at(5),
        scope: B,
      });
    });
    expect(glyphs(later.days("C-NET")).slice(4)).toBe(before.slice(4));
    expect(glyphs(later.days("C-NET")).slice(1, 4)).toBe("ooo");
  });
});
