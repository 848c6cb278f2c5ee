// Reads what counts for several projects, each thing once for all of them.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { Call, GoogleCalls } from "../../google/client/calls.ts";
import { listAll } from "../../google/client/list-all.ts";
import type { CallAnswer } from "../../live/call.ts";

export type Told<T = Json> = {
  readonly told: T;
  /** As of when. */
  readonly dataTime: string;
  /** The answers that it was read from. */
  readonly answers: readonly CallAnswer[];
};

type Asked = Omit<Call, "answered">;

/** Makes one call, and keeps what it answered. `clock`: milliseconds since 1970. Rejects with CallFailed. */
export const readTold = (google: GoogleCalls, asked: Asked, clock: () => number): Promise<Told> =>
  told(clock, (answered) => google.get({ ...asked, answered }));

/** Lists all elements of a list, whose member is `of`: see readTold. */
export const listTold = (google: GoogleCalls, asked: Asked, of: string, clock: () => number): Promise<Told<Json[]>> =>
  told(clock, (answered) => listAll(google, { ...asked, answered }, of));

async function told<T>(clock: () => number, read: (answered: Call["answered"]) => Promise<T>): Promise<Told<T>> {
  const answers: CallAnswer[] = [];
  const dataTime = formatTimestamp(clock());
  return { told: await read((answer) => void answers.push(answer)), dataTime, answers };
}

/** Absence counts only if it was read after what it decides about, so that an answer counts for whoever asks no later than it was read. */
export class ReadOnce<T> {
  readonly #clock: () => number;
  readonly #kept = new Map<string, { readonly at: string; readonly told: Promise<Told<T>> }>();

  /** `clock`: milliseconds since 1970. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** The answer that is kept under `name` if it is true as of `since` or later; else `read` reads it. A failure is not kept. */
  of(name: string, since: string, read: () => Promise<Told<T>>): Promise<Told<T>> {
    const before = this.#kept.get(name);
    if (before !== undefined && before.at >= since) return before.told;
    const kept = { at: formatTimestamp(this.#clock()), told: read() };
    this.#kept.set(name, kept);
    // Another project asks anew: its reading may be allowed more time.
    kept.told.catch(() => {
      if (this.#kept.get(name) === kept) this.#kept.delete(name);
    });
    return kept.told;
  }
}
