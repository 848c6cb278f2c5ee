// A unit that is read every third slot: in between its kept answer counts, with the data time that it has.
import { beforeEach, expect, test } from "vitest";
import type { PlannedUnit, ReadRequest, ScopeReading, Snapshot } from "../../../collectors/port.ts";
import { unitOf, type CoverageRow } from "../../../evidence-schema/record/record.ts";
import { formatTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { RunResult } from "../../../observation/run.ts";
import { runOfSlot } from "../../../observation/plan/slot.ts";
import { REGION } from "../../support/ledger/cloud.ts";
import { LiveCloud } from "../../support/ledger/live-cloud.ts";
import { SCHEDULE, TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

const A = "aws/111111111111";
const BUCKETS = unitOf("AWS::S3::Bucket", REGION);
const HOUR_MS = 3_600_000;

/** Keeps what it read of buckets for three slots, as a report is kept that the cloud makes every four hours. */
class SlowCloud extends LiveCloud {
  #kept: { readonly items: readonly Snapshot[]; readonly reading: ScopeReading } | null = null;
  #reads = 0;

  override async read(request: ReadRequest, emit: (item: Snapshot) => void): Promise<ScopeReading> {
    const isSlow = ({ type, region }: PlannedUnit): boolean => unitOf(type, region) === BUCKETS;
    const reading = await super.read({ ...request, units: request.units.filter((unit) => !isSlow(unit)) }, emit);
    if (this.#reads % 3 === 0) {
      const items: Snapshot[] = [];
      const units = request.units.filter(isSlow);
      this.#kept = { reading: await super.read({ ...request, units }, (item) => items.push(item)), items };
    }
    this.#reads += 1;
    for (const item of this.#kept?.items ?? []) emit(item);
    return { ...reading, units: [...reading.units, ...(this.#kept?.reading.units ?? [])] };
  }
}

let home: TemporaryLedger;
let cloud: SlowCloud;
/** The slot of the run that comes next. */
let next: number;
beforeEach(async () => {
  home = await TemporaryLedger.create();
  cloud = new SlowCloud(home.clock.text);
  cloud.bucket(A, "bucket", "own key");
  cloud.put(A, "vpc", "AWS::EC2::VPC", { VpcId: "vpc-1" });
  next = parseTimestamp(SCHEDULE.from);
});

/** The run of the next slot, a minute after it. */
async function slot(): Promise<RunResult> {
  const at = formatTimestamp(next);
  home.clock.ms = next + 60_000;
  next += HOUR_MS;
  return home.run({ reader: cloud, run: runOfSlot(at), slot: at, schedule: SCHEDULE });
}

const row = ({ observed }: RunResult): CoverageRow | undefined =>
  observed[0]?.coverage.flatMap(({ units }) => units).find(({ unit }) => unit === BUCKETS);
const told = ({ observed }: RunResult): unknown[] =>
  (observed[0]?.changes ?? []).map((change) => [
    change.key,
    change.is === "finding" ? change.finding.transition : change.reason,
    ...(change.is === "finding" ? [change.since] : []),
  ]);
const since = (hour: string): string => `2026-09-01T${hour}:01:00.000Z`;

test("every row is complete with its true data time, and nothing changes where nothing did", async () => {
  const results = [await slot()];
  for (let more = 6; more > 0; more -= 1) results.push(await slot());
  const times = ["07", "07", "07", "10", "10", "10", "13"].map(since);
  expect(results.map((each) => row(each))).toMatchObject(
    times.map((dataTime) => ({ complete: true, dataTime, listed: 1, observed: 1 })),
  );
  expect(results.slice(1).flatMap(told)).toEqual([]);
  expect(new Set(results.map(({ observed }) => observed[0]?.root)).size).toBe(1);
  const { violations, verdict } = await home.verify();
  expect([verdict, violations]).toEqual(["INTACT", []]);
});

test("verify says that it was answered as of before the slot before", async () => {
  for (let slots = 7; slots > 0; slots -= 1) await slot();
  const { notObserved } = await home.verify();
  // At 09:00 as of 07:01, and again at 12:00 as of 10:01: 59 minutes before the slot before, at most.
  expect(notObserved.filter((each) => each.includes(BUCKETS))).toEqual([
    expect.stringMatching(
      `^Unit ${BUCKETS} of scope ${A} was answered with data older than the previous slot in 2 slots`,
    ),
  ]);
  expect(notObserved.some((each) => each.includes("VPC"))).toBe(false);
});

test("a change is told when the unit is read again, as of then; so is a resource that is gone", async () => {
  cloud.bucket(A, "another", "own key");
  await slot();
  cloud.bucket(A, "bucket", "default");
  cloud.remove(A, "another");
  expect([told(await slot()), told(await slot())]).toEqual([[], []]);
  expect(told(await slot())).toEqual([
    ["another", "gone"],
    ["bucket", "drift", since("10")],
  ]);
  expect((await home.verify()).verdict).toBe("INTACT");
});

test("a slot for which nothing else was read either has not looked", async () => {
  await slot();
  cloud = new SlowCloud(() => since("07"));
  cloud.bucket(A, "bucket", "own key");
  await slot();
  const { failed, sealed } = await slot();
  expect(failed.get(A)).toMatch(`older than the slot before this slot (2026-09-01T08:00:00.000Z)`);
  expect(sealed.seal.scopes).toMatchObject([
    { scope: A, view: "failed" },
    { scope: "tidemark/ledger", view: "silent" },
  ]);
  expect((await home.verify()).violations).toEqual([]);
});
