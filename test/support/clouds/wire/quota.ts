// Counts requests in windows of time, for limits that an API really enforces.

/** `limit` requests in each window of `seconds`, for each key apart. A window begins with its first request. */
export class Quota {
  readonly #limit: () => number;
  readonly #milliseconds: number;
  readonly #now: () => Date;
  readonly #windows = new Map<string, { begins: number; used: number }>();

  constructor(limit: () => number, seconds: number, now: () => Date) {
    this.#limit = limit;
    this.#milliseconds = seconds * 1000;
    this.#now = now;
  }

  /** Uses up one. `remaining` is below zero where the limit is passed; `resets` is in seconds, at least one. */
  take(key: string): { readonly remaining: number; readonly resets: number } {
    const time = this.#now().getTime();
    let window = this.#windows.get(key);
    if (window === undefined || time >= window.begins + this.#milliseconds) {
      window = { begins: time, used: 0 };
      this.#windows.set(key, window);
    }
    window.used += 1;
    const left = window.begins + this.#milliseconds - time;
    return { remaining: this.#limit() - window.used, resets: Math.max(1, Math.ceil(left / 1000)) };
  }
}
