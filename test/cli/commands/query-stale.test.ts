// `tidemark query --as-of`, by the real program, where data became too old to count: from when on, and by which policy.
import { beforeAll, expect, test } from "vitest";
import { readConfig } from "../../../config/define-config.ts";
import { policyOf, type Policy } from "../../../config/policy.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { runCliInTurn } from "../../support/ledger/run-cli-in-turn.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { CONFIG, ONE } from "../situations/one-control.ts";

const counting = (staleAfter: string): Policy =>
  policyOf(readConfig({ ...CONFIG, staleAfter }, "c.ts"), () => "person:none");

let home: TemporaryLedger;
beforeAll(async () => {
  home = await TemporaryLedger.create();
  const cloud = new Cloud(home.clock.text);
  cloud.bucket(ONE, "one", "own key");
  const run = async (day: number, staleAfter: string): Promise<void> => {
    home.clock.ms = Date.parse(`2026-09-${String(day).padStart(2, "0")}T06:00:00.000Z`);
    await home.run({ reader: cloud, run: `of-${day}`, policy: counting(staleAfter) });
  };
  await run(1, "P1D");
  await run(11, "P30D");
  await run(21, "PT12H");
});

type Row = {
  readonly outcome: string;
  readonly from: string | null;
  readonly problem: { readonly code: string } | null;
};
async function asOf(instant: string, ...args: readonly string[]): Promise<Row> {
  const asked = ["query", "--ledger", home.root, "--as-of", instant, "--check", "object-storage-encrypted-at-rest"];
  const { stdout } = await runCliInTurn([...asked, "--json", ...args]);
  return (JSON.parse(stdout) as { results: [Row] }).results[0];
}
const stale = (from: string | null): object => ({ outcome: "indeterminate", from, problem: { code: "stale" } });

// The policy that was in force at the instant decides, whatever later runs say.
test.each<[string, object]>([
  ["2026-09-01T06:00:00.000Z", { outcome: "pass" }],
  ["2026-09-02T05:59:59.999Z", { outcome: "pass" }],
  ["2026-09-02T06:00:00.000Z", stale("2026-09-02T06:00:00.000Z")],
  ["2026-09-10T00:00:00.000Z", stale("2026-09-02T06:00:00.000Z")],
  ["2026-09-11T06:00:00.000Z", { outcome: "pass" }],
  ["2026-09-20T00:00:00.000Z", { outcome: "pass" }],
  ["2026-09-21T17:59:59.999Z", { outcome: "pass" }],
  ["2026-09-21T18:00:00.000Z", stale("2026-09-21T18:00:00.000Z")],
  ["2026-11-01", stale("2026-09-21T18:00:00.000Z")],
])("as of %s", async (instant, expected) => {
  expect(await asOf(instant)).toMatchObject(expected);
});

test("by data the newest policy decides, since only records say when a policy came", async () => {
  expect(await asOf("2026-09-01T17:59:59.999Z", "--by", "data")).toMatchObject({ outcome: "pass" });
  expect(await asOf("2026-09-01T18:00:00.000Z", "--by", "data")).toMatchObject(stale("2026-09-01T18:00:00.000Z"));
});
