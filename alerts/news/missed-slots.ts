// Finds the slots that a seal shows to be missed, by the schedules that seals name: FORMAT.md section 9, rule W1.
import type { Evidence } from "../../audit/reading/read-span.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { countSlots } from "../../evidence-schema/log/due-slots.ts";
import { schedule as scheduleSchema, type Schedule } from "../../evidence-schema/documents/document-schema.ts";
import type { Seal } from "../../evidence-schema/log/log-schema.ts";
import { documentKey } from "../../evidence-schema/keys/object-key.ts";
import { MAX_SKEW_MS, parseTimestamp as at } from "../../evidence-schema/bytes/timestamp.ts";
import { stored } from "../../ledger/read/stored.ts";
import { StoreError } from "../../ledger/store.ts";

/** Slots in a row without a run in time: the first of them, and how many. */
export type MissedSlots = { readonly first: string; readonly count: number };

/** No schedule gives more grace (FORMAT.md section 11): what was due earlier than this was decided before. */
const MOST_GRACE_MS = 86_400_000;

/**
 * The slots whose time, grace included, ended since the seal before the one at `place`: so each is told once, and none
 * that a run may still be sealed for. A slot for which this seal, or a later one, comes too late is among them. Oldest
 * first. Rejects with StoreError where a schedule can't be read.
 */
export async function missedBy(evidence: Evidence, place: number): Promise<MissedSlots[]> {
  const seals = await sealsBack(evidence, place);
  const [seal, before] = seals;
  if (seal === undefined || before === undefined) return [];
  const [decided, decidedBefore] = [at(seal.time), at(before.time)];
  const schedules = new Map<string, Schedule>();
  const missed: MissedSlots[] = [];
  for (const [i, earlier] of [...seals.entries()].toReversed()) {
    const next = seals[i - 1];
    const digest = earlier.documents["schedule"] ?? null;
    if (next === undefined || digest === null) continue;
    const schedule = schedules.get(digest) ?? (await readSchedule(evidence, digest));
    schedules.set(digest, schedule);
    const graceMs = schedule.graceSeconds * 1000;
    // A run that is sealed at the end of its grace is in time still.
    const after = Math.max(at(earlier.time), decidedBefore - graceMs - 1);
    const until = Math.min(at(next.time), decided - graceMs - 1);
    missed.push(...gapsIn(schedule, after, until, seals));
  }
  return missed;
}

/** The seal at `place` and those before it, newest first, as far back as a slot may be that was not decided before. */
async function sealsBack({ log }: Evidence, place: number): Promise<Seal[]> {
  const seals: Seal[] = [];
  let earliest = Number.NEGATIVE_INFINITY;
  for (let where = place; where >= 0; where -= 1) {
    const seal = await log.at(where);
    if (seal === null) break;
    // Where a leaf is no seal, the seal before it stands for its place.
    if (seal.index === seals.at(-1)?.index) continue;
    seals.push(seal);
    if (seals.length === 2) earliest = at(seal.time) - MOST_GRACE_MS - MAX_SKEW_MS;
    if (at(seal.time) < earliest) break;
  }
  return seals;
}

/** The slots in (after, until] between those that a seal was made for in time. */
function gapsIn(schedule: Schedule, after: number, until: number, seals: readonly Seal[]): MissedSlots[] {
  const graceMs = schedule.graceSeconds * 1000;
  const observed = seals
    .flatMap(({ slot, time }) => {
      if (slot === null || at(time) < at(slot) - MAX_SKEW_MS || at(time) > at(slot) + graceMs) return [];
      const isDue =
        at(slot) > after && at(slot) <= until && countSlots(schedule, at(slot) - 1, at(slot), 0).count === 1;
      return isDue ? [at(slot)] : [];
    })
    .toSorted((a, b) => a - b);
  const starts = [after, ...observed];
  return starts.flatMap((start, i) => {
    const { count, first } = countSlots(schedule, start, (observed[i] ?? until + 1) - 1, 1);
    return first.map((slot) => ({ first: slot, count }));
  });
}

async function readSchedule({ store }: Evidence, digest: string): Promise<Schedule> {
  const key = documentKey("schedule", digest);
  const bytes = await stored(store, key);
  if (sha256Hex(bytes) !== digest)
    throw new StoreError(`${key}: the SHA-256 of its bytes is not the one in its name. Run tidemark verify`);
  return scheduleSchema.parse(JSON.parse(bytes.toString("utf8")));
}
