// Makes rows of the failures of a window: the same for table, JSON and CSV. Times are text, durations milliseconds.
import type { Response, ResponsesTo } from "./responses.ts";
import { peopleNamed } from "../people-named.ts";
import { nameOf, type Names } from "../resource-name.ts";
import type { FailureInWindow } from "../tables/failures-in.ts";
import { instant } from "../tables/rows.ts";

export type FailureRow = Awaited<ReturnType<typeof failureRow>> & { readonly responses: readonly Response[] };

/** In the same order. */
export async function failureRows(
  failures: readonly FailureInWindow[],
  names: Names,
  responsesTo: ResponsesTo,
): Promise<FailureRow[]> {
  const named = await peopleNamed(
    names,
    failures.map(({ owner }) => owner),
  );
  const rows: FailureRow[] = [];
  for (const each of failures)
    rows.push({ ...(await failureRow(each, named(each.owner), names)), responses: responsesTo(each) });
  return rows;
}

async function failureRow(each: FailureInWindow, owner: string | null, names: Names) {
  const { failure, counted, lasted } = each;
  return {
    failure: each.id,
    control: counted?.control ?? null,
    status: counted?.status ?? null,
    check: each.check,
    scope: each.scope,
    resource: each.key,
    name: each.name ?? (await nameOf(names, each.key)),
    type: each.type,
    region: each.region,
    because: each.because,
    severity: each.severity,
    place: each.place,
    isEnrolled: each.isEnrolled,
    owner,
    began: failure.began,
    from: instant(failure.from) as string,
    /** Whose time `from` is: that of the source's last change, of the reading, or of the record. */
    fromIs: failure.fromIs,
    lastGood: instant(failure.lastGood),
    firstBad: instant(failure.firstBad) as string,
    ended: failure.ended,
    to: instant(failure.to),
    toIs: failure.toIs,
    lastBad: instant(failure.lastBad) as string,
    firstGood: instant(failure.firstGood),
    goesOn: each.goesOn,
    shortestMs: lasted.shortest,
    longestMs: lasted.longest,
    limitMs: counted?.limit ?? null,
    clock: instant(counted?.verdict.clock ?? null),
    due: instant(counted?.verdict.due ?? null),
    /** From then on it counts no longer, though it goes on: it lies outside the boundary, or the control is not in effect. */
    countedUntil: instant(counted?.countedUntil ?? null),
    lateFrom: instant(counted?.lateFrom ?? null),
    /** In the period, up to the last reading that shows the failure, and after it, if it went on. */
    lateSeenMs: counted?.lateSeen ?? null,
    latePresumedMs: counted?.latePresumed ?? null,
    lateAfter: counted?.verdict.lateAfter ?? false,
    time: each.time,
    becameKnownLater: each.becameKnownLater,
    acceptances: (counted?.acceptances ?? []).map(({ id, record, from, to }) => ({
      id,
      record,
      from: instant(from),
      to: instant(to),
    })),
    recorded: instant(failure.knownAt) as string,
    record: failure.opening.record,
    endRecorded: instant(failure.endKnownAt),
    endRecord: failure.closing?.record ?? null,
  };
}
