// Decides which part of each chain a question needs: from the latest full segment before it to the last sealed one in it.
import { ACTS_SCOPE, parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import type { Position } from "../../evidence-schema/record/record.ts";
import type { SealedLog, Stand } from "./sealed-log.ts";

/** The period that a question is about, in times of records; in those of data where it is asked by data. */
export type Period = {
  /** State has to be known before this instant; null: from the beginning of the chain. */
  readonly from: string | null;
  /** Whether a segment of this time is in the period. It holds up to some instant and not after. */
  readonly includes: (time: string) => boolean;
};

export type Span = {
  readonly scope: string;
  /** First line of the full segment to begin with; null: the first of the chain. */
  readonly begin: Position | null;
  /** The last line that is sealed and counts; seq -1 where there is none. */
  readonly end: Stand;
  /** Whether the chain, as far as it is sealed, ends there too. */
  readonly isNewest: boolean;
};

/** The spans of all scopes that were ever sealed, or of those that are wanted, sorted by scope. */
export async function sealedSpans(log: SealedLog, period: Period, wanted?: ReadonlySet<string>): Promise<Span[]> {
  const { from } = period;
  const start = from === null ? -1 : await log.last((time) => time < from);
  const last = await log.last(period.includes);
  const newest = await log.newest();
  const spans: Span[] = [];
  for (const { scope, gen, seq } of newest?.scopes ?? []) {
    if (scope === ACTS_SCOPE || wanted?.has(scope) === false) continue;
    const end = await lastCounted(log, scope, last, period);
    const isNewest = end.gen === gen && end.seq === seq;
    spans.push({ scope, begin: (await log.stand(start, scope)).full, end, isNewest });
  }
  return spans;
}

// A segment of the period may be listed by a seal after it only.
async function lastCounted(log: SealedLog, scope: string, last: number, { includes }: Period): Promise<Stand> {
  let stand = await log.stand(last, scope);
  let place = last;
  for (;;) {
    const next = await log.nextMove(place, scope, stand);
    if (next === null) return stand;
    const segments = await log.segments(next, scope);
    for (const { key, last: seq, after, time } of segments) {
      if (!includes(time)) return stand;
      const parsed = parseObjectKey(key);
      stand = { ...stand, gen: parsed?.class === "segment" ? parsed.gen : stand.gen, seq, head: after };
    }
    // A seal in which the chain moved without a segment says what can't be: reading the chain will say so.
    if (segments.length === 0) return log.stand(next, scope);
    place = next;
  }
}
