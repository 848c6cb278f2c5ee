// One process of a history: its own clock, its own pace, and what befalls it: it is killed, it stalls, a call of it fails.
import { StoreError } from "../../../../ledger/store.ts";
import type { Clock } from "../../../../ledger/write/append.ts";
import type { Random } from "./random.ts";
import type { Simulation } from "./simulation.ts";

/** What becomes of one call. `unasked`: it fails before it took effect; `unanswered`: it took effect, and its answer is lost. */
type Fate = "answered" | "unasked" | "unanswered" | "killed after";

export type Mishap = {
  /** The number of the call that it befalls, from 1. */
  readonly call: number;
  readonly is: "killed before" | "killed after" | "unasked" | "unanswered" | "stalls";
};

/** Clocks of honest machines are at most so far off. */
export const MAX_OFF_MS = 119_000;
const LONGEST_STALL_MS = 1_500_000;
const NEVER = new Promise<never>(() => undefined);

export class Process {
  readonly name: string;
  readonly #simulation: Simulation;
  readonly #random: Random;
  readonly #offset: number;
  readonly #pace: number;
  readonly #mishaps: readonly Mishap[];
  readonly #onDeath: () => void;
  #calls = 0;
  isDead = false;

  constructor(
    name: string,
    simulation: Simulation,
    random: Random,
    { mishaps, onDeath }: { readonly mishaps: readonly Mishap[]; readonly onDeath: () => void },
  ) {
    this.name = name;
    this.#simulation = simulation;
    this.#random = random;
    // Most clocks are right, and some are as wrong as they may be.
    this.#offset = random.chance(0.6) ? random.between(-2000, 2000) : random.between(-MAX_OFF_MS, MAX_OFF_MS);
    this.#pace = random.pick([5, 20, 20, 80, 400]);
    this.#mishaps = mishaps;
    this.#onDeath = onDeath;
  }

  /** Its clock: waiting takes simulated time, in which others go on. */
  get clock(): Clock {
    return {
      now: () => this.#simulation.now + this.#offset,
      wait: async (ms) => {
        await this.#simulation.pass(ms);
      },
    };
  }

  /**
   * Every call to something outside goes through here: it takes time, and may be the last. `answer` is what the call does.
   * The process learns nothing, by a StoreError, where the call fails before it took effect, or where its answer is lost.
   */
  async call<T>(what: string, answer: () => T): Promise<T> {
    const fate = await this.#fate();
    if (fate === "unasked") throw unanswered(what);
    const answered = answer();
    if (fate === "killed after") return this.die();
    if (fate === "unanswered") throw unanswered(what);
    return answered;
  }

  async #fate(): Promise<Fate> {
    if (this.isDead) return NEVER;
    this.#calls += 1;
    const mishap = this.#mishaps.find(({ call }) => call === this.#calls)?.is;
    await this.#simulation.pass(
      mishap === "stalls" ? this.#random.between(60_000, LONGEST_STALL_MS) : 1 + this.#random.below(this.#pace),
    );
    if (mishap === "killed before") return this.die();
    return mishap === undefined || mishap === "stalls" ? "answered" : mishap;
  }

  /** It never goes on. */
  die(): Promise<never> {
    this.isDead = true;
    this.#onDeath();
    return NEVER;
  }
}

const unanswered = (what: string): StoreError => new StoreError(`cannot ${what}: no answer`);

/** What befalls a process: nothing, most of the time. Few make more than 200 calls, and most make fewer than 70. */
export function mishapsOf(random: Random): Mishap[] {
  const kinds = ["killed before", "killed after", "unasked", "unanswered", "stalls"] as const;
  return random.chance(0.22)
    ? [{ call: random.between(1, random.chance(0.6) ? 70 : 200), is: random.pick(kinds) }]
    : [];
}
