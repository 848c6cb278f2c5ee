// Makes a small random ledger through the code that writes real ones: what changes in the clouds, who reads them when, and what is claimed.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { objectStorageEncryptedAtRest } from "../../../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { networkFlowLogsOn } from "../../../checks/logging/network-flow-logs-on/index.ts";
import type { Schedule } from "../../../evidence-schema/documents/document-schema.ts";
import { formatTrust } from "../../../evidence-schema/log/trust.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { ObservationError } from "../../../observation/observation-error.ts";
import { recordWaivers } from "../../../observation/plan/record-waivers.ts";
import type { ConfiguredCheck } from "../../../observation/plan/tests-document.ts";
import { observeBatch } from "../ledger/change-batch.ts";
import { TemporaryLedger, TestClock } from "../ledger/temporary-ledger.ts";
import { Random } from "../model/simulation/random.ts";
import { BUCKETS, RandomClaims } from "./random-claims.ts";
import { BUCKET, FLOW_LOG, RandomCloud, REGION, VPC, type Thing } from "./random-cloud.ts";

const A = "aws/111111111111";
const B = "aws/222222222222";
/** Found at some time, and perhaps enrolled or excluded later. */
const C = "aws/333333333333";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type RandomEstate = {
  readonly home: TemporaryLedger;
  /** A part of the time that the ledger tells of, as options of commands. */
  readonly window: { readonly from: string; readonly to: string; readonly zone: string };
};

/** The same ledger for the same seed. */
export async function randomEstate(seed: number): Promise<RandomEstate> {
  return new Making(seed).make();
}

class Making {
  readonly #random: Random;
  readonly #clock = new TestClock();
  readonly #cloud: RandomCloud;
  readonly #claims: RandomClaims;
  readonly #begin: number;
  readonly #schedule: Schedule | null;
  readonly #every: number;
  readonly #slots: number;
  /** How often something can't be read, and how often something fails. */
  readonly #trouble: number;
  readonly #failing: number;
  #parameters = { traffic: "REJECT", own: true, asked: 2 };
  /** How scope C stands. */
  #third: "unknown" | "found" | "enrolled" | "excluded" = "unknown";
  #incarnations = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
    const random = this.#random;
    // In the second the clocks of Europe are put back.
    this.#begin = Date.parse(random.pick(["2026-09-01T00:00:00.000Z", "2026-10-19T00:00:00.000Z"]));
    const [hours, slots] = random.pick([
      [24, 11],
      [24, 11],
      [12, 14],
      [6, 12],
      [1, 12],
    ] as const);
    this.#trouble = random.pick([0, 0.02, 0.07]);
    this.#failing = random.pick([0.1, 0.2, 0.4]);
    this.#every = hours * HOUR;
    this.#slots = slots;
    this.#clock.ms = this.#begin;
    this.#schedule = random.chance(0.1)
      ? null
      : {
          v: 1,
          kind: "schedule",
          everySeconds: hours * 3600,
          from: new Date(this.#begin + random.pick([0, 0, 6]) * HOUR).toISOString(),
          graceSeconds: random.pick([600, 3600]),
          eventCadenceSeconds: 3600,
        };
    this.#cloud = new RandomCloud(this.#clock.now, () => (this.#clock.ms += random.pick([0, 1000, 60_000])));
    this.#cloud.lane = random.pick(["memory", "aws-config"]);
    this.#cloud.lagSeconds = random.pick([0, 0, 1800]);
    this.#claims = new RandomClaims(random, [A, B], this.#begin, (slots * hours) / 24);
  }

  async make(): Promise<RandomEstate> {
    const random = this.#random;
    const home = await TemporaryLedger.create(this.#clock);
    writeFileSync(join(home.home, "trust.txt"), formatTrust(home.trust));
    for (const scope of [A, B, C]) this.#settle(scope);
    const first = this.#schedule === null ? this.#begin : Date.parse(this.#schedule.from);
    for (let slot = 0; slot < this.#slots; slot += 1) {
      const at = first + slot * this.#every;
      if (slot === 0 || !random.chance(this.#trouble * 2)) await this.#runFor(home, at, slot === 0);
      while (random.chance(0.3)) {
        this.#to(at + random.between(5, this.#every / 60_000 - 5) * 60_000);
        this.#change();
        await (random.chance(0.8) ? this.#event(home) : this.#byHand(home));
      }
      for (let times = random.between(0, 3); times > 0; times -= 1) this.#change();
    }
    return { home, window: this.#window(first) };
  }

  #to(ms: number): void {
    this.#clock.ms = Math.max(this.#clock.ms + 1000, ms);
  }

  async #runFor(home: TemporaryLedger, slot: number, isFirst: boolean): Promise<void> {
    const random = this.#random;
    const late = random.pick([0, 0, 0, 30, 300, 1200, -60]) * 1000;
    this.#to(slot + (isFirst ? Math.max(0, late) : late));
    const isMade = this.#schedule !== null && this.#clock.ms < slot + this.#every - 120_000;
    await this.#run(home, isMade ? new Date(slot).toISOString() : null);
  }

  async #byHand(home: TemporaryLedger): Promise<void> {
    await this.#run(home, null);
  }

  /** Draws who and what can't be read in a run, and makes it. */
  async #run(home: TemporaryLedger, slot: string | null): Promise<void> {
    const random = this.#random;
    const cloud = this.#cloud;
    cloud.denied.clear();
    cloud.closed.clear();
    for (const scope of [A, B, C])
      for (const type of [BUCKET, VPC, FLOW_LOG])
        if (random.chance(this.#trouble)) cloud.denied.add(`${scope} ${type}`);
    if (random.chance(this.#trouble)) cloud.closed.add(B);
    // A run by hand with answers that are older than those before is refused.
    cloud.age = slot !== null && random.chance(0.1) ? random.pick([600, 7200]) : 0;
    if (random.chance(0.05)) this.#changeTests();
    this.#third = this.#thirdNext();
    cloud.known = this.#third === "unknown" ? [A, B] : [A, B, C];
    cloud.unlisted = random.chance(0.05) ? ["organizations/root"] : [];
    const policy = this.#claims.next();
    await recordWaivers(await home.open(), this.#clock, policy.waivers, "role/tidemark");
    const enrolled = this.#third === "enrolled" ? [A, B, C] : [A, B];
    await home.run({
      reader: cloud,
      run: slot === null ? `manual-${this.#clock.ms}` : `slot-${slot}`,
      slot,
      schedule: this.#schedule,
      policy,
      checks: this.#checks(),
      labels: ["env"],
      scopes: enrolled.map((scope) => ({ scope, regions: [REGION] })),
      excluded:
        this.#third === "excluded" ? [{ scope: C, reason: "Nothing of ours.", approver: "role:Security lead" }] : [],
      ...(slot === null && random.chance(0.3) ? { only: new Set([A]) } : {}),
    });
  }

  async #event(home: TemporaryLedger): Promise<void> {
    const random = this.#random;
    const cloud = this.#cloud;
    const scope = random.pick([A, B]);
    const named = random.some([...BUCKETS, "net-1", "log-1"], 0.4).slice(0, 2);
    cloud.denied.clear();
    if (random.chance(0.1)) cloud.denied.add(`${scope} ${BUCKET}`);
    const typeOf = (key: string): string => (key === "net-1" ? VPC : key === "log-1" ? FLOW_LOG : BUCKET);
    const time = this.#clock.text();
    const events = named.map((key) => ({ id: `${key} ${time}`, key, unit: unitOf(typeOf(key), REGION), time }));
    if (events.length === 0) return;
    const isObserved = (await home.open())
      .newestSeal()
      .then((newest) => newest?.seal.scopes.some((row) => row.scope === scope && row.seq >= 0));
    if ((await isObserved) !== true) return;
    // A scope that was silent when the tests changed takes no events until its next run.
    await observeBatch(home, { scope, reader: cloud, checks: this.#checks() }, events).catch((error: unknown) => {
      if (!(error instanceof ObservationError)) throw error;
    });
  }

  #checks(): ConfiguredCheck[] {
    const { traffic, own, asked } = this.#parameters;
    const all: ConfiguredCheck[] = [
      { check: networkFlowLogsOn, parameters: { trafficTypes: [traffic] } },
      { check: objectStorageEncryptedAtRest, parameters: { requireCustomerKey: own } },
    ];
    return asked === 2 ? all : [all[asked] as ConfiguredCheck];
  }

  #changeTests(): void {
    const random = this.#random;
    const { traffic, own, asked } = this.#parameters;
    this.#parameters = random.pick([
      { traffic: traffic === "REJECT" ? "ACCEPT" : "REJECT", own, asked },
      { traffic, own: !own, asked },
      { traffic, own, asked: asked === 2 ? random.below(2) : 2 },
    ]);
  }

  #thirdNext(): "unknown" | "found" | "enrolled" | "excluded" {
    const random = this.#random;
    if (!random.chance(0.12)) return this.#third;
    if (this.#third === "unknown") return random.pick(["found", "enrolled", "excluded"]);
    if (this.#third === "found") return random.pick(["found", "enrolled", "excluded"]);
    return random.pick(["enrolled", "excluded"]);
  }

  /** What is in a scope at first. */
  #settle(scope: string): void {
    for (const key of this.#random.some(BUCKETS, 0.6)) this.#put(scope, key);
    if (this.#random.chance(0.7)) this.#put(scope, "net-1");
    if (this.#random.chance(0.8)) this.#put(scope, "log-1");
  }

  #change(): void {
    const random = this.#random;
    const scope = random.pick([A, A, B, C]);
    const key = random.pick([...BUCKETS, ...BUCKETS, "net-1", "log-1", "log-1"]);
    if (random.chance(0.15)) this.#cloud.things(scope).delete(key);
    else this.#put(scope, key);
  }

  /** Puts a thing there, or changes the one that is there; now and then another takes its place. */
  #put(scope: string, key: string): void {
    const random = this.#random;
    const now = this.#clock.text();
    const there = this.#cloud.things(scope).get(key);
    const isNew = there === undefined || random.chance(0.15);
    const changed = random.chance(0.8) ? now : null;
    if (isNew) this.#incarnations += 1;
    const incarnation = isNew ? String(this.#incarnations) : there.incarnation;
    const created = isNew ? (random.chance(0.5) ? now : null) : there.created;
    const labels: Thing["labels"] = random.chance(0.2) ? { env: random.pick(["test", "live"]) } : {};
    this.#cloud.things(scope).set(key, { ...this.#drawn(key), incarnation, created, changed, labels });
  }

  #drawn(key: string): Pick<Thing, "type" | "body"> {
    const random = this.#random;
    if (key === "net-1") return { type: VPC, body: { VpcId: "vpc-1" } };
    if (key === "log-1") {
      const body = {
        ResourceId: "vpc-1",
        FlowLogStatus: "ACTIVE",
        TrafficType: random.chance(this.#failing) ? "ACCEPT" : "REJECT",
      };
      return { type: FLOW_LOG, body };
    }
    const own = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "key" };
    const rule = random.chance(1 - this.#failing) ? own : { SSEAlgorithm: "AES256" };
    const configuration = { Rules: [{ ApplyServerSideEncryptionByDefault: rule }] };
    return { type: BUCKET, body: { BucketEncryption: { ServerSideEncryptionConfiguration: configuration } } };
  }

  /** The whole time, or a part of it that begins and ends with days, or in the middle of one. */
  #window(first: number): RandomEstate["window"] {
    const random = this.#random;
    const zone = random.pick(["UTC", "UTC", "Europe/Berlin", "America/New_York"]);
    const end = this.#clock.ms;
    const days = Math.max(1, Math.ceil((end - this.#begin) / DAY));
    if (random.chance(0.3)) {
      const from = first + random.between(0, Math.floor((end - first) / HOUR / 2)) * HOUR;
      const to = Math.min(end - 1, from + random.between(1, Math.ceil((end - from) / HOUR)) * HOUR);
      return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), zone };
    }
    const from = random.between(0, Math.floor(days / 2));
    const to = random.between(from, days);
    const day = (number: number): string => new Date(this.#begin + number * DAY).toISOString().slice(0, 10);
    return { from: day(from), to: day(to), zone };
  }
}
