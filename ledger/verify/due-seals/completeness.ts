// Finds what should be there and is not: sealed runs, scopes, the period itself (FORMAT.md W2, W3, W6, W7, W8).
import type { Schedule } from "../../../evidence-schema/documents/document-schema.ts";
import { slotSpan } from "../../../evidence-schema/log/due-slots.ts";
import type { Genesis } from "../../../evidence-schema/log/log-schema.ts";
import { GENESIS_KEY, sealKey } from "../../../evidence-schema/keys/object-key.ts";
import { formatTimestamp, MAX_SKEW_MS, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { ChainReport } from "../chains/chain-task.ts";
import type { LogReading } from "../log/log.ts";
import { violationOf, type ReportedViolation } from "../report.ts";
import { scheduleOf, type VerifiedPeriod, type Schedules } from "./schedules.ts";

/** W7: scopes that a slot's run left out. */
export function silentScopes(log: LogReading): ReportedViolation[] {
  return log.seals.flatMap(({ index, slot, roster, views }) => {
    if (slot === null) return [];
    const enrolled = new Set(roster.enrolled);
    return views
      .filter(({ scope, view }) => view === "silent" && enrolled.has(scope))
      .map(({ scope }) =>
        violationOf("W7", sealKey(index), `scope ${scope} observed or failed in the run of slot ${slot}`, "silent"),
      );
  });
}

/** W8: what claims to be of the future. */
export function futureBreaches(
  log: LogReading,
  chains: readonly ChainReport[],
  { created }: Genesis,
  now: string,
): ReportedViolation[] {
  const limit = formatTimestamp(parseTimestamp(now) + MAX_SKEW_MS);
  const late = (object: string, time: string): ReportedViolation[] =>
    time > limit ? [violationOf("W8", object, `a time not after ${limit}`, time)] : [];
  return [
    ...late(GENESIS_KEY, created),
    ...log.times.flatMap(({ index, time }) => late(sealKey(index), time)),
    ...[...log.rows.values()].flatMap((rows) => rows.flatMap(({ key, time }) => late(key, time))),
    ...chains.flatMap(({ unsealed }) => unsealed.flatMap(({ key, time }) => late(key, time))),
  ];
}

/** W2 and W3: valid segments that no seal lists. */
export function unsealedBreaches(
  log: LogReading,
  chains: readonly ChainReport[],
  schedules: Schedules,
  { now }: VerifiedPeriod,
): ReportedViolation[] {
  const newest = log.seals.at(-1);
  const schedule = newest === undefined ? null : scheduleOf(schedules, newest.documents);
  const patienceMs = schedule === null ? 0 : (schedule.eventCadenceSeconds + schedule.graceSeconds) * 1000;
  return chains.flatMap(({ unsealed }) =>
    unsealed.flatMap(({ key, trigger, time }) => {
      if (trigger === "slot" || trigger === "manual")
        return [violationOf("W2", key, "a seal that lists this run's segment", "none")];
      const due = parseTimestamp(time) + patienceMs;
      return due <= parseTimestamp(now)
        ? [
            violationOf(
              "W3",
              key,
              `a seal that lists this ${trigger === "act" ? "act" : "event batch"} of ${time}`,
              "none",
            ),
          ]
        : [];
    }),
  );
}

/** W6: whether the period lies within what seals cover; what is before a window's first seal is told with the log. */
export function coverageBreaches(
  log: LogReading,
  schedules: Schedules,
  asked: VerifiedPeriod,
  genesis: Genesis,
): ReportedViolation[] {
  const [first, last] = [log.seals[0], log.seals.at(-1)];
  const breaches: ReportedViolation[] = [];
  const isIn = ({ time }: { readonly time: string }): boolean => time >= asked.from && time < asked.to;
  if (!log.seals.some(isIn) && (log.end === null || !isIn(log.end)))
    breaches.push(violationOf("W6", "log/", `a seal from ${asked.from} to ${asked.to}`, "none"));
  if (asked.fromGiven && asked.from < genesis.created)
    breaches.push(
      violationOf("W6", GENESIS_KEY, `a period from ${genesis.created} on, when the ledger was created`, asked.from),
    );
  else if (asked.fromGiven && log.isFirst && first !== undefined && first.time > asked.from)
    breaches.push(violationOf("W6", sealKey(first.index), `the first seal not after ${asked.from}`, first.time));
  if (last === undefined || !asked.toGiven || asked.to > asked.now || last.time >= asked.to || log.end !== null)
    return breaches;
  const schedule = scheduleOf(schedules, last.documents);
  if (schedule !== null && !isDue(schedule, last.time, asked)) return breaches;
  const found = `the newest is of ${last.time}, and no schedule says that none was due since`;
  return [...breaches, violationOf("W6", "log/", `a seal at or after ${asked.to}`, found)];
}

/** Whether a slot of the period fell due after an instant. */
function isDue(schedule: Schedule, after: string, { to, now }: VerifiedPeriod): boolean {
  const until = Math.min(parseTimestamp(to) - 1, parseTimestamp(now) - schedule.graceSeconds * 1000);
  const { first, last } = slotSpan(schedule, parseTimestamp(after), until);
  return last >= first;
}
