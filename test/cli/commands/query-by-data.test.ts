// `tidemark query --by data`, by the real program: exports of three days that are recorded in one minute.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { writeExports } from "../../support/ledger/small-export.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import type { Ran } from "../../support/run-cli.ts";
import { CONFIG, ONE } from "../situations/one-control.ts";

const [FIRST, SECOND, THIRD] = [1, 11, 21].map((day) => `2026-09-${String(day).padStart(2, "0")}T06:00:00.000Z`) as [
  string,
  string,
  string,
];
const ONE_LATER = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

type Row = {
  readonly resource: string;
  readonly outcome: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly time: string;
  readonly dataTime: string;
};
type Document = {
  readonly by: string;
  readonly results: readonly Row[];
  readonly scopes: readonly { readonly segments: number | null; readonly lastTime: string | null }[];
  readonly appeared: readonly unknown[];
  readonly departed: readonly unknown[];
};

let home: string;
const recorded: string[] = [];
beforeAll(async () => {
  home = temporaryDirectory();
  const config = { ...CONFIG, schedule: null, staleAfter: "P9999D" };
  writeFileSync(join(home, "tidemark.config.ts"), `export default ${JSON.stringify(config)};\n`);
  for (const [at, names] of [
    [FIRST, ["one"]],
    [SECOND, ["one", "two"]],
    [THIRD, ["two"]],
  ] as const) {
    writeExports(join(home, "exports"), at, names);
    const command = at === FIRST ? "start" : "collect";
    const { status, stderr } = await runCliInTurn([command, "--ledger", "ledger", "--from", "exports"], home);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    recorded.push((await asked()).scopes[0]?.lastTime as string);
  }
});

const query = (...args: readonly string[]): Promise<Ran> =>
  runCliInTurn(["query", "--ledger", "ledger", "--scope", ONE, ...args], home);

async function asked(...args: readonly string[]): Promise<Document> {
  const { status, stdout } = await query("--json", ...args);
  expect(status).toBe(0);
  return JSON.parse(stdout) as Document;
}

/** The name of the bucket, whether it passes, and the days from which and until which it does. */
const briefly = ({ results }: Document): string[] =>
  results.map(({ resource, outcome, from, to }) =>
    [/::([a-z]+)-/.exec(resource)?.[1], outcome, from?.slice(5, 10) ?? "before", to?.slice(5, 10) ?? "still"].join(" "),
  );

describe("as of an instant", () => {
  test.each<[string, string, readonly string[]]>([
    ["before any data", ONE_LATER(FIRST, -1), []],
    ["at the first", FIRST, ["one pass 09-01 still"]],
    ["just before the second", ONE_LATER(SECOND, -1), ["one pass 09-01 still"]],
    ["at the second", SECOND, ["one pass 09-01 still", "two pass 09-11 still"]],
    ["on the day of the second", "2026-09-11", ["one pass 09-01 still", "two pass 09-11 still"]],
    ["at the third", THIRD, ["two pass 09-11 still"]],
    ["now", new Date().toISOString(), ["two pass 09-11 still"]],
  ])("%s", async (_, instant, expected) => {
    const document = await asked("--as-of", instant, "--by", "data");
    expect(document.by).toBe("data");
    expect(briefly(document)).toEqual(expected);
  });

  test("is the state that was recorded then, with the same records", async () => {
    for (const [at, data] of [FIRST, SECOND, THIRD].entries()) {
      const untimed = ({ results }: Document): unknown => results.map((each) => ({ ...each, from: null }));
      const byData = await asked("--as-of", data, "--by", "data");
      expect(untimed(byData)).toEqual(untimed(await asked("--as-of", recorded[at] as string, "--by", "record")));
      expect(byData.results.length).toBeGreaterThan(0);
      for (const { time, dataTime } of byData.results) expect(time > dataTime).toBe(true);
    }
  });

  test("by records nothing was known on those days", async () => {
    const document = await asked("--as-of", SECOND);
    expect(document).toMatchObject({ by: "record", results: [] });
  });
});

describe("over a period", () => {
  test.each<[string, readonly string[], readonly string[], number, number, number]>([
    ["all", [], ["one pass 09-01 09-21", "two pass 09-11 still"], 3, 2, 1],
    ["from the second on", ["--from", "2026-09-11"], ["one pass 09-01 09-21", "two pass 09-11 still"], 2, 1, 1],
    ["until the second", ["--to", SECOND], ["one pass 09-01 still"], 1, 1, 0],
    [
      "between two",
      ["--from", "2026-09-12", "--to", "2026-09-20"],
      ["one pass 09-01 still", "two pass 09-11 still"],
      0,
      0,
      0,
    ],
    ["after the third", ["--from", "2026-09-22"], ["two pass 09-11 still"], 0, 0, 0],
  ])("%s", async (_, args, expected, segments, appeared, departed) => {
    const document = await asked("--from", "2026-08-01", ...args, "--by", "data");
    expect(briefly(document)).toEqual(expected);
    expect(document.scopes[0]?.segments).toBe(segments);
    expect([document.appeared.length, document.departed.length]).toEqual([appeared, departed]);
  });

  test("without a beginning is read from the first data on, which is older than the ledger", async () => {
    expect(briefly(await asked("--to", "2026-09-15", "--by", "data"))).toEqual([
      "one pass 09-01 still",
      "two pass 09-11 still",
    ]);
  });
});

describe("what it is asked by is said", () => {
  test("on the page", async () => {
    const { stdout } = await query("--as-of", SECOND, "--by", "data");
    expect(stdout).toMatch(/^Times are those of the data: a run counts from the latest data time /m);
    expect(stdout).toMatch(new RegExp(`2 resources, data of ${SECOND}$`, "m"));
    expect((await query()).stdout).toMatch(/^Times are those of the records\. .*$/m);
  });

  test("in every row of CSV", async () => {
    for (const [args, by] of [
      [["--by", "data"], "data"],
      [["--by", "record"], "record"],
      [[], "record"],
    ] as const) {
      const rows: { by: string }[] = parse((await query("--format", "csv", ...args)).stdout, { columns: true });
      expect(rows.map((row) => row.by)).toEqual([by]);
    }
  });

  test("another word is refused", async () => {
    expect(await query("--by", "dates")).toEqual({
      status: 3,
      stdout: "",
      stderr: "tidemark: --by: found dates, expected one of record, data\n",
    });
  });
});
