// A ledger of hourly slots as the real writers leave it, under a clock of its own: with all that happens in months.
import fc from "fast-check";
import { observeBatch } from "../change-batch.ts";
import { A, B, BUCKETS } from "../observed-cloud.ts";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import type { Schedule } from "../../../../evidence-schema/documents/document-schema.ts";
import { sealKey } from "../../../../evidence-schema/keys/object-key.ts";
import { formatTimestamp, parseTimestamp } from "../../../../evidence-schema/bytes/timestamp.ts";
import { appendActs } from "../../../../ledger/write/acts.ts";
import { newestNoted } from "../../../../ledger/read/log-tail.ts";
import type { RunOptions } from "../../../../observation/run.ts";
import { runOfSlot } from "../../../../observation/plan/slot.ts";
import { CHECKS } from "../checks.ts";
import { Cloud, REGION } from "../cloud.ts";
import { writeGarbage } from "../garbage.ts";
import { SCHEDULE, TemporaryLedger } from "../temporary-ledger.ts";

const HOUR_MS = 3_600_000;
const START = parseTimestamp(SCHEDULE.from);

/** What happens beside the run of a slot; most hours nothing does. */
type Hour = {
  readonly happens:
    "nothing" | "drift" | "event" | "act" | "run by hand" | "bad leaf" | "garbage" | "excluded" | "grace";
  /** Seconds between the slot and its run; below 0 the writer's clock is late. */
  readonly after: number;
};

const HOURS: fc.Arbitrary<Hour> = fc.record({
  happens: fc.oneof(
    { weight: 12, arbitrary: fc.constant("nothing" as const) },
    { weight: 8, arbitrary: fc.constantFrom("drift" as const, "event", "act", "run by hand") },
    { weight: 2, arbitrary: fc.constantFrom("bad leaf" as const, "garbage", "excluded", "grace") },
  ),
  after: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 500 }) }, fc.integer({ min: -110, max: -1 })),
});

export type HourlyLedger = { readonly home: TemporaryLedger; readonly first: number; readonly last: number };

/** Observes as many slots; `seed` decides what happens. Every slot has its run in time, so that the whole is INTACT. */
export async function hourlyLedger(slots: number, seed: number): Promise<HourlyLedger> {
  const home = await TemporaryLedger.create();
  const cloud = new Cloud(home.clock.text);
  cloud.bucket(A, "one", "own key");
  cloud.bucket(B, "two", "own key");
  const hours = fc.sample(HOURS, { numRuns: slots, seed });
  const story = new Story(home, cloud);
  for (const [i, hour] of hours.entries()) await story.hour(START + i * HOUR_MS, hour);
  return { home, first: START, last: home.clock.ms };
}

class Story {
  readonly #home: TemporaryLedger;
  readonly #cloud: Cloud;
  #schedule: Schedule = SCHEDULE;
  #isExcluded = false;
  #encrypted = true;
  #count = 0;

  constructor(home: TemporaryLedger, cloud: Cloud) {
    this.#home = home;
    this.#cloud = cloud;
  }

  async hour(slot: number, { happens, after }: Hour): Promise<void> {
    const { clock } = this.#home;
    this.#count += 1;
    if (happens === "drift") this.#drift();
    if (happens === "grace")
      this.#schedule = { ...SCHEDULE, graceSeconds: this.#schedule.graceSeconds === 600 ? 1200 : 600 };
    if (happens === "excluded") this.#isExcluded = !this.#isExcluded;
    if (happens === "bad leaf") await this.#badLeaf();
    if (happens === "garbage") await this.#restart();
    // The clock never goes back: an hour in which much happened begins where it ended.
    clock.ms = Math.max(clock.ms + 1, slot + after * 1000);
    await this.#observe(runOfSlot(formatTimestamp(slot)), formatTimestamp(slot));
    clock.advance(900);
    if (happens === "event") await this.#event();
    if (happens === "act") await this.#act();
    if (happens === "run by hand") await this.#observe(`hand-${this.#count}`, null);
  }

  async #observe(run: string, slot: string | null, members: Partial<RunOptions> = {}): Promise<void> {
    const scopes = [A, B].filter((scope) => scope !== B || !this.#isExcluded);
    const excluded = this.#isExcluded ? [{ scope: B, reason: "a test", approver: "CISO" }] : [];
    await this.#home.run({
      reader: this.#cloud,
      run,
      slot,
      schedule: this.#schedule,
      scopes: scopes.map((scope) => ({ scope, name: null, regions: [REGION], leftOut: [] })),
      excluded,
      ...members,
    });
  }

  #drift(): void {
    this.#encrypted = !this.#encrypted;
    this.#cloud.bucket(A, "one", this.#encrypted ? "own key" : "default");
  }

  async #event(): Promise<void> {
    this.#drift();
    const { clock } = this.#home;
    const event = { id: `event-${this.#count}`, time: clock.text(), key: "one", unit: BUCKETS };
    clock.advance(5);
    await observeBatch(this.#home, { scope: A, reader: this.#cloud, checks: CHECKS }, [event]);
  }

  async #act(): Promise<void> {
    const body = { principal: "role/tidemark", subject: "one", about: null, text: `looked at it ${this.#count}` };
    await appendActs(await this.#home.open(), this.#home.clock, `act-${this.#count}`, [{ type: "response", body }]);
  }

  // Whoever can write there can put a leaf; the next seal names it void.
  async #badLeaf(): Promise<void> {
    const index = (await newestNoted(this.#home.store())) + 1;
    if (index > 0) writeFileSync(join(this.#home.root, sealKey(index)), `{"v":1,"what":"no leaf ${this.#count}"}\n`);
  }

  async #restart(): Promise<void> {
    if (this.#count === 1) return;
    writeGarbage(this.#home, A, "no JSON");
    const restarts = new Map([[A, { reason: "garbage in a test", principal: "person:me" }]]);
    this.#home.clock.advance(5);
    await this.#observe(`restart-${this.#count}`, null, { restarts, only: new Set([A]) });
  }
}
