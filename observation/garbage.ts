// Asks V8 to look for garbage once scopes left enough of it. By itself V8 waits until the heap is about four times what
// lived when it looked last, so that the largest scope would count several times.
import { Session } from "node:inspector/promises";

/** So many resources leave some 100 MiB. A look makes V8 forget compiled code too, and costs some 0.3 s in all. */
const WORTH_A_LOOK = 40_000;

/** Counts what is left of scopes that were appended. */
export class Garbage {
  /** Resources since the last look: raised by leave(), and set back by letGo(). */
  #resources = 0;

  /** A scope of so many resources was appended, and its caller is about to let go of it. */
  leave(resources: number): void {
    this.#resources += resources;
  }

  /** Lets memory go, where that is worth its time. It must be called where nothing refers to the scopes any more. */
  async letGo(): Promise<void> {
    if (this.#resources < WORTH_A_LOOK) return;
    this.#resources = 0;
    try {
      const session = new Session();
      session.connect();
      await session.post("HeapProfiler.collectGarbage");
      session.disconnect();
    } catch {
      // Node may be told to allow no inspector: then V8 decides by itself.
    }
  }
}
