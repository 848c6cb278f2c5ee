// Checks each kind of population on the example company's quarter: as many rows as the report counts, and as SQL does.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { countsOf } from "../../../audit/report/facts/counts.ts";
import type { Report } from "../../../audit/report/report.ts";
import { homeOf } from "../../../cli/places/home.ts";
import { makeReport } from "../../../cli/report/make-report.ts";
import { windowOf } from "../../../cli/times/window.ts";
import { quarterHome } from "../../support/ledger/quarter-home.ts";
import { runCommand } from "../../support/ledger/run-command.ts";

type Row = Readonly<Record<string, string | null>> & { readonly id: string };
type Listed = {
  readonly count: number;
  readonly digest: string;
  readonly recorded: null;
  readonly rows: readonly Row[];
};

let ledger: string;
let report: Report;
beforeAll(async () => {
  ledger = join(await quarterHome(), "ledger");
  report = await makeReport({
    home: homeOf(ledger),
    window: (sealed) => ({ ...windowOf({ period: "2026-Q3" }, sealed), isInstant: false }),
  });
});

async function listed(of: string, ...args: readonly string[]): Promise<Listed> {
  const asked = ["population", "--ledger", ledger, "--of", of, "--period", "2026-Q3", "--json", ...args];
  const { status, stdout, stderr } = await runCommand(asked);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as Listed;
}

async function counted(sql: string): Promise<number> {
  const { stdout } = await runCommand(["query", "--ledger", ledger, "--sql", sql, "--json"]);
  return Number((JSON.parse(stdout) as { readonly rows: readonly (readonly string[])[] }).rows[0]?.[0]);
}

const THERE =
  "first_seen < '2026-10-01T00:00:00.000Z' and (departed is null or departed >= '2026-07-01T00:00:00.000Z')";

test("the digest is that of the ids, each with a line feed, in order of their bytes", async () => {
  for (const kind of ["items", "failures", "days", "runs", "people", "observed-changes"]) {
    const { rows, digest, count } = await listed(kind, "--place", "all");
    expect(rows).toHaveLength(count);
    const ids = rows.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    expect(digest).toBe(
      createHash("sha256")
        .update(ids.map((id) => `${id}\n`).join(""))
        .digest("hex"),
    );
  }
});

describe("as many rows as the report counts", () => {
  test("failures: 14, with the statuses that each has under controls", async () => {
    const { rows, count } = await listed("failures", "--place", "all");
    expect(count).toBe(14);
    expect(count).toBe(countsOf(report).failures);
    expect(rows.map(({ id }) => id)).toEqual([...new Set(report.failures.map(({ id }) => id))].sort());
    const exceptions = rows
      .flatMap(({ controls }) => (controls ?? "").split("; "))
      .filter((each) => each.endsWith(": exception"));
    expect(exceptions).toHaveLength(countsOf(report).exceptions);
  });

  test("runs: 92 due, of which one was missed, and those by hand", async () => {
    const { rows } = await listed("runs");
    const due = rows.filter(({ slot }) => slot !== null);
    expect(due).toHaveLength(92);
    expect(due).toHaveLength(report.runs.due);
    const byHand = rows.filter(({ state }) => state === "made by hand");
    expect(byHand.length + due.length).toBe(rows.length);
    expect(byHand).toHaveLength(
      await counted(`select count(*) from seal where trigger_kind = 'manual' and time < '2026-10-01T00:00:00.000Z'`),
    );
    expect(rows.filter(({ state }) => state === "made in time")).toHaveLength(report.runs.made);
    expect(rows.filter(({ state }) => state === "missed").map(({ id }) => id)).toEqual(report.runs.missing);
  });

  test("days: one for each control and day on which it was in effect, with the report's status", async () => {
    const { rows, count } = await listed("days");
    expect(count).toBe(countsOf(report).days);
    const expected = report.controls.flatMap(({ id, days }) =>
      days.map(({ from, status }) => [`${id}|${new Date(from).toISOString().slice(0, 10)}`, status]),
    );
    expect(rows.map(({ id, status }) => [id, status])).toEqual(expected.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
  });

  test("items: those at the start and those that appeared; within the boundary are fewer", async () => {
    const all = await listed("items", "--place", "all");
    const scopes = report.boundary.scopes.map(({ population }) => population);
    expect(all.count).toBe(scopes.reduce((sum, { atStart, appeared }) => sum + atStart + appeared, 0));
    expect(all.count).toBe(
      await counted(`select count(*) from (select distinct scope, key, incarnation from resource where ${THERE})`),
    );
    const within = await listed("items");
    const ids = new Set(all.rows.map(({ id }) => id));
    expect(within.rows.every(({ id }) => ids.has(id))).toBe(true);
    expect(within.rows.every(({ place }) => place === "production" || place === "supporting")).toBe(true);
    const outside = all.rows.filter(({ place }) => place === "sandbox" || place === "out").length;
    expect(within.count).toBe(all.count - outside);
  });

  test("items of a control: each resource on which one of its checks was judged", async () => {
    const { rows } = await listed("items", "--control", "NL-NET-02");
    const judged = await counted(`select count(*) from (select distinct scope, key, incarnation from result
      where check_id = 'object-storage-not-public' and answer in ('pass', 'fail', 'indeterminate')
      and from_time < '2026-10-01T00:00:00.000Z' and (to_time is null or to_time > '2026-07-01T00:00:00.000Z'))`);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.length).toBeLessThanOrEqual(judged);
    expect((await listed("items", "--control", "NL-NET-02", "--place", "all")).rows).toHaveLength(judged);
  });

  test("people: the users of accounts and directories, by reference", async () => {
    const { rows, count } = await listed("people", "--place", "all");
    expect(count).toBe(
      await counted(`select count(*) from (select distinct scope, key, incarnation from resource where ${THERE}
        and type in ('AWS::IAM::User', 'admin.directory/users', 'microsoft.graph/userRegistrationDetails'))`),
    );
    expect(count).toBeGreaterThan(5);
    expect(rows.every(({ name }) => name === null)).toBe(true);
  });

  test("observed changes: a row a record, and nothing of what was there when its type was read first", async () => {
    const { rows, count } = await listed("observed-changes", "--place", "all");
    const over = (column: string) =>
      `${column} >= '2026-07-01T00:00:00.000Z' and ${column} < '2026-10-01T00:00:00.000Z'`;
    expect(count).toBe(
      await counted(`select count(*) from (
        select record from resource where baseline = 0 and ${over("first_seen")}
        union select departed_record from resource where departed_record is not null and ${over("departed")}
        union select record from result where transition in ('drift', 'recovered') and ${over("from_time")})`),
    );
    expect(count).toBeGreaterThan(10);
    expect(rows.some(({ said }) => said?.includes("drift to fail"))).toBe(true);
  });
});

test("a complete example has nothing recorded in it, and its sample is marked so", async () => {
  const { status, stdout } = await runCommand(["population", "--ledger", ledger, "--period", "2026-Q3"]);
  expect(status).toBe(0);
  expect(stdout).toContain(
    'Not recorded: the ledger is an example that is complete. A sample that is drawn of it is marked "not recorded".',
  );
  expect((await listed("items")).recorded).toBeNull();
});

test.each<readonly [string, readonly string[], string]>([
  [
    "a period that goes on",
    ["--period", "2026-Q4"],
    "and the newest seal was made at 2026-10-07T07:00:30.000Z. Name a period that has ended",
  ],
  [
    "another kind",
    ["--period", "2026-Q3", "--of", "cats"],
    "population --of: found cats, expected one of items, failures, days, runs, people, observed-changes",
  ],
  [
    "another place",
    ["--period", "2026-Q3", "--place", "out"],
    "population --place: found out, expected within (the boundary) or all",
  ],
  [
    "an unknown control",
    ["--period", "2026-Q3", "--control", "NL-X"],
    "population --control: found NL-X, expected NL-ENC-01, ",
  ],
  [
    "an unknown scope",
    ["--period", "2026-Q3", "--scope", "aws/1"],
    "population --scope: found aws/1, expected aws/111122223333, ",
  ],
  ["an unknown type", ["--period", "2026-Q3", "--type", "Cat"], "population --type: found Cat, expected "],
])("refused in one line: %s", async (_, args, expected) => {
  const { status, stdout, stderr } = await runCommand(["population", "--ledger", ledger, ...args]);
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toContain(expected);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});
