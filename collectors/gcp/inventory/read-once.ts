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

export class ReadOnce<T> {
  readonly #kept = new Map<string, Promise<T>>();

  /** The value that is kept under `name`; `read` reads it where none is. A failure is not kept. */
  of(name: string, read: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(name) ?? read();
    this.#kept.set(name, kept);
    // Another project asks anew: its reading may be allowed more time.
    kept.catch(() => this.#kept.delete(name));
    return kept;
  }
}
