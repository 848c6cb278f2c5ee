// Everything that the processes of a history share: objects, the work bucket, the estate, the company's config, and the record
// of what was put by whom.
import { sha256Hex } from "../../../../evidence-schema/bytes/digest.ts";
import { canonicalLine } from "../../../../evidence-schema/bytes/canonical.ts";
import { GENESIS_KEY } from "../../../../evidence-schema/keys/object-key.ts";
import { formatTimestamp, parseTimestamp } from "../../../../evidence-schema/bytes/timestamp.ts";
import { parseVerifierKey } from "../../../../evidence-schema/log/verifier-key.ts";
import { parseTrust } from "../../../../evidence-schema/log/trust.ts";
import type { Signer } from "../../../../ledger/signers/signer.ts";
import { LOG, LOG_2, ORIGIN } from "../../forge/keys.ts";
import { Company } from "../estate/company.ts";
import { Estate } from "../estate/estate.ts";
import { MAX_OFF_MS, mishapsOf, Process } from "./process.ts";
import { Random } from "./random.ts";
import { Simulation } from "./simulation.ts";

/** The first slot of all histories. */
export const FIRST_SLOT = parseTimestamp("2026-09-01T07:00:00.000Z");

const GENESIS = canonicalLine({
  v: 1,
  kind: "genesis",
  legalEntity: "Example GmbH",
  system: "Example",
  origin: ORIGIN,
  mode: "local",
  retentionDays: 0,
  continues: null,
  salt: "0".repeat(64),
  created: formatTimestamp(FIRST_SLOT - 1_800_000),
});
const TRUST = `ledger ${sha256Hex(GENESIS)}\nlog ${LOG.vkey}\nlog ${LOG_2.vkey}\nquorum none\n`;

/** A ledger's trust file, as text and as it is read. */
export const MODEL_TRUST = { text: TRUST, trust: parseTrust(TRUST), ledger: sha256Hex(GENESIS) };

/** How a process ended. */
export type Ending<T> =
  | { readonly is: "done"; readonly value: T }
  | { readonly is: "failed"; readonly error: Error }
  | { readonly is: "killed" };

export class World {
  readonly random: Random;
  readonly simulation = new Simulation(FIRST_SLOT - 1_500_000);
  readonly objects = new Map<string, Buffer>([[GENESIS_KEY, GENESIS]]);
  readonly estate: Estate;
  readonly company: Company;
  /** Keys that nobody honest put. */
  readonly garbage = new Set<string>();
  /** State roots that writers were told, by segment key. */
  readonly told = new Map<string, string>();
  /** What must never happen and did. */
  readonly surprises: string[] = [];
  /** The history in plain words, one line a step; null where nobody asks for it. */
  readonly story: string[] | null;
  readonly counts = { crashes: 0, restarts: 0, retries: 0, refused: 0, keyChanges: 0, disowned: 0, ends: 0 };
  /** Which keys of the log programs have. */
  keyStage: "one key" | "two keys" | "changed" = "one key";
  readonly firstKey = LOG.vkey;
  #operator: Promise<unknown> = Promise.resolve();
  readonly #keeps = new Map<string, Map<string, Buffer>>();
  readonly #storeOffset: number;
  #processes = 0;
  #runs = 0;

  constructor(seed: number, isTold: boolean) {
    this.random = new Random(seed);
    this.story = isTold ? [] : null;
    this.#storeOffset = this.random.chance(0.8) ? 0 : this.random.between(-MAX_OFF_MS, MAX_OFF_MS);
    this.estate = new Estate(this);
    this.company = new Company(this.random);
  }

  /** Milliseconds since 1970 by the store's own clock. */
  get storeTime(): number {
    return this.simulation.now + this.#storeOffset;
  }

  get time(): string {
    return formatTimestamp(this.simulation.now);
  }

  say(who: string, what: string): void {
    this.story?.push(`${this.time.slice(11, 23)} ${who}: ${what}`);
  }

  /** An id for a run by hand. */
  handRun(what: string): string {
    return `${what}-${(this.#runs += 1)}`;
  }

  /** Puts an object where none is. */
  put(who: string, key: string, bytes: Buffer): "created" | "exists" {
    const answer = this.objects.has(key) ? "exists" : "created";
    if (answer === "created") this.objects.set(key, bytes);
    if (!(answer === "exists" && key.startsWith("documents/"))) this.say(who, `puts ${key}: ${answer}`);
    return answer;
  }

  /** What a run keeps beside the ledger: put first stays. */
  keep(run: string): Map<string, Buffer> {
    let keep = this.#keeps.get(run);
    if (keep === undefined) this.#keeps.set(run, (keep = new Map()));
    return keep;
  }

  /** What a program signs with: through the overlap some have the key before, and some the next one. */
  signer(process: Process): Signer {
    const isFirst = this.keyStage === "one key" || (this.keyStage === "two keys" && this.random.chance(0.5));
    return isFirst
      ? signing(process, LOG, this.keyStage === "one key" ? [LOG] : [LOG, LOG_2])
      : this.nextSigner(process);
  }

  nextSigner(process: Process): Signer {
    return signing(process, LOG_2, [LOG, LOG_2]);
  }

  /** Does what an operator does once what operators did before is done: two at once would be in each other's way. */
  alone(act: () => Promise<void>): Promise<void> {
    const done = this.#operator.then(act);
    this.#operator = done;
    return done;
  }

  /** Runs `body` as a process of its own. What it throws is told, and never thrown here. */
  async process<T>(name: string, body: (process: Process) => Promise<T>): Promise<Ending<T>> {
    this.#processes += 1;
    const who = `${name} (process ${this.#processes})`;
    return new Promise((resolve) => {
      const onDeath = (): void => {
        this.counts.crashes += 1;
        this.say(who, "is killed");
        resolve({ is: "killed" });
      };
      const process = new Process(who, this.simulation, this.random, { mishaps: mishapsOf(this.random), onDeath });
      this.say(who, "begins");
      body(process).then(
        (value) => {
          this.say(who, "is done");
          resolve({ is: "done", value });
        },
        (error: unknown) => {
          const thrown = error as Error;
          this.say(who, `gives up: ${thrown.message}`);
          if (SHRUNK.test(thrown.message)) this.counts.refused += 1;
          if (!EXPECTED.has(thrown.name)) this.surprises.push(`${who} threw ${thrown.stack}`);
          resolve({ is: "failed", error: thrown });
        },
      );
    });
  }
}

function signing(process: Process, key: typeof LOG, trusted: readonly (typeof LOG)[]): Signer {
  return {
    name: key.name,
    verifierKey: key.vkey,
    trusted: { logs: trusted.map(({ vkey }) => ({ key: parseVerifierKey(vkey), url: null })), untils: [] },
    sign: (text) => process.call("sign", () => key.sign(text)),
  };
}

/** What writers may say where they can't go on. */
const EXPECTED = new Set(["StoreError", "ObservationError", "NeedsRead"]);

/** What is said where the config leaves out a scope that was accounted for. */
const SHRUNK = /^\S+(?:, \S+)* was monitored or excluded in the last run /;
