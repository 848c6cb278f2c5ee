// Makes a ledger of many runs in an S3 server, and counts what one more run asks of it.
import { join } from "node:path";
import type { Schedule } from "../../../evidence-schema/documents/document-schema.ts";
import { formatTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { createKeyFile, openKeyFile } from "../../../ledger/signers/key-file.ts";
import { createLedger } from "../../../ledger/write/create-ledger.ts";
import { Ledger } from "../../../ledger/read/ledger.ts";
import type { Signer } from "../../../ledger/signers/signer.ts";
import type { Store } from "../../../ledger/store.ts";
import { observe } from "../../../observation/run.ts";
import { runOfSlot } from "../../../observation/plan/slot.ts";
import { MemoryS3, type Counts } from "../servers/memory-s3.ts";
import { CHECKS } from "./checks.ts";
import { Cloud, REGION } from "./cloud.ts";
import { PLACE, stepStores } from "./step-stores.ts";
import { StepwiseRuns, type Opened, type Step } from "./stepwise-run.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { BY, SCHEDULE as HOURLY, TestClock } from "./temporary-ledger.ts";

/** Daily, so that a full segment comes every seven runs: a chain is read from there on, and a long history made soon. */
const DAILY = 86_400;
const ORIGIN = "example.test/tidemark";

type Making = {
  readonly page?: number;
  readonly everySeconds?: number;
  readonly caches?: boolean;
  readonly buckets?: number;
};

type Made = {
  readonly clock: TestClock;
  readonly scopes: readonly string[];
  readonly schedule: Schedule;
  readonly caches: boolean;
  readonly buckets: number;
};

export class LongHistory {
  readonly #s3: MemoryS3;
  readonly #clock: TestClock;
  readonly #cloud: Cloud;
  readonly #signer: Signer;
  readonly #ledger: Ledger<Store>;
  readonly #stepwise: StepwiseRuns;
  readonly #schedule: Schedule;
  /** Runs that were made. */
  runs = 0;

  private constructor(
    s3: MemoryS3,
    signer: Signer,
    ledger: Ledger<Store>,
    { clock, scopes, schedule, caches, buckets }: Made,
  ) {
    this.#s3 = s3;
    this.#clock = clock;
    this.#cloud = new Cloud(clock.text);
    this.#signer = signer;
    this.#ledger = ledger;
    for (const scope of scopes)
      for (let i = 0; i < buckets; i += 1) this.#cloud.bucket(scope, `${i} of ${scope}`, "own key");
    this.#schedule = schedule;
    const open = stepStores(s3, this.#clock);
    const bare = async (step: Step): Promise<Opened> => ({ store: (await open(step)).store });
    this.#stepwise = new StepwiseRuns(caches ? open : bare, signer, this.#clock, { cloud: this.#cloud, schedule });
  }

  /**
   * `page`: keys that S3 lists at once; `caches`: whether functions keep segments beside the ledger; `buckets`: of each scope.
   * Few have a full segment as soon as deltas have 64 KiB.
   */
  static async create(
    scopes: readonly string[],
    { page = 1000, everySeconds = DAILY, caches = true, buckets = 1 }: Making = {},
  ): Promise<LongHistory> {
    const key = join(temporaryDirectory(), "signing.pem");
    await createKeyFile(key);
    const s3 = await MemoryS3.start(page);
    const schedule = { ...HOURLY, everySeconds };
    const clock = new TestClock(parseTimestamp(schedule.from));
    const store = s3.store(PLACE.prefix, clock.now);
    await createLedger(store, {
      v: 1,
      kind: "genesis",
      legalEntity: "Example GmbH",
      system: "Example",
      origin: ORIGIN,
      mode: "local",
      retentionDays: 0,
      continues: null,
      salt: "0".repeat(64),
      created: "2026-09-01T06:00:00.000Z",
    });
    const made = { clock, scopes, schedule, caches, buckets };
    return new LongHistory(s3, await openKeyFile(key, ORIGIN), await Ledger.open(store), made);
  }

  get objects(): number {
    return this.#s3.size;
  }

  stop(): Promise<void> {
    return this.#s3.stop();
  }

  /** The slot of the next run, at whose time the clock then stands. */
  #nextSlot(): string {
    const { from, everySeconds } = this.#schedule;
    const slot = parseTimestamp(from) + this.runs * (everySeconds ?? DAILY) * 1000;
    this.#clock.ms = slot + 60_000;
    this.runs += 1;
    return formatTimestamp(slot);
  }

  /** One more run in which nothing changed, by the writers at once and past the server. */
  async pass(): Promise<void> {
    const slot = this.#nextSlot();
    this.#stepwise.toldElsewhere();
    await observe({
      ledger: this.#ledger,
      signer: this.#signer,
      clock: this.#clock,
      reader: this.#cloud,
      checks: CHECKS,
      labels: [],
      scopes: this.#cloud.scopes.map((scope) => ({ scope, regions: [REGION] })),
      excluded: [],
      schedule: this.#schedule,
      by: BY,
      code: { v: 1, kind: "code", sources: [] },
      run: runOfSlot(slot),
      slot,
      person: (_provider, value) => `person:${value}`,
      remember: () => {},
    });
  }

  /** One more, step by step, through the server: its requests by step. */
  async count(): Promise<{ readonly [step in Step]: Counts }> {
    const counts: Partial<Record<Step, Counts>> = {};
    this.#s3.counts = { put: 0, list: 0, get: 0 };
    await this.#stepwise.run(this.#nextSlot(), (step) => {
      counts[step] = this.#s3.counts;
      this.#s3.counts = { put: 0, list: 0, get: 0 };
    });
    return counts as { readonly [step in Step]: Counts };
  }

  /** Lines of a scope since its latest full segment began: equal distances have equal numbers. */
  async sinceFull(scope: string): Promise<number> {
    const row = (await this.#ledger.newestSeal())?.seal.scopes.find((each) => each.scope === scope);
    return row === undefined || row.full === null ? -1 : row.seq - row.full.seq;
  }
}
