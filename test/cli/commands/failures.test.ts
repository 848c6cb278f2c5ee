// `tidemark failures`: each status with its limit and records, and what each option asks for and leaves out.
import { beforeAll, describe, expect, test } from "vitest";
import { LATENESSES } from "../../../audit/period/lateness.ts";
import { at, FORMULA, lateCorrections } from "../../support/ledger/late-corrections.ts";
import {
  failuresAsked,
  failuresPage,
  runFailures,
  type FailureRow,
  type FailuresAnswer,
} from "../../support/ledger/asked-failures.ts";
import type { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import type { Ran } from "../../support/run-cli.ts";

let home: TemporaryLedger;
beforeAll(async () => {
  home = await lateCorrections();
});

const asked = (...args: readonly string[]): Promise<FailuresAnswer> => failuresAsked(home.root, ...args);
const page = (...args: readonly string[]): Promise<string> => failuresPage(home.root, ...args);
const failures = (...args: readonly string[]): Promise<Ran> => runFailures(home.root, args);
const briefly = ({ failures: rows }: FailuresAnswer): string[] =>
  rows.map(({ control, resource, status }) => `${control} ${String(resource)}: ${status}`);

describe("failures under a control", () => {
  test("end in each of the six ways, and in none under no control", async () => {
    const all = await asked("--control", "C-3D", "--control", "C-NET");
    expect(briefly(all)).toEqual([
      "C-3D late: exception",
      "C-3D perhaps: possible exception",
      "C-3D old: possible exception",
      "C-3D accepted: accepted",
      "C-3D open: open within its limit",
      "C-3D moved: ended uncorrected",
      "C-3D replaced: ended uncorrected",
      "C-NET net: ended uncorrected",
      `C-3D ${FORMULA}: corrected in time`,
      "C-3D created: corrected in time",
      "C-3D removed: corrected in time",
      "C-3D replaced: corrected in time",
      "C-3D sourced: corrected in time",
      "C-3D thrice: corrected in time",
      "C-3D thrice: corrected in time",
      "C-3D thrice: corrected in time",
    ]);
    expect(new Set(all.failures.map(({ status }) => status))).toEqual(new Set(LATENESSES));
    const none = (await asked()).failures.filter(({ control }) => control === null);
    expect(none).toMatchObject([
      { resource: "sandbox", status: null, limitMs: null, lateFrom: null, lateSeenMs: null, latePresumedMs: null },
    ]);
  });

  test("without time to correct are exceptions at once, of the same failures", async () => {
    const [strict, all] = [await asked("--control", "C-NOW"), await asked()];
    expect(new Set(strict.failures.map(({ status }) => status))).toEqual(new Set(["exception"]));
    expect(strict.failures.length + (await asked("--control", "C-3D", "--control", "C-NET")).failures.length + 1).toBe(
      all.failures.length,
    );
    const late = all.failures.filter(({ resource }) => resource === "late");
    expect(
      late.map(({ control, failure, lateSeenMs, latePresumedMs }) => [control, failure, lateSeenMs, latePresumedMs]),
    ).toEqual([
      ["C-3D", late[0]?.["failure"], 86_400_000, 86_400_000],
      ["C-NOW", late[0]?.["failure"], 4 * 86_400_000, 86_400_000],
    ]);
  });

  test("carry their times, and whose times these are", async () => {
    const { failures: rows } = await asked("--control", "C-3D");
    const of = (resource: string): FailureRow => rows.find((row) => row["resource"] === resource) as FailureRow;
    expect(of("sourced")).toMatchObject({
      began: "drift",
      from: at(6, 18),
      fromIs: "source",
      lastGood: at(6),
      firstBad: at(7),
      lastBad: at(7),
      ended: "corrected",
      to: at(8, 10),
      toIs: "source",
      firstGood: at(9),
      shortestMs: 12 * 3_600_000,
      owner: "Platform team",
    });
    expect(of("old")).toMatchObject({ began: "first sight", lastGood: null, longestMs: null, owner: null });
    expect(of("moved")).toMatchObject({ to: null, countedUntil: "2026-09-05T06:02:00.000Z", ended: "open" });
    expect(of("accepted")).toMatchObject({
      acceptances: [{ id: "W-1", from: "2026-09-03T06:01:00.000Z", to: "2027-01-01T00:00:00.000Z" }],
      countedUntil: null,
    });
    expect(of("open")).toMatchObject({ from: at(10), due: at(13), to: null, goesOn: true });
    expect(rows.filter(({ resource }) => resource === "thrice").map(({ time }) => time)).toEqual([1, 2, 3]);
    const replaced = rows.filter(({ resource }) => resource === "replaced");
    // The limit of what replaced it counts from the first.
    expect(replaced.map(({ began, ended, clock }) => [began, ended, clock])).toEqual([
      ["drift", "replaced", at(5)],
      ["replaced", "corrected", at(5)],
    ]);
    const [net] = (await asked("--control", "C-NET")).failures;
    expect(net).toMatchObject({ began: "judged otherwise", ended: "judged otherwise", severity: "low" });
  });
});

describe("options", () => {
  test("--status takes short names and whole ones, and what is left out is said", async () => {
    const names = { exception: 0, possible: 1, accepted: 2, open: 3, uncorrected: 4, corrected: 5 };
    const all = await asked();
    for (const [name, index] of Object.entries(names)) {
      const some = await asked("--status", name);
      expect(some.failures).toEqual(all.failures.filter(({ status }) => status === LATENESSES[index]));
      expect(some.leftOut).toBe(all.failures.length - some.failures.length);
      expect((await asked("--status", LATENESSES[index] as string)).failures).toEqual(some.failures);
    }
    expect(all.leftOut).toBe(0);
    expect((await asked("--status", "open", "--status", "accepted")).failures).toHaveLength(2);
    expect(await page("--status", "open")).toContain(
      `1 failure. Counted once for each control: 1 open within the limit.\nShown are 1 of ${all.failures.length} rows (a failure under a control is a row). The options leave out the others.\n`,
    );
    expect(await page()).not.toContain("Shown are");
  });

  test("--due counts from the end of the period", async () => {
    const due = async (value: string): Promise<string[]> => briefly(await asked("--due", value));
    expect(await due("3d")).toEqual(["C-3D open: open within its limit"]);
    expect(await due("72h")).toEqual(await due("3d"));
    expect(await due("P3D")).toEqual(await due("PT72H"));
    expect(await due("71h")).toEqual([]);
    expect(await page("--due", "1h")).not.toContain("No failure is known");
  });

  test("a period that is over is settled once every scope was read after it", async () => {
    const over = await asked("--period", "2026-09-02..2026-09-05");
    expect(over).toMatchObject({
      from: at(2, 0),
      to: at(6, 0),
      timeZone: "UTC",
      soFar: false,
      settled: true,
      runs: { due: 4, made: 4 },
    });
    const late = over.failures.find(({ resource, control }) => resource === "late" && control === "C-3D");
    // It ended after the period, and only what lies in the period is counted.
    expect(late).toMatchObject({
      to: at(7),
      goesOn: true,
      lateSeenMs: 18 * 3_600_000,
      latePresumedMs: 0,
      status: "exception",
    });
    expect(over.failures.filter(({ resource }) => resource === "thrice").map(({ from }) => from)).toEqual([
      at(2),
      at(4),
      at(2),
      at(4),
    ]);
    // A bucket that appears on the fourth day was not unread before.
    expect(await page("--period", "2026-09-02..2026-09-05")).toMatch(
      /^ {2}C-3D {3}4 days {2}1 not met, 3 failing within the limit \(3 of them possibly late\)$/m,
    );
    const missed = await page("--from", "2026-09-07", "--to", "2026-09-09");
    expect(missed).toMatch(
      /^Settled: each scope has a reading as of the end or later\. Settled does not mean complete\. 2 of 3 runs that were due are sealed\. Missing: 2026-09-08T06:00:00\.000Z\.$/m,
    );
    expect(await page("--from", at(10, 0), "--to", "2026-09-10T06:01:30Z")).toMatch(
      /^Not settled: not every scope has a reading as of the end, and the last 1 min 30 s can still change\./m,
    );
  });

  test("a period that goes on is one so far, and an empty one says what empty means", async () => {
    const month = await page("--period", "2026-09");
    expect(month.split("\n").slice(0, 2)).toEqual([
      "Failures from 2026-09-01T00:00:00.000Z so far, up to the newest seal (2026-09-10T06:02:00.000Z). The period ends at 2026-10-01T00:00:00.000Z",
      "Not settled: later runs can add failures, and end open ones. The log begins at 2026-09-01T06:00:00.000Z. Before that nothing was due, and nothing was observed. 9 of 10 runs that were due are sealed. Missing: 2026-09-08T06:00:00.000Z.",
    ]);
    const zoned = await page("--period", "2026-09-02..2026-09-03", "--time-zone", "Asia/Kolkata");
    expect(zoned).toMatch(
      /^Failures from 2026-09-01T18:30:00\.000Z until 2026-09-03T18:30:00\.000Z \(excluded\), days of Asia\/Kolkata\n/,
    );
    const empty = await page(
      "--from",
      "2026-09-01T06:00:00.000Z",
      "--to",
      "2026-09-01T06:00:00.001Z",
      "--control",
      "C-NET",
    );
    expect(empty).toContain(
      '\nNo failure is known in the period. Results that nobody read may hide some (see the days "not observed").\n',
    );
    const known = await page("--from", "2026-09-02T05:59:00.000Z", "--to", "2026-09-02T06:00:30.000Z");
    expect(known).toContain("became known after the period (2026-09-02T06:01:00.000Z)");
    expect(known).toContain("No run was sealed in the period. All that is known of it was recorded later.");
  });

  const day = "expected a date (2026-09-01) or an instant (2026-09-01T06:00:00.000Z)";
  test.each([
    [["--control", "C-9"], "--control: found C-9, expected one of C-3D, C-NET, C-NOW"],
    [
      ["--status", "late"],
      "--status: found late, expected one of exception, possible, accepted, open, uncorrected, corrected",
    ],
    [["--due", "soon"], "--due: found soon, expected days or hours, such as 7d or 48h"],
    [["--due", ""], "--due: found , expected days or hours, such as 7d or 48h"],
    [["--from", "soon"], `--from: found soon, ${day}`],
    [["--to", "2026-02-30"], `--to: found 2026-02-30, ${day}`],
    [["--format", "xml"], "--format: found xml, expected one of table, json, csv"],
    [["--json", "--format", "csv"], "found --json and --format csv, expected only one of the two"],
    [["more"], "Unexpected argument 'more'. This command does not take positional arguments"],
  ] as const)("%j: one line, and exit code 3", async (args, said) => {
    expect(await failures(...args)).toEqual({ status: 3, stdout: "", stderr: `tidemark: ${said}\n` });
  });
});
