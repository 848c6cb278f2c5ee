// Counts the runs that were due by the schedule in force, and those that were made (FORMAT.md section 9, W1, W7).
import { isCount, isInstant, isMembers } from "../evidence/segment.ts";
import type { Check } from "./check.ts";

/** A seal or the end of the ledger, as far as slots go. `schedule`: digest of the document that it names. */
export type Sealing = {
  readonly time: string;
  readonly slot: string | null;
  readonly schedule: string | null;
  readonly isEnd: boolean;
};

type Schedule = { readonly everySeconds: number | null; readonly from: string; readonly graceSeconds: number };

const EARLY = 120_000;
/** So many missed slots are listed; the rest is counted. */
const LISTED = 20;

/** The schedule in a document; null where it is none. */
export function readSchedule(value: unknown): Schedule | null {
  if (!isMembers(value)) return null;
  const { everySeconds, from, graceSeconds } = value;
  const isRight =
    value["kind"] === "schedule" &&
    (everySeconds === null || (isCount(everySeconds) && everySeconds >= 60)) &&
    isInstant(from) &&
    isCount(graceSeconds);
  return isRight ? { everySeconds: everySeconds as number | null, from, graceSeconds } : null;
}

/** `sealings` in order, the one before the period first. `now`: by the clock of the browser, in ms. */
export function checkSlots(
  sealings: readonly Sealing[],
  schedules: ReadonlyMap<string, Schedule | null>,
  from: string,
  to: string,
  now: number,
  check: Check,
): void {
  const made = new Map<number, number[]>();
  for (const { slot, time } of sealings)
    if (slot !== null) made.set(Date.parse(slot), [...(made.get(Date.parse(slot)) ?? []), Date.parse(time)]);
  const slots = [...made.keys()].toSorted((a, b) => a - b);
  const counted = { due: 0, made: 0 };
  let graces = "";
  for (const [at, { time, schedule: digest, isEnd }] of sealings.entries()) {
    if (isEnd) break;
    const schedule = digest === null ? null : (schedules.get(digest) ?? null);
    if (digest !== null && schedule === null) {
      check.add(
        "unchecked",
        `evidence/documents/schedule/${digest}.json`,
        "the schedule is missing or can't be read, so what was due is not known",
      );
      continue;
    }
    if (schedule === null || schedule.everySeconds === null) continue;
    const grace = schedule.graceSeconds * 1000;
    graces = `every ${schedule.everySeconds} s, ${schedule.graceSeconds} s of grace`;
    const next = sealings[at + 1];
    // Due: after this seal up to the next one; after the newest, what should have been made by now.
    const last = next === undefined ? now - grace : Date.parse(next.time);
    const due = { after: Math.max(Date.parse(time), Date.parse(from) - 1), upTo: Math.min(last, Date.parse(to) - 1) };
    const isMade = (slot: number): boolean =>
      (made.get(slot) ?? []).some((sealed) => sealed >= slot - EARLY && sealed <= slot + grace);
    count(schedule, due, slots.filter(isMade), counted, check);
  }
  const missed = counted.due - counted.made;
  check.done = `${counted.due} runs due from ${from} to ${to} (${graces === "" ? "no schedule was in force" : graces}), ${counted.made} made in time, ${missed} missed`;
  if (missed > check.count("missing")) check.add("missing", "evidence/log", `${missed} runs were missed in all`);
}

/** Counts by arithmetic: a schedule of minutes over a lifetime has no list. */
function count(
  { everySeconds, from }: Schedule,
  due: { readonly after: number; readonly upTo: number },
  made: readonly number[],
  counted: { due: number; made: number },
  check: Check,
): void {
  const [every, begin] = [(everySeconds ?? 0) * 1000, Date.parse(from)];
  const first = Math.max(0, Math.floor((due.after - begin) / every) + 1);
  const last = Math.floor((due.upTo - begin) / every);
  if (last < first) return;
  const own = new Set(
    made.filter((slot) => slot > due.after && slot <= due.upTo && (slot - begin) % every === 0 && slot >= begin),
  );
  counted.due += last - first + 1;
  counted.made += own.size;
  for (let k = first; k <= last && check.count("missing") < LISTED && k - first <= own.size + LISTED; k += 1) {
    const slot = begin + k * every;
    if (!own.has(slot))
      check.add("missing", "evidence/log", `no run was made in time for ${new Date(slot).toISOString()}`);
  }
}
