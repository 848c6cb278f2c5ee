// Runs that would say more than was looked at: refused whole before anything is written, or scope by scope.
import { beforeEach, describe, expect, test } from "vitest";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { RunOptions, RunResult } from "../../observation/run.ts";
import { runOfSlot } from "../../observation/plan/slot.ts";
import { Cloud } from "../support/ledger/cloud.ts";
import { A, B, ObservedCloud } from "../support/ledger/observed-cloud.ts";
import type { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";
import { SCHEDULE } from "../support/ledger/temporary-ledger.ts";

const SLOT = "2026-09-01T07:00:00.000Z";

let made: ObservedCloud;
let home: TemporaryLedger;
let cloud: Cloud;
/** Seconds by which what the cloud answers is older than now. */
let age: number;
/** Both accounts in a new ledger, before any run. */
async function found(): Promise<void> {
  age = 0;
  made = await ObservedCloud.of((clock) => new Cloud(() => formatTimestamp(clock.ms - age * 1000)));
  ({ home, cloud } = made);
  cloud.bucket(A, "one", "own key");
  cloud.bucket(B, "two", "own key");
}

beforeEach(async () => {
  await found();
  await run("first");
  home.clock.advance(3600);
});

const run = (id: string, members?: Partial<RunOptions>): Promise<RunResult> => made.runAfter(0, id, members);

const slotted = { slot: SLOT, schedule: SCHEDULE };
const rules = async (): Promise<string[]> => (await home.verify()).violations.map(({ rule }) => rule);

/** What a run is refused with; nothing of it was written. */
async function refused(members: Partial<RunOptions> = {}): Promise<Error> {
  const before = home.digests();
  const error = await run("refused", members).then(
    () => null,
    (caught: unknown) => caught as Error,
  );
  expect(home.digests()).toEqual(before);
  expect(error).not.toBeNull();
  return error as Error;
}

describe("a roster", () => {
  const onlyA = [{ scope: A, regions: ["eu-central-1"] }];

  test("that lacks a scope of the last run is refused", async () => {
    const { name, message } = await refused({ scopes: onlyA });
    expect({ name, message }).toEqual({
      name: "StoreError",
      message: `${B} was monitored or excluded in the last run but is no longer in the config. Put it back, or add it to excluded with a reason and an approver. Nothing was written`,
    });
  });

  test("that excludes it with reason and approver is sealed, and the scope may stay out", async () => {
    const excluded = [{ scope: B, reason: "sold", approver: "the CISO" }];
    const { sealed } = await run("second", { scopes: onlyA, excluded });
    expect(sealed.seal.roster).toMatchObject({ enrolled: [A], excluded });
    home.clock.advance(60);
    await run("third", { scopes: onlyA, excluded });
    const { violations, notObserved } = await home.verify();
    expect(violations).toEqual([]);
    expect(notObserved.join("\n")).toMatch(`Scope ${B} is excluded`);
    expect(notObserved.join("\n")).toMatch("(approved by the CISO): sold. It was enrolled before.");
  });

  test("may grow", async () => {
    cloud.bucket("aws/333333333333", "three", "own key");
    expect((await run("second")).sealed.seal.roster.enrolled).toEqual([A, B, "aws/333333333333"]);
    expect(await rules()).toEqual([]);
  });
});

describe("a slot", () => {
  beforeEach(async () => {
    await found();
    await run("first", { schedule: SCHEDULE });
    home.clock.advance(3600);
  });

  test("is refused without a schedule, off its grid, before its start and where it has none", async () => {
    const said: string[] = [];
    for (const [slot, schedule] of [
      [SLOT, null],
      ["2026-09-01T06:59:59.999Z", SCHEDULE],
      ["2026-09-01T06:00:00.000Z", SCHEDULE],
      [SLOT, { ...SCHEDULE, everySeconds: null }],
    ] as const) {
      const { name, message } = await refused({ slot, schedule });
      expect(name).toBe("ObservationError");
      said.push(message);
    }
    const grid = `a slot of the schedule (every 3600 s from ${SLOT})`;
    expect(said.slice(0, 3)).toEqual([
      `slot ${SLOT} is not on the schedule, expected a schedule in the config. Nothing was written`,
      `slot 2026-09-01T06:59:59.999Z is not on the schedule, expected ${grid}. Nothing was written`,
      `slot 2026-09-01T06:00:00.000Z is not on the schedule, expected ${grid}. Nothing was written`,
    ]);
    expect(said[3]).toMatch(/^slot 2026-09-01T07:00:00.000Z is not on the schedule, expected /);
  });

  test("has a run of its own name, which no other run may have", async () => {
    const ids = [
      ["slot", SLOT],
      [runOfSlot("2026-09-01T08:00:00.000Z"), SLOT],
      [runOfSlot(SLOT), null],
      ["slot-by-hand", null],
    ] as const;
    const said: string[] = [];
    for (const [id, slot] of ids) said.push((await refused({ run: id, slot, schedule: SCHEDULE })).message);
    const free = "an id that does not begin with slot-, since it is for no slot";
    expect(said).toEqual([
      `run slot: expected ${runOfSlot(SLOT)}. Nothing was written`,
      `run slot-2026-09-01T08:00:00.000Z: expected ${runOfSlot(SLOT)}. Nothing was written`,
      `run ${runOfSlot(SLOT)}: expected ${free}. Nothing was written`,
      `run slot-by-hand: expected ${free}. Nothing was written`,
    ]);
  });

  test("that is sealed after its grace stays missed", async () => {
    home.clock.advance(SCHEDULE.graceSeconds);
    const inTime = home.copy();
    await inTime.run({ reader: cloud, run: runOfSlot(SLOT), ...slotted });
    expect((await inTime.verify()).violations).toEqual([]);
    home.clock.advance(1);
    await run(runOfSlot(SLOT), slotted);
    expect(await rules()).toEqual(["W1"]);
  });

  test("takes data as of the slot before it, and none older: the scope is sealed as failed", async () => {
    age = 3600;
    const inTime = home.copy();
    const { failed } = await inTime.run({ reader: cloud, run: runOfSlot(SLOT), ...slotted });
    expect([...failed]).toEqual([]);
    home.clock.advance(60);
    await run("by hand");
    age += 61;
    // Not older than what was seen last, so that the slot alone is what refuses it.
    const stale = new Cloud(() => "2026-09-01T06:59:59.999Z");
    stale.bucket(A, "one", "own key");
    stale.bucket(B, "two", "own key");
    home.clock.ms += 3_540_000;
    const slot = "2026-09-01T08:00:00.000Z";
    const result = await run(runOfSlot(slot), { reader: stale, slot, schedule: SCHEDULE });
    const why = (scope: string): string =>
      `${scope}: the answers are as of 2026-09-01T06:59:59.999Z, older than the slot before this slot (${SLOT}). Give newer exports. Nothing was appended`;
    expect(Object.fromEntries(result.failed)).toEqual({ [A]: why(A), [B]: why(B) });
    expect(result.sealed.seal.scopes.map(({ scope, view, problem }) => [scope, view, problem])).toEqual([
      [A, "failed", why(A)],
      [B, "failed", why(B)],
      ["tidemark/ledger", "silent", null],
    ]);
    // By hand the same is no more than what was seen before.
    await run("by hand again", { reader: stale });
  });
});

describe("data", () => {
  test("from the future is refused, but for what two clocks may differ by", async () => {
    age = -121;
    const { message } = await refused();
    expect(message).toMatch(/rule R9: expected [^\n]+ not after 2026-09-01T07:02:00.000Z, found 2026-09-01T07:02:01/);
    age = -120;
    await run("second");
    expect(await rules()).toEqual([]);
  });

  test("older than the last is refused if any unit is older and none newer", async () => {
    age = 3600 + 1;
    const { message } = await refused();
    expect(message.split("\n")).toEqual(
      [A, B].map(
        (scope) =>
          `${scope}: the answers are as of 2026-09-01T05:59:59.000Z, older than the last observation (2026-09-01T06:00:00.000Z). Give newer exports. Nothing was appended`,
      ),
    );
    // One unit that is as old as before does not make the others young enough.
    mixed({ "AWS::S3::Bucket": 3601, other: 3600 });
    expect((await refused()).message).toContain("older than the last observation");
    mixed({ "AWS::S3::Bucket": 3601, other: 3599 });
    expect((await run("second")).failed.size).toBe(0);
    expect(await rules()).toEqual([]);
  });
});

/** Makes units answer as of different moments: ages in seconds, by type. */
function mixed(ages: { readonly "AWS::S3::Bucket": number; readonly other: number }): void {
  const read = Cloud.prototype.read.bind(cloud);
  cloud.read = async (request, emit) => {
    age = ages["AWS::S3::Bucket"];
    const reading = await read(request, emit);
    const dataTime = formatTimestamp(home.clock.ms - ages.other * 1000);
    const units = reading.units.map((each) => (each.unit.startsWith("AWS::S3::Bucket") ? each : { ...each, dataTime }));
    return { ...reading, units };
  };
}
