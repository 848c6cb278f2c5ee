// Reads the scopes of a run, a few at once, and lets each be appended as soon as it is read.
import type { ReadScope } from "./reading/answering.ts";
import type { EnrolledScope } from "./plan/plan.ts";

export type InTurn = {
  /** Scopes that are read at once. So many are held at most. */
  readonly atOnce: number;
  /** Scopes that must be appended before this one, if they are in the run and can be. */
  readonly after: (scope: string) => readonly string[];
  /** Reads a scope; null where its input can't be used. */
  readonly read: (enrolled: EnrolledScope) => Promise<ReadScope | null>;
  /** Appends a scope. No two are appended at once. */
  readonly append: (read: ReadScope) => Promise<void>;
};

/**
 * Reads every scope in order and appends it before its reader goes on to the next, so that nothing else waits in memory.
 * A scope waits for those that it is appended after as far as they come before it in `scopes`. Rejects with an error of
 * reading or appending, once nothing is under way any more; scopes that were appended by then stay.
 */
export async function readAndAppend(
  scopes: readonly EnrolledScope[],
  { atOnce, after, read, append }: InTurn,
): Promise<void> {
  const waiting = [...scopes];
  const settled = new Map(scopes.map(({ scope }) => [scope, Promise.withResolvers<void>()]));
  const places = new Map(scopes.map(({ scope }, place) => [scope, place]));
  // A scope that comes later is not waited for: two that wait for each other would wait for ever.
  const comesBefore = (scope: string, { scope: own }: EnrolledScope): boolean =>
    (places.get(scope) ?? -1) < (places.get(own) as number);
  let turn: Promise<void> = Promise.resolve();
  let isStopped = false;
  const orStop = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      isStopped = true;
      throw error;
    }
  };
  const one = async (enrolled: EnrolledScope): Promise<void> => {
    const answered = await orStop(() => read(enrolled));
    if (answered === null) return;
    for (const scope of after(enrolled.scope)) if (comesBefore(scope, enrolled)) await settled.get(scope)?.promise;
    const mine = turn.then(() => (isStopped ? undefined : orStop(() => append(answered))));
    turn = mine.catch(() => undefined);
    await mine;
  };
  const reader = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !isStopped; next = waiting.shift()) {
      try {
        await one(next);
      } finally {
        settled.get(next.scope)?.resolve();
      }
    }
  };
  const readers = await Promise.allSettled(Array.from({ length: atOnce }, reader));
  const failed = readers.find((each) => each.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
