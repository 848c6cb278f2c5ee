// What should be there and is not: slots, seals, notes, stamps, the period itself (FORMAT.md section 9).
import { dueSlots } from "../../evidence-schema/due-slots.ts";
import type { Genesis, Schedule } from "../../evidence-schema/log-schema.ts";
import { cosignatureKey, noteKey, sealKey } from "../../evidence-schema/object-key.ts";
import { quorumMet } from "../../evidence-schema/quorum.ts";
import { NoteError, parseNote, verifyCosignature } from "../../evidence-schema/signed-note.ts";
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/timestamp.ts";
import type { Trust } from "../../evidence-schema/trust.ts";
import type { ReadStore } from "../store.ts";
import type { ChainReport } from "./chain.ts";
import type { LogReading } from "./log.ts";
import { breach, type Breach } from "./report.ts";

/** The period asked for, as given and as it came to be. */
export type Asked = {
  readonly from: string;
  readonly to: string;
  readonly fromGiven: boolean;
  readonly toGiven: boolean;
  readonly now: string;
};

/** Schedule documents by digest. */
export type Schedules = ReadonlyMap<string, Schedule>;

export const scheduleOf = (
  schedules: Schedules,
  documents: { readonly [kind: string]: string | null },
): Schedule | null => schedules.get(documents["schedule"] ?? "") ?? null;

type Due = { readonly slot: string; readonly graceMs: number };

/** W1: due slots of the period that no seal has in time. */
export function missedSlots(log: LogReading, schedules: Schedules, asked: Asked, genesis: Genesis): string[] {
  const seals = log.seals;
  const [first, last] = [seals[0], seals.at(-1)];
  if (first === undefined || last === undefined) return [];
  const at = parseTimestamp;
  const dueUnder = (schedule: Schedule | null, after: number, until: number): Due[] =>
    dueSlots(schedule, after, until).map((slot) => ({ slot, graceMs: (schedule?.graceSeconds ?? 0) * 1000 }));
  const due: Due[] = [];
  if (first.index > 0) {
    const after = Math.max(at(asked.from), at(genesis.created)) - 1;
    due.push(...dueUnder(scheduleOf(schedules, first.documents), after, at(first.time)));
  }
  seals.forEach((seal, i) => {
    const next = seals[i + 1];
    if (next !== undefined) due.push(...dueUnder(scheduleOf(schedules, seal.documents), at(seal.time), at(next.time)));
  });
  const schedule = scheduleOf(schedules, last.documents);
  if (log.toEnd && schedule !== null)
    due.push(...dueUnder(schedule, at(last.time), at(asked.now) - schedule.graceSeconds * 1000));
  const inTime = ({ slot, graceMs }: Due): boolean =>
    seals.some(
      (seal) => seal.slot === slot && at(seal.time) >= at(slot) - EARLY_MS && at(seal.time) <= at(slot) + graceMs,
    );
  const sealed = new Set(seals.map(({ slot }) => slot));
  return due
    .filter((each) => each.slot >= asked.from && each.slot < asked.to && !(sealed.has(each.slot) && inTime(each)))
    .map(({ slot }) => slot);
}

const EARLY_MS = 120_000;

/** L9: slots that are none of the schedule their seal names. */
export function offGrid(log: LogReading, schedules: Schedules): Breach[] {
  return log.seals.flatMap(({ index, slot, documents }) => {
    if (slot === null) return [];
    const schedule = scheduleOf(schedules, documents);
    const ms = parseTimestamp(slot);
    if (dueSlots(schedule, ms - 1, ms).length === 1) return [];
    return [
      breach(
        "L9",
        sealKey(index),
        schedule === null ? "no slot without a schedule" : `a slot of the schedule ${documents["schedule"]}`,
        slot,
      ),
    ];
  });
}

/** W7: scopes that a slot's run left out. */
export function silentScopes(log: LogReading): Breach[] {
  return log.seals.flatMap(({ index, slot, roster, views }) =>
    slot === null
      ? []
      : views
          .filter(({ scope, view }) => view === "silent" && roster.enrolled.includes(scope))
          .map(({ scope }) =>
            breach("W7", sealKey(index), `scope ${scope} observed or failed in the run of slot ${slot}`, "silent"),
          ),
  );
}

/** W8: what claims to be of the future. */
export function futureBreaches(log: LogReading, chains: readonly ChainReport[], now: string): Breach[] {
  const limit = formatTimestamp(parseTimestamp(now) + EARLY_MS);
  const late = (object: string, time: string): Breach[] =>
    time > limit ? [breach("W8", object, `a time not after ${limit}`, time)] : [];
  return [
    ...log.seals.flatMap(({ index, time }) => late(sealKey(index), time)),
    ...[...log.rows.values()].flatMap((rows) => rows.flatMap(({ key, time }) => late(key, time))),
    ...chains.flatMap(({ unsealed }) => unsealed.flatMap(({ key, time }) => late(key, time))),
  ];
}

/** W2 and W3: valid segments that no seal lists. */
export function unsealedBreaches(
  log: LogReading,
  chains: readonly ChainReport[],
  schedules: Schedules,
  asked: Asked,
): Breach[] {
  const schedule =
    log.newest === null
      ? null
      : scheduleOf(schedules, log.newest.documents as { readonly [kind: string]: string | null });
  const patienceMs = schedule === null ? 0 : (schedule.eventCadenceSeconds + schedule.graceSeconds) * 1000;
  return chains.flatMap(({ unsealed }) =>
    unsealed.flatMap(({ key, trigger, time }) => {
      if (trigger === "slot" || trigger === "manual")
        return [breach("W2", key, "a seal that lists this run's segment", "none")];
      const due = parseTimestamp(time) + patienceMs;
      return due <= parseTimestamp(asked.now)
        ? [breach("W3", key, `a seal that lists this ${trigger === "act" ? "act" : "event batch"} of ${time}`, "none")]
        : [];
    }),
  );
}

/** W6: whether the period lies within what seals cover. */
export function coverageBreaches(log: LogReading, schedules: Schedules, asked: Asked, genesis: Genesis): Breach[] {
  const [first, last] = [log.seals[0], log.seals.at(-1)];
  const breaches: Breach[] = [];
  if (!log.seals.some(({ time }) => time >= asked.from && time < asked.to))
    breaches.push(breach("W6", "log/", `a seal from ${asked.from} to ${asked.to}`, "none"));
  if (asked.fromGiven && asked.from < genesis.created)
    breaches.push(
      breach("W6", "genesis.json", `a period from ${genesis.created} on, when the ledger was created`, asked.from),
    );
  else if (asked.fromGiven && first?.index === 0 && first.time > asked.from)
    breaches.push(breach("W6", sealKey(0), `the first seal not after ${asked.from}`, first.time));
  if (last === undefined || !asked.toGiven || asked.to > asked.now || last.time >= asked.to) return breaches;
  if (scheduleOf(schedules, last.documents) === null)
    breaches.push(
      breach(
        "W6",
        "log/",
        `a seal at or after ${asked.to}`,
        `the newest is of ${last.time}, and no schedule says that none was due since`,
      ),
    );
  return breaches;
}

/** W5: cosignatures that the trust file asks for, on the newest checkpoint of the period. */
export async function cosignatureBreaches(store: ReadStore, log: LogReading, trust: Trust): Promise<Breach[]> {
  if (trust.quorum === "none" || log.checkpoint === null) return [];
  const { index, text } = log.checkpoint;
  const key = cosignatureKey(index);
  const bytes = await store.get(key);
  const met = bytes === null ? new Set<string>() : cosigners(bytes, text, trust);
  if (quorumMet(trust, met)) return [];
  return [
    breach(
      "W5",
      key,
      `cosignatures of ${noteKey(index)} that meet quorum ${trust.quorum}`,
      met.size === 0 ? "none" : [...met].join(", "),
    ),
  ];
}

function cosigners(bytes: Buffer, text: string, trust: Trust): Set<string> {
  const met = new Set<string>();
  let signatures: ReturnType<typeof parseNote>["signatures"];
  try {
    // The file holds signature lines alone; over the checkpoint's text they make a note.
    ({ signatures } = parseNote(Buffer.concat([Buffer.from(`${text}\n`), bytes])));
  } catch (error) {
    if (error instanceof NoteError) return met;
    throw error;
  }
  for (const { name, keyId, signature } of signatures) {
    for (const witness of trust.witnesses) {
      if (witness.key.name !== name || !witness.key.keyId.equals(keyId)) continue;
      try {
        verifyCosignature(text, signature, witness.key);
        met.add(witness.name);
      } catch (error) {
        if (!(error instanceof NoteError)) throw error;
      }
    }
  }
  return met;
}
