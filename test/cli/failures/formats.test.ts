// `tidemark failures` as a page, JSON and CSV: the same rows, and lines that claim no more than was read.
import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { lateCorrections } from "../../support/ledger/late-corrections.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { failuresAsked, failuresPage, type FailuresAnswer } from "../../support/ledger/asked-failures.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import type { Ran } from "../../support/run-cli.ts";

let home: TemporaryLedger;
beforeAll(async () => {
  home = await lateCorrections();
});

const asked = (...args: readonly string[]): Promise<FailuresAnswer> => failuresAsked(home.root, ...args);
const page = (...args: readonly string[]): Promise<string> => failuresPage(home.root, ...args);
test("say the same of each failure", async () => {
  // As a process of its own: what is no row goes to its stderr.
  const { status, stdout, stderr } = await runCliInTurn(["failures", "--ledger", home.root, "--format", "csv"]);
  expect(status).toBe(0);
  expect(stderr).toMatch(/^Made from what is sealed up to entry 8 of the log \([^\n]+ are unaltered\.\n$/);
  const rows = parse(stdout, { columns: true }) as readonly Record<string, string>[];
  const all = await asked();
  const seconds = (ms: unknown): string => (ms === null ? "" : String(Math.round((ms as number) / 1000)));
  const text = (value: unknown): string => (value === null ? "" : String(value as string | boolean | number));
  expect(rows).toEqual(
    all.failures.map((row) => {
      const accepted = row["acceptances"] as readonly Record<string, string>[];
      const each = (member: string): string => accepted.map((one) => one[member]).join(" ");
      return {
        failure: row["failure"],
        control: text(row.control),
        status: text(row.status),
        scope: row["scope"],
        resource: String(row["resource"]).replace(/^=/, "'="),
        name: String(row["name"]).replace(/^=/, "'="),
        type: row["type"],
        region: text(row["region"]),
        check: row["check"],
        because: row["because"],
        severity: text(row["severity"]),
        place: text(row["place"]),
        owner: text(row["owner"]),
        began: row["began"],
        from: row["from"],
        from_is: row["fromIs"],
        last_good: text(row["lastGood"]),
        first_bad: row["firstBad"],
        ended: row["ended"],
        to: text(row["to"]),
        to_is: text(row["toIs"]),
        last_bad: row["lastBad"],
        first_good: text(row["firstGood"]),
        goes_on: text(row["goesOn"]),
        shortest_seconds: seconds(row["shortestMs"]),
        longest_seconds: seconds(row["longestMs"]),
        limit_seconds: seconds(row["limitMs"]),
        limit_from: text(row["clock"]),
        due: text(row["due"]),
        counted_until: text(row["countedUntil"]),
        late_from: text(row["lateFrom"]),
        late_seen_seconds: seconds(row["lateSeenMs"]),
        late_presumed_seconds: seconds(row["latePresumedMs"]),
        late_after: text(row["lateAfter"]),
        time_in_period: text(row["time"]),
        known_later: text(row["becameKnownLater"]),
        acceptance: each("id"),
        acceptance_from: each("from"),
        acceptance_until: each("to"),
        acceptance_record: each("record"),
        response: "",
        response_record: "",
        record_time: row["recorded"],
        record: row["record"],
        end_record_time: text(row["endRecorded"]),
        end_record: text(row["endRecord"]),
        example: "",
      };
    }),
  );
  const lines = (await page()).split("\n");
  const heads = lines.filter((line) => line.startsWith("  F-")).map((line) => line.trim().split("  ").slice(0, 2));
  expect(heads).toEqual(all.failures.map(({ failure, control }) => [failure, control ?? "-"]));
  for (const row of all.failures)
    for (const member of ["from", "lastBad", "record", "clock", "countedUntil", "endRecord", "to"])
      if (row[member] !== null) expect(lines.join("\n")).toContain(row[member]);
});

test("on a page nobody's name moves the cursor", async () => {
  // oxlint-disable-next-line no-control-regex -- escape sequences are what must not be there
  expect(await page()).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test("a page says each time once, and claims no more than was read", async () => {
  const text = await page("--control", "C-3D", "--control", "C-NET");
  for (const line of [
    "lasted 4 d to 6 d; limit 3 d, counting from 2026-09-02T06:00:00.000Z; late since 2026-09-05T06:00:00.000Z: in the period 1 d up to the last reading that shows it, and 1 d more if it went on",
    "began by 2026-09-02T06:00:00.000Z; known not failing 2026-09-01T06:00:00.000Z; seen failing last 2026-09-06T06:00:00.000Z; corrected by 2026-09-07T06:00:00.000Z",
    "its length is not known; limit 3 d, counting from 2026-09-01T06:01:00.000Z",
    "began by 2026-09-01T06:01:00.000Z; failing when it was first read; nothing is known from before; ",
    "lasted at least 6 d, open when last read; limit 3 d, counting from 2026-09-04T06:00:00.000Z; counts until 2026-09-05T06:02:00.000Z, when its resource left the boundary, its scope the roster, or the control its effect",
    "open when last read; limit 3 d, counting from 2026-09-10T06:00:00.000Z, due 2026-09-13T06:00:00.000Z",
    "lasted at most 2 d; limit 3 d, counting from ",
    "judged by other tests from then on; ",
    "another resource stood under this key until 2026-09-06T06:00:00.000Z; ",
    "failing since it was created; not there yet 2026-09-03T06:00:00.000Z; ",
    "owner Platform team; failure 3 of this item in the period",
    "seen failing last 2026-09-07T06:00:00.000Z; corrected by 2026-09-08T10:00:00.000Z (the last change that the source tells)",
  ])
    expect(text).toContain(line);
});

test("of a ledger without a seal", async () => {
  const empty = await TemporaryLedger.create();
  const of = (...args: readonly string[]): Promise<Ran> => runCliInTurn(["failures", "--ledger", empty.root, ...args]);
  const nothing = "Nothing is sealed yet. Make the first run: tidemark collect\n";
  expect(await of()).toEqual({ status: 0, stdout: nothing, stderr: "" });
  expect(JSON.parse((await of("--json")).stdout)).toEqual({ v: 1, sealed: null, failures: [] });
  const csv = await of("--format", "csv");
  expect(csv).toMatchObject({ status: 0, stderr: nothing });
  expect(csv.stdout).toMatch(/^failure,control,status,[^\n]+\n$/);
});
