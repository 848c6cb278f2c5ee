// Runs a slot as a deployment does, each step by a ledger that it opens for itself: plan, read, assess, seal, tell.
// The bodies are those of functions/, over the project's own steps.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { readRoster, readSchedule, type Schedule } from "../../../evidence-schema/documents/document-schema.ts";
import { Ledger } from "../../../ledger/read/ledger.ts";
import type { SegmentCache } from "../../../ledger/read/cache/segment-cache.ts";
import { NO_LANDMARKS, type Landmarks } from "../../../ledger/read/listing/landmarks.ts";
import { readLeaf } from "../../../ledger/read/log-tail.ts";
import { sealRun } from "../../../ledger/seal/seal.ts";
import { refuseShrunkRoster } from "../../../ledger/seal/shrunk-roster.ts";
import type { Signer } from "../../../ledger/signers/signer.ts";
import type { Store } from "../../../ledger/store.ts";
import { earliestRecord } from "../../../ledger/write/earliest-record.ts";
import type { WritableLedger } from "../../../ledger/write/writable-ledger.ts";
import { newsOf, type News } from "../../../alerts/news/news.ts";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import { policyInForce } from "../../../audit/standing/in-force/policy-in-force.ts";
import { headOf } from "../../../observation/head.ts";
import { Tests } from "../../../observation/judging/evaluate.ts";
import { appendScope } from "../../../observation/observe-scope.ts";
import { beginRun } from "../../../observation/plan/begin-run.ts";
import { plannedUnits, ranked } from "../../../observation/plan/plan.ts";
import { rosterOf } from "../../../observation/plan/roster.ts";
import { runOfSlot, slotBefore } from "../../../observation/plan/slot.ts";
import { KeptAnswers, type RunScratch } from "../../../observation/reading/kept-answers.ts";
import { readParts } from "../../../observation/reading/read-parts.ts";
import { keepPlan, landmarksIn, readPlan } from "../../../observation/reading/run-plan.ts";
import { CHECKS } from "./checks.ts";
import { REGION, type Cloud } from "./cloud.ts";
import { BY, type TestClock } from "./temporary-ledger.ts";

const PEOPLE = { person: (_provider: string, value: string) => `person:${value}`, remember: () => undefined };

export type Step = "plan" | "read" | "assess" | "seal" | "tell";

/** As a step opens the ledger's store for itself, with the cache of its own function. */
export type Opened = { readonly store: Store; readonly cache?: SegmentCache | null };

export class StepwiseRuns {
  readonly #open: (step: Step) => Promise<Opened>;
  readonly #signer: Signer;
  readonly #clock: TestClock;
  readonly #cloud: Cloud;
  readonly #schedule: Schedule;
  readonly #kept = new Map<string, Buffer>();
  /** What the last run told. */
  news: News | null = null;
  #cursor: { readonly place: number; readonly index: number } | null = null;

  constructor(
    open: (step: Step) => Promise<Opened>,
    signer: Signer,
    clock: TestClock,
    { cloud, schedule }: { readonly cloud: Cloud; readonly schedule: Schedule },
  ) {
    this.#open = open;
    this.#signer = signer;
    this.#clock = clock;
    this.#cloud = cloud;
    this.#schedule = schedule;
  }

  /** Runs a slot; `after` is called after each step. */
  async run(slot: string, after: (step: Step) => void = () => undefined): Promise<void> {
    const run = runOfSlot(slot);
    await this.#plan(run, slot);
    after("plan");
    for (const scope of this.#cloud.scopes) await this.#read(run, scope);
    after("read");
    for (const scope of this.#cloud.scopes) await this.#assess(run, scope);
    after("assess");
    await this.#seal(run);
    after("seal");
    await this.#tell();
    after("tell");
  }

  /** Somebody else told what was sealed by now: the next run tells its own seal alone. */
  toldElsewhere(): void {
    this.#cursor = null;
  }

  #keepOf(run: string): RunScratch {
    return {
      get: (name) => Promise.resolve(this.#kept.get(`${run}/${name}`) ?? null),
      put: (name, bytes) => {
        if (!this.#kept.has(`${run}/${name}`)) this.#kept.set(`${run}/${name}`, bytes);
        return Promise.resolve();
      },
    };
  }

  async #ledger(step: Step, landmarks: Landmarks): Promise<WritableLedger> {
    const { store, cache = null } = await this.#open(step);
    return Ledger.open(store, { landmarks, cache });
  }

  get #watched() {
    return this.#cloud.scopes.map((scope) => ({ scope, regions: [REGION] }));
  }

  get #tests(): Tests {
    return new Tests(CHECKS, this.#cloud, []);
  }

  async #plan(run: string, slot: string): Promise<void> {
    const clock = this.#clock;
    const ledger = await this.#ledger(
      "plan",
      await landmarksIn(this.#keepOf(runOfSlot(slotBefore(slot, this.#schedule)))),
    );
    const newest = await ledger.newestSeal();
    if ((await ledger.end()) !== null) throw new Error("ended");
    if ((await ledger.sealOf(run, earliestRecord(slot), newest)) !== null) throw new Error("sealed already");
    const roster = rosterOf(this.#watched, [], this.#cloud.scopes, []);
    refuseShrunkRoster(roster, newest);
    const { documents } = await beginRun(ledger, clock, {
      newest,
      tests: this.#tests.bytes,
      schedule: this.#schedule as Json,
      scopes: this.#watched,
      listed: {},
      roster,
      code: { v: 1, kind: "code", sources: [] },
      policy: null,
      queries: null,
      functions: { "seal-run": BY.code },
      sealer: BY.code,
      principal: BY.principal,
    });
    const began = clock.text();
    const { landmarks } = ledger;
    await keepPlan(this.#keepOf(run), {
      run,
      slot,
      began,
      documents,
      roster,
      scopes: this.#cloud.scopes,
      landmarks,
    });
  }

  async #read(run: string, scope: string): Promise<void> {
    const keep = this.#keepOf(run);
    const ledger = await this.#ledger("read", (await readPlan(keep)).landmarks);
    const enrolled = { scope, regions: [REGION] };
    await readParts({
      ledger,
      keep,
      reader: this.#cloud,
      tests: this.#tests,
      people: PEOPLE,
      scopes: [{ enrolled, units: ranked(CHECKS, plannedUnits(CHECKS, enrolled)) }],
      attempt: 1,
      from: { scope: 0, part: 0 },
      deadline: Number.POSITIVE_INFINITY,
      clock: this.#clock,
    });
  }

  async #assess(run: string, scope: string): Promise<void> {
    const keep = this.#keepOf(run);
    const plan = await readPlan(keep);
    const ledger = await this.#ledger("assess", plan.landmarks);
    const enrolled = { scope, regions: [REGION] };
    const units = ranked(CHECKS, plannedUnits(CHECKS, enrolled));
    const answering = new KeptAnswers(keep, { scope, attempt: 1 }, { units, head: () => headOf(ledger, scope) });
    const read = await answering.whole(enrolled);
    await appendScope(
      {
        ledger,
        clock: this.#clock,
        answering,
        checks: CHECKS,
        tests: this.#tests,
        documents: plan.documents,
        roster: readRoster(await ledger.document("roster", plan.documents.roster)),
        by: BY,
        began: plan.began,
        run,
        trigger: "slot",
        slot: plan.slot,
        notBefore: slotBefore(
          plan.slot,
          readSchedule(await ledger.document("schedule", plan.documents.schedule as string)),
        ),
        restarts: new Map(),
      },
      read,
    );
  }

  async #seal(run: string): Promise<void> {
    const { slot, began, documents, roster, landmarks } = await readPlan(this.#keepOf(run));
    const ledger = await this.#ledger("seal", landmarks);
    const [observed, failed] = [new Map(), new Map()];
    const toSeal = { run, trigger: "slot", slot, began, by: BY, documents, roster, observed, failed } as const;
    await sealRun(ledger, this.#signer, this.#clock, toSeal);
  }

  async #tell(): Promise<void> {
    const ledger = await this.#ledger("tell", NO_LANDMARKS);
    const log = await SealedLog.open(ledger.store, this.#cursor);
    const evidence = { store: ledger.store, ledger: ledger.id, log, cache: ledger.cache };
    for (let place = this.#cursor === null ? log.size - 1 : this.#cursor.place + 1; place < log.size; place += 1) {
      const index = log.indexAt(place);
      const { leaf } = await readLeaf(ledger.store, index);
      if (leaf?.kind !== "seal") throw new Error("no seal");
      this.news = await newsOf(evidence, await policyInForce(ledger, { seal: leaf }, log), place);
      this.#cursor = { place, index };
    }
  }
}
