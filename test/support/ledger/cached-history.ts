// Makes a short hourly history in an S3 server, with caches, and carries out its next run again and again: each time from the
// same moment, with other caches or a changed server.
import { join } from "node:path";
import { formatTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { News } from "../../../alerts/news/news.ts";
import type { SegmentCache } from "../../../ledger/read/cache/segment-cache.ts";
import { createKeyFile, openKeyFile } from "../../../ledger/signers/key-file.ts";
import type { Signer } from "../../../ledger/signers/signer.ts";
import { createLedger } from "../../../ledger/write/create-ledger.ts";
import { MemoryS3, type Counts } from "../servers/memory-s3.ts";
import { Cloud } from "./cloud.ts";
import { PLACE, stepStores } from "./step-stores.ts";
import { StepwiseRuns, type Step } from "./stepwise-run.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { SCHEDULE, TestClock } from "./temporary-ledger.ts";

const ORIGIN = "example.test/tidemark";

export const SCOPES = ["aws/111111111111", "aws/222222222222"] as const;

/** Runs in a first week; the next restates what they found. */
const EARLY = 4;
/** Runs before the one that is tried: caches of 10 segments are there for each step that keeps any. */
const RUNS = EARLY + 13;
const HOUR_MS = 3_600_000;
const WEEK_AND_DAY_MS = 8 * 86_400_000;

/** The result of the run that is tried. `problem`: why it did not end; null where it did. */
export type Tried = {
  /** Every object of the ledger, by key. */
  readonly ledger: ReadonlyMap<string, Buffer>;
  readonly news: News | null;
  readonly problem: string | null;
  readonly counts: Partial<Record<Step, Counts>>;
  /** What became of the caches, by step. */
  readonly caches: Partial<Record<Step, SegmentCache["counts"]>>;
};

export class CachedHistory {
  readonly s3: MemoryS3;
  readonly #clock = new TestClock();
  readonly #cloud: Cloud;
  readonly #signer: Signer;
  readonly #kept: "own key" | "default";
  /** The objects of the server before the run that is tried. */
  #before: ReadonlyMap<string, Buffer> = new Map();

  private constructor(s3: MemoryS3, signer: Signer, kept: "own key" | "default") {
    this.s3 = s3;
    this.#signer = signer;
    this.#kept = kept;
    this.#cloud = new Cloud(this.#clock.text);
  }

  /** `kept`: how a bucket is encrypted that never changes. Two histories of one ledger may differ in it. */
  static async create(kept: "own key" | "default" = "own key"): Promise<CachedHistory> {
    const key = join(temporaryDirectory(), "signing.pem");
    await createKeyFile(key);
    const s3 = await MemoryS3.start();
    const history = new CachedHistory(s3, await openKeyFile(key, ORIGIN), kept);
    await createLedger(s3.store(PLACE.prefix, history.#clock.now), {
      v: 1,
      kind: "genesis",
      legalEntity: "Example GmbH",
      system: "Example",
      origin: ORIGIN,
      mode: "local",
      retentionDays: 0,
      continues: null,
      salt: "0".repeat(64),
      created: history.#clock.text(),
    });
    const steps = history.#steps();
    for (let run = 0; run < RUNS; run += 1) await steps.run(history.#slot(run));
    history.#before = s3.contents();
    return history;
  }

  stop(): Promise<void> {
    return this.s3.stop();
  }

  /** The caches that are there before the run that is tried, by their keys in the work bucket. */
  get caches(): Map<string, Buffer> {
    return new Map([...this.#before].filter(([key]) => key.startsWith("cache/")));
  }

  /** The objects of the ledger before that run, by key. */
  get ledger(): Map<string, Buffer> {
    return ledgerIn(this.#before);
  }

  /** The next run, with these caches and these objects of the ledger. */
  async tried(caches: ReadonlyMap<string, Buffer>, ledger: ReadonlyMap<string, Buffer> = this.ledger): Promise<Tried> {
    const under = [...ledger].map(([key, bytes]) => [`${PLACE.prefix}${key}`, bytes] as const);
    this.s3.restore(new Map([...under, ...caches]));
    const slot = this.#slot(RUNS);
    const counts: Tried["counts"] = {};
    const of: Tried["caches"] = {};
    const steps = this.#steps((step, cache) => (of[step] = cache.counts));
    this.s3.counts = { put: 0, list: 0, get: 0 };
    const problem = await steps
      .run(slot, (step) => {
        counts[step] = this.s3.counts;
        this.s3.counts = { put: 0, list: 0, get: 0 };
      })
      .then(() => null)
      .catch((error: Error) => `${error.name}: ${error.message}`);
    return { ledger: ledgerIn(this.s3.contents()), news: steps.news, problem, counts, caches: of };
  }

  #steps(opened?: (step: Step, cache: SegmentCache) => void): StepwiseRuns {
    const open = stepStores(this.s3, this.#clock, opened);
    return new StepwiseRuns(open, this.#signer, this.#clock, { cloud: this.#cloud, schedule: SCHEDULE });
  }

  /** The slot of a run, at whose time the clock then stands; some of the runs find a change. */
  #slot(run: number): string {
    const slot = parseTimestamp(SCHEDULE.from) + run * HOUR_MS + (run < EARLY ? 0 : WEEK_AND_DAY_MS);
    this.#clock.ms = slot + 60_000;
    for (const scope of SCOPES) {
      this.#cloud.bucket(scope, `kept of ${scope}`, this.#kept);
      // It fails in the first week and recovers in the run that is tried: only what is restated says what opened the failure.
      this.#cloud.bucket(scope, `changed of ${scope}`, run >= 2 && run < RUNS ? "default" : "own key");
      if (run >= EARLY + 5) this.#cloud.bucket(scope, `later of ${scope}`, "default");
    }
    return formatTimestamp(slot);
  }
}

const ledgerIn = (objects: ReadonlyMap<string, Buffer>): Map<string, Buffer> =>
  new Map(
    [...objects].flatMap(([key, bytes]) =>
      key.startsWith(PLACE.prefix) ? [[key.slice(PLACE.prefix.length), bytes] as const] : [],
    ),
  );

/** Keys of the objects that only one of two ledgers has, or that differ. */
export const differences = (a: ReadonlyMap<string, Buffer>, b: ReadonlyMap<string, Buffer>): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((key) => !(a.get(key) ?? NONE).equals(b.get(key) ?? NONE)).toSorted();

const NONE = Buffer.from("none");
