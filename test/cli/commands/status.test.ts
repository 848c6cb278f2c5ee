// `tidemark status` as rows, by the real program: what can be counted and acted on stands in each, the same in CSV and JSON.
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { EXAMPLE_NOTICE } from "../../../audit/example-data.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { exampleHome } from "../../support/ledger/example-home.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import type { Ran } from "../../support/run-cli.ts";

type Row = Readonly<Record<string, string>>;
type Failure = {
  readonly [member: string]: unknown;
  readonly resource: string;
  readonly check: string;
  readonly controls: readonly string[];
  readonly criteria: readonly string[];
  readonly waiver: { readonly id: string; readonly until: string } | null;
};

let example: string;
beforeAll(async () => {
  example = join(await exampleHome(), "ledger");
});

const status = (ledger: string, ...args: readonly string[]): Promise<Ran> =>
  runCliInTurn(["status", "--ledger", ledger, ...args]);
const rowsOf = (csv: string): readonly Row[] => parse(csv, { columns: true });

test("each failure is one row with its controls, criteria, severity, owner, place, account, region and waiver", async () => {
  const csv = await status(example, "--format", "csv");
  expect(csv).toMatchObject({ status: 0, stderr: `${EXAMPLE_NOTICE}\n` });
  const rows = rowsOf(csv.stdout);
  const { failures } = JSON.parse((await status(example, "--json")).stdout) as { failures: readonly Failure[] };
  expect(rows.length).toBeGreaterThan(40);
  expect(rows).toEqual(
    failures.map((each) => ({
      scope: each["scope"],
      resource: each.resource,
      name: each["name"],
      type: each["type"],
      region: each["region"] ?? "",
      check: each.check,
      because: each["because"],
      since: each["since"],
      at_least: String(each["atLeast"]),
      limit_from: each["limitFrom"],
      record: each["record"],
      record_time: each["recorded"],
      last_read: each["lastRead"],
      account: each["account"] ?? "",
      controls: each.controls.join(" "),
      criteria: each.criteria.join(" "),
      severity: each["severity"],
      owner: each["owner"] ?? "",
      place: each["place"],
      counts: String(each["counts"]),
      acceptance: each.waiver?.id ?? "",
      accepted_until: each.waiver?.until ?? "",
      example: "example data",
    })),
  );
  // Each column has a value somewhere, each failure its controls and criteria, and each account of AWS its name.
  for (const column of Object.keys(rows[0] as Row))
    expect([column, rows.some((row) => row[column] !== "")]).toEqual([column, true]);
  for (const row of rows) expect([row["controls"], row["criteria"]]).not.toContain("");
  for (const { scope, account } of rows) expect([scope, account !== ""]).toEqual([scope, scope?.startsWith("aws/")]);
  const places = new Set(rows.map(({ place }) => place));
  expect(places.size).toBeGreaterThan(1);
  for (const { place, counts } of rows)
    expect([place, counts]).toEqual([place, String(place === "production" || place === "supporting")]);
});

test("the rows are those that a query gives of the failures at the newest seal", async () => {
  const [standing, answered] = await Promise.all([
    status(example, "--format", "csv"),
    runCliInTurn(["query", "--ledger", example, "--outcome", "fail", "--format", "csv"]),
  ]);
  const common = ["scope", "resource", "name", "type", "region", "check", "because", "account"].concat([
    "controls",
    "criteria",
    "severity",
    "owner",
    "place",
    "acceptance",
    "example",
  ]);
  const cut = ({ stdout }: Ran): readonly string[] =>
    rowsOf(stdout)
      .map((row) => JSON.stringify(common.map((column) => row[column])))
      .sort();
  expect(cut(standing)).toEqual(cut(answered));
});

test("JSON is the same with --json and --format json, and a third format is refused", async () => {
  const [one, other] = [await status(example, "--json"), await status(example, "--format", "json")];
  // Each asks the age of data at its own moment.
  const page = ({ stdout }: Ran): unknown => ({ ...(JSON.parse(stdout) as object), aged: null });
  expect(page(other)).toEqual(page(one));
  const refused = [
    [["--format", "xml"], "--format: found xml, expected one of table, json, csv"],
    [["--json", "--format", "csv"], "found --json and --format csv, expected only one of the two"],
  ] as const;
  for (const [args, said] of refused)
    expect(await status(example, ...args)).toEqual({ status: 3, stdout: "", stderr: `tidemark: ${said}\n` });
});

test("a ledger without a seal gives the header alone, and a name that begins with = stays text", async () => {
  const home = await TemporaryLedger.create();
  const before = await status(home.root, "--format", "csv");
  expect(rowsOf(before.stdout)).toEqual([]);
  expect(before.stdout).toMatch(/^scope,resource,name,/);
  expect(before).toMatchObject({ status: 0, stderr: "Nothing is sealed yet. Make the first run: tidemark collect\n" });
  const asked = await runCliInTurn(["query", "--ledger", home.root, "--format", "csv"]);
  expect(asked.stderr).toMatch(/^Nothing is sealed yet\. Make the first run: tidemark collect\nRead 0 segments /);
  home.clock.ms = Date.now();
  const cloud = new Cloud(home.clock.text);
  cloud.bucket("aws/111111111111", "=1+1", "default");
  await home.run({ reader: cloud, run: "first" });
  const { stdout, stderr } = await status(home.root, "--format", "csv");
  expect(stderr).toBe("");
  expect(rowsOf(stdout)).toMatchObject([
    { resource: "'=1+1", account: "", controls: "", criteria: "", acceptance: "", example: "" },
  ]);
});
