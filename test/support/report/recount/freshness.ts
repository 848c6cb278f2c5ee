// Says how an item stood at an instant: as it was read last, until the next run was due and could have come, and as long as the data is fresh.
import { FILE_ENDPOINT, splitUnit } from "../../../../evidence-schema/record/record.ts";
import { durationMs } from "../../../../controls/control.ts";
import type { RawLedger, Sealed } from "./raw-ledger.ts";
import { WHOLE_SCOPE, type DataOf, type Item, type Reading } from "./readings.ts";

const WEEK_MS = 7 * 86_400_000;

/** What counts at an instant: the documents of the last seal; before the first one, those of that. */
export function inForce({ seals }: Pick<RawLedger, "seals">, at: number): Sealed {
  const sealed = seals.findLast(({ time }) => time <= at) ?? seals[0];
  if (sealed === undefined) throw new Error("found no seal");
  return sealed;
}

export type Slot = { readonly time: number; readonly graceMs: number };

/** Every slot that was due from the first seal on until a while after the last. */
export function slotsOf({ seals }: RawLedger): Slot[] {
  const slots: Slot[] = [];
  for (const [index, { schedule, time }] of seals.entries()) {
    if (schedule === null || schedule.everySeconds === null) continue;
    const next = seals[index + 1]?.time ?? time + 2 * WEEK_MS;
    const every = schedule.everySeconds * 1000;
    for (let slot = Date.parse(schedule.from); slot <= next; slot += every)
      if (slot > time) slots.push({ time: slot, graceMs: schedule.graceSeconds * 1000 });
  }
  return slots;
}

const staleAfterMs = ({ controls }: Sealed): number => (controls === null ? WEEK_MS : durationMs(controls.staleAfter));

/** The instant from which a reading counts no longer, by the times of records. */
export function holdEnd(
  ledger: RawLedger,
  slots: readonly Slot[],
  { time, slot }: Pick<Reading, "time" | "slot">,
): number {
  const sealed = inForce(ledger, time);
  const next = slots.find((each) => each.time > Math.max(time, slot ?? 0));
  if (sealed.schedule?.everySeconds == null || next === undefined) return time + staleAfterMs(sealed);
  return next.time + next.graceMs;
}

/** Services that make their answer anew every four hours only. */
const FOUR_HOURS: readonly string[] = ["Tidemark::IAM::CredentialReportRow", "Tidemark::IAM::UserActivity"];

/** Whether some data is too old at an instant, by the terms that are in force then. */
function isTooOld(ledger: RawLedger, { data }: Pick<Reading, "data">, at: number): boolean {
  return data.some((each) => at >= freshUntil(ledger, each, at));
}

/** Live data counts for two slots, or longer where the grace is; data of an export for `staleAfter`. */
export function freshUntil(ledger: RawLedger, { unit, dataTime, lagSeconds, source }: DataOf, at: number): number {
  if (source === null || source.lane === "tidemark" || source.lane === "context") return Infinity;
  const sealed = inForce(ledger, at);
  const { everySeconds = null, graceSeconds = 0 } = sealed.schedule ?? {};
  const live =
    everySeconds === null ? staleAfterMs(sealed) : Math.max(2 * everySeconds, everySeconds + graceSeconds) * 1000;
  const counts = source.endpoint === FILE_ENDPOINT ? Math.max(live, staleAfterMs(sealed)) : live;
  const renewed = FOUR_HOURS.includes(splitUnit(unit).type) ? 4 * 3_600_000 : 0;
  return dataTime + counts + lagSeconds * 1000 + renewed;
}

export type Tile = "met" | "failed" | "not applicable" | "not observed" | "not there" | "not asked" | "read";

const STATES = {
  pass: "met",
  fail: "failed",
  "not-applicable": "not applicable",
  indeterminate: "not observed",
  absent: "not there",
  "not-asked": "not asked",
  whole: "read",
} as const;

export function tileAt(ledger: RawLedger, slots: readonly Slot[], item: Item, at: number): Tile {
  const { readings, key, unit } = item;
  const last = readings.findLast(({ time }) => time <= at);
  // What was not seen yet may have been there: its unit says so, which was not read either.
  if (last === undefined) return key === null ? "not observed" : "not there";
  const state = STATES[last.answer];
  if (state === "not observed" || state === "not asked" || state === "not there") return state;
  // A run that did not come left the scope as a whole unread, of which that is said.
  const isHeld = (key === null && unit !== WHOLE_SCOPE) || at < holdEnd(ledger, slots, last);
  return isHeld && !isTooOld(ledger, last, at) ? state : "not observed";
}
