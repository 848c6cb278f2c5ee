// Keeps the time of the story: it stands still until it is moved, or somebody waits.
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { Clock } from "../../ledger/write/append.ts";

export class StoryClock implements Clock {
  /** Milliseconds since 1970; never goes back. */
  #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  now = (): number => this.#ms;
  wait = (ms: number): Promise<void> => Promise.resolve(void (this.#ms += ms));
  text = (): string => formatTimestamp(this.#ms);
  moveTo(ms: number): void {
    this.#ms = Math.max(this.#ms, ms);
  }
}
