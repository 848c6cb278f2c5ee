// What a second source counted of a unit: in the record where there is such a count, and said to people where it differs.
import { beforeAll, expect, test } from "vitest";
import type { Reader } from "../../../collectors/port.ts";
import type { RunResult } from "../../../observation/run.ts";
import { observeEvent } from "../../support/ledger/change-batch.ts";
import { CHECKS } from "../../support/ledger/checks.ts";
import { Cloud, REGION } from "../../support/ledger/cloud.ts";
import { readSegments } from "../../support/ledger/read-segments.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

const A = "aws/111111111111";
const B = "aws/222222222222";
const BUCKETS = `AWS::S3::Bucket@${REGION}`;

/** Counts two buckets in every scope, whatever is there. */
const counting = (reader: Reader): Reader => ({
  ...reader,
  lanes: reader.lanes,
  scopes: reader.scopes,
  async read(request, emit) {
    const reading = await reader.read(request, emit);
    return {
      ...reading,
      units: reading.units.map((unit) => (unit.unit === BUCKETS ? { ...unit, expected: 2 } : unit)),
    };
  },
});

let home: TemporaryLedger;
let result: RunResult;
beforeAll(async () => {
  home = await TemporaryLedger.create();
  const cloud = new Cloud(home.clock.text);
  cloud.bucket(A, "one", "own key");
  cloud.bucket(A, "two", "own key");
  cloud.bucket(B, "three", "own key");
  result = await home.run({ reader: counting(cloud), run: "first" });
});

const query = (...args: readonly string[]) => runCliInTurn(["query", "--ledger", home.root, ...args]);

test("it stands in the row of its unit, and in no other", () => {
  expect(result.failed.size).toBe(0);
  const rows = readSegments(home, A)
    .flatMap(({ records }) => records)
    .filter(({ type }) => type === "coverage")
    .flatMap(({ body }) => body["units"] as { readonly unit: string }[]);
  expect(rows.length).toBeGreaterThan(1);
  for (const row of rows) {
    if (row.unit === BUCKETS) expect(row).toMatchObject({ listed: 2, observed: 2, expected: 2 });
    else expect(row).not.toHaveProperty("expected");
  }
});

test("a query says so of each scope, and in words where the counts differ", async () => {
  const { scopes } = JSON.parse((await query("--json")).stdout) as { readonly scopes: readonly unknown[] };
  expect(scopes).toMatchObject([
    { scope: A, counted: [{ unit: BUCKETS, listed: 2, expected: 2 }] },
    { scope: B, counted: [{ unit: BUCKETS, listed: 1, expected: 2 }] },
  ]);
  const { stdout } = await query();
  expect(stdout).toContain(`${B} ${BUCKETS}: 1 listed, the second source counted 2`);
  expect(stdout).not.toContain(`${A} ${BUCKETS}: `);
});

test("a query over a period says so too, though a batch of events came last, which counts nothing", async () => {
  const copy = home.copy();
  const cloud = new Cloud(copy.clock.text);
  for (const key of ["one", "two"]) cloud.bucket(A, key, "own key");
  cloud.bucket(B, "three", "own key");
  cloud.bucket(A, "one", "default");
  await observeEvent(copy, { scope: A, reader: cloud, checks: CHECKS }, { key: "one", unit: BUCKETS });
  const to = new Date(Date.parse(copy.clock.text()) + 1).toISOString();
  copy.clock.advance(600);
  // The run seals the batch.
  await copy.run({ reader: cloud, run: "second" });
  const { stdout } = await runCliInTurn(["query", "--ledger", copy.root, "--json", "--from", "2020-01-01", "--to", to]);
  const { scopes } = JSON.parse(stdout) as { readonly scopes: readonly unknown[] };
  expect(scopes).toMatchObject([
    { scope: A, segments: 2, counted: [{ unit: BUCKETS, listed: 2, expected: 2 }] },
    { scope: B, segments: 1, counted: [{ unit: BUCKETS, listed: 1, expected: 2 }] },
  ]);
});
