// Slots that a seal shows to be missed: each told once, when its grace has ended, and the same ones that verify names.
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { EVENTS } from "../../../alerts/events/event-schema.ts";
import { eventsOf } from "../../../alerts/events/events.ts";
import { mailOf } from "../../../alerts/mail/mail.ts";
import { missedBy, type MissedSlots } from "../../../alerts/news/missed-slots.ts";
import { isQuiet, newsOf } from "../../../alerts/news/news.ts";
import { policyInForce } from "../../../audit/standing/in-force/policy-in-force.ts";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import type { Schedule } from "../../../evidence-schema/documents/document-schema.ts";
import { formatTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { NewestSeal } from "../../../ledger/read/ledger.ts";
import { runOfSlot } from "../../../observation/plan/slot.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { SCHEDULE, TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { runs } from "../../support/scale.ts";

const A = "aws/111111111111";
const at = (clock: string): string => `2026-09-01T${clock}:00.000Z`;

/** A ledger with seals as they are asked for. Hourly slots from seven o'clock on, ten minutes of grace, unless said otherwise. */
class Seals {
  readonly home: TemporaryLedger;
  readonly #cloud: Cloud;
  #runs = 0;

  constructor(home: TemporaryLedger) {
    this.home = home;
    this.#cloud = new Cloud(home.clock.text);
    this.#cloud.bucket(A, "one", "own key");
  }

  async seal(time: string, slot: string | null = null, schedule: Schedule | null = SCHEDULE): Promise<void> {
    this.home.clock.ms = parseTimestamp(time);
    this.#runs += 1;
    const run = slot === null ? `manual-${this.#runs}` : runOfSlot(slot);
    await this.home.run({ reader: this.#cloud, run, slot, schedule });
  }

  /** What the seal at each place tells. */
  async told(): Promise<MissedSlots[][]> {
    const { store, id } = await this.home.open();
    const log = await SealedLog.open(store);
    const told: MissedSlots[][] = [];
    for (let place = 0; place < log.size; place += 1) told.push(await missedBy({ store, ledger: id, log }, place));
    return told;
  }
}

let seals: Seals;
beforeEach(async () => {
  seals = new Seals(await TemporaryLedger.create());
});

describe("a slot", () => {
  test("whose run is sealed within its grace, or a little early, is not missed", async () => {
    await seals.seal(at("06:30"));
    await seals.seal(at("07:10"), at("07:00"));
    await seals.seal(at("07:58"), at("08:00"));
    await seals.seal(at("09:30"), at("09:00"));
    expect((await seals.told()).slice(0, 3)).toEqual([[], [], []]);
  });

  test("is no news while its run may still come", async () => {
    await seals.seal(at("06:30"));
    await seals.seal(at("07:05"));
    await seals.seal(at("07:09"), at("07:00"));
    await seals.seal(at("08:05"));
    expect(await seals.told()).toEqual([[], [], [], []]);
  });

  test("is told once, by the first seal after its grace", async () => {
    await seals.seal(at("06:30"));
    await seals.seal(at("07:05"));
    await seals.seal(at("07:10"));
    await seals.seal(at("07:11"));
    await seals.seal(at("07:12"));
    expect(await seals.told()).toEqual([[], [], [], [{ first: at("07:00"), count: 1 }], []]);
  });

  test("whose run is sealed too late is missed: by that seal, or by one before it", async () => {
    await seals.seal(at("06:30"));
    await seals.seal(at("07:15"), at("07:00"));
    await seals.seal(at("08:20"));
    await seals.seal(at("08:25"), at("08:00"));
    expect(await seals.told()).toEqual([
      [],
      [{ first: at("07:00"), count: 1 }],
      [{ first: at("08:00"), count: 1 }],
      [],
    ]);
  });
});

test("slots that follow each other are one line, and one that was observed stands between two", async () => {
  await seals.seal(at("06:30"));
  await seals.seal(at("09:05"), at("09:00"));
  await seals.seal(at("12:30"));
  expect(await seals.told()).toEqual([[], [{ first: at("07:00"), count: 2 }], [{ first: at("10:00"), count: 3 }]]);
});

test("a schedule counts from the seal that names it to the next one", async () => {
  await seals.seal(at("06:30"), null, null);
  await seals.seal(at("08:30"));
  await seals.seal(at("10:30"), null, null);
  await seals.seal(at("13:30"));
  expect(await seals.told()).toEqual([[], [], [{ first: at("09:00"), count: 2 }], []]);
});

test("a grace longer than that of the schedule now in force is waited for", async () => {
  const patient: Schedule = { ...SCHEDULE, graceSeconds: 3600 };
  await seals.seal(at("06:30"), null, patient);
  await seals.seal(at("07:20"));
  await seals.seal(at("07:50"));
  await seals.seal(at("08:05"));
  expect(await seals.told()).toEqual([[], [], [], [{ first: at("07:00"), count: 1 }]]);
});

test("a long silence under a short schedule is one line", async () => {
  const everyMinute: Schedule = { ...SCHEDULE, everySeconds: 60, graceSeconds: 0 };
  await seals.seal("2026-09-01T07:00:30.000Z", null, everyMinute);
  await seals.seal("2026-10-01T07:00:30.000Z", null, everyMinute);
  expect(await seals.told()).toEqual([[], [{ first: at("07:01"), count: 30 * 1440 }]]);
});

test("an event and the mail say which, and how many", async () => {
  await seals.seal(at("06:30"));
  await seals.seal(at("09:30"));
  const ledger = await seals.home.open();
  const newest = (await ledger.newestSeal()) as NewestSeal;
  const evidence = { store: ledger.store, ledger: ledger.id, log: await SealedLog.open(ledger.store) };
  const news = await newsOf(evidence, await policyInForce(ledger, newest), 1);
  expect(isQuiet(news)).toBe(false);
  const teller = { ledger: ledger.id, genesis: ledger.genesis, controls: null };
  const events = eventsOf(news, teller).filter(({ type }) => type === "Run Missed");
  expect(events).toMatchObject([{ detail: { slot: at("07:00"), slots: 3 } }]);
  for (const { detail } of events) EVENTS["Run Missed"].parse(detail);
  const { subject, text } = await mailOf(news, teller, { nameOf: () => Promise.resolve("") }, "ledger");
  expect(subject).toMatch(/^Tidemark Example: 3 runs missed/);
  expect(text).toContain(
    `Missed runs\n  slot ${at("07:00")} and the 2 after it: no run was sealed in time, and a later run cannot make up for this. See docs/runbook.md`,
  );
});

/** The slots of a gap, each by itself: schedules here are hourly. */
const slotsOf = ({ first, count }: MissedSlots): string[] =>
  Array.from({ length: count }, (_, k) => formatTimestamp(parseTimestamp(first) + k * 3_600_000));

test("what all seals tell is what verify names, where the grace has ended", async () => {
  const step = fc.record({ minutes: fc.integer({ min: 1, max: 95 }), slot: fc.boolean(), patient: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      const history = new Seals(await TemporaryLedger.create());
      const made = new Set<string>();
      for (const { minutes, slot: wanted, patient } of steps) {
        history.home.clock.advance(minutes * 60);
        const time = history.home.clock.text();
        const hour = `${time.slice(0, 13)}:00:00.000Z`;
        const slot = wanted && hour >= SCHEDULE.from && !made.has(hour) ? hour : null;
        if (slot !== null) made.add(slot);
        await history.seal(time, slot, { ...SCHEDULE, graceSeconds: patient ? 3600 : 600 });
      }
      const told = (await history.told()).flat();
      const slots = told.flatMap(slotsOf);
      // A slot of the last hour may still be within its grace: verify asks until then, a seal tells no earlier.
      const missed = (await history.home.verify()).missed.flatMap(slotsOf);
      const last = history.home.clock.ms;
      const decided = missed.filter((slot) => parseTimestamp(slot) + 3_600_000 < last);
      expect(slots).toEqual(slots.toSorted());
      expect(new Set(slots).size).toBe(slots.length);
      expect(missed).toEqual(expect.arrayContaining(slots));
      expect(slots).toEqual(expect.arrayContaining(decided));
    }),
    { numRuns: runs(40) },
  );
});
