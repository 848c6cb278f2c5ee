// What should be there and is not: slots, seals, notes, stamps, the period itself (FORMAT.md section 9).
import { dueSlots } from "../../evidence-schema/due-slots.ts";
import type { Genesis, Schedule } from "../../evidence-schema/log-schema.ts";
import { cosignatureKey, noteKey } from "../../evidence-schema/object-key.ts";
import { quorumMet } from "../../evidence-schema/quorum.ts";
import { NoteError, parseNote, verifyCosignature } from "../../evidence-schema/signed-note.ts";
import { parseTimestamp } from "../../evidence-schema/timestamp.ts";
import type { Trust } from "../../evidence-schema/trust.ts";
import type { ReadStore } from "../store.ts";
import type { ChainReport } from "./chain.ts";
import type { LogReading } from "./log.ts";
import { breach, type Breach } from "./report.ts";

/** The period asked for, as given and as it came to be. */
export type Asked = { readonly from: string; readonly to: string; readonly fromGiven: boolean; readonly toGiven: boolean; readonly now: string };

/** Schedule documents by digest. */
export type Schedules = ReadonlyMap<string, Schedule>;

const scheduleOf = (schedules: Schedules, documents: { readonly [kind: string]: string | null }): Schedule | null => schedules.get(documents["schedule"] ?? "") ?? null;

/** W1: due slots of the period that no seal has. */
export function missedSlots(log: LogReading, schedules: Schedules, asked: Asked, genesis: Genesis): string[] {
  const seals = log.seals;
  const [first, last] = [seals[0], seals.at(-1)];
  if (first === undefined || last === undefined) return [];
  const at = parseTimestamp;
  const due: string[] = [];
  if (first.index > 0) {
    const after = Math.max(at(asked.from), at(genesis.created)) - 1;
    due.push(...dueSlots(scheduleOf(schedules, first.documents), after, at(first.time)));
  }
  seals.forEach((seal, i) => {
    const next = seals[i + 1];
    if (next !== undefined) due.push(...dueSlots(scheduleOf(schedules, seal.documents), at(seal.time), at(next.time)));
  });
  const schedule = scheduleOf(schedules, last.documents);
  if (log.toEnd && schedule !== null) due.push(...dueSlots(schedule, at(last.time), at(asked.now) - schedule.graceSeconds * 1000));
  const run = new Set(seals.map(({ slot }) => slot));
  return due.filter((slot) => slot >= asked.from && slot < asked.to && !run.has(slot));
}

/** W2 and W3: valid segments that no seal lists. */
export function unsealedBreaches(log: LogReading, chains: readonly ChainReport[], schedules: Schedules, asked: Asked): Breach[] {
  const schedule = log.newest === null ? null : scheduleOf(schedules, log.newest.documents as { readonly [kind: string]: string | null });
  const patienceMs = schedule === null ? 0 : (schedule.eventCadenceSeconds + schedule.graceSeconds) * 1000;
  return chains.flatMap(({ unsealed }) =>
    unsealed.flatMap(({ key, trigger, time }) => {
      if (trigger === "slot" || trigger === "manual") return [breach("W2", key, "a seal that lists this run's segment", "none")];
      const due = parseTimestamp(time) + patienceMs;
      return due < parseTimestamp(asked.now) ? [breach("W3", key, `a seal that lists this ${trigger === "act" ? "act" : "event batch"} of ${time}`, "none")] : [];
    }),
  );
}

/** W6: whether the period lies within what seals cover. */
export function coverageBreaches(log: LogReading, schedules: Schedules, asked: Asked, genesis: Genesis): Breach[] {
  const last = log.seals.at(-1);
  if (last === undefined) return [breach("W6", "log/", `a seal in ${asked.from} to ${asked.to} or after it`, "none")];
  if (asked.from < genesis.created) return [breach("W6", "genesis.json", `a period from ${genesis.created} on, when the ledger was created`, asked.from)];
  const open = asked.toGiven && asked.to <= asked.now && last.time < asked.to;
  const quiet = scheduleOf(schedules, last.documents);
  if (open && (quiet === null || quiet.everySeconds === null)) return [breach("W6", "log/", `a seal at or after ${asked.to}`, `the newest is of ${last.time}, and no schedule says that none was due since`)];
  return [];
}

/** W5: cosignatures that the trust file asks for, on the newest checkpoint of the period. */
export async function cosignatureBreaches(store: ReadStore, log: LogReading, trust: Trust): Promise<Breach[]> {
  if (trust.quorum === "none" || log.checkpoint === null) return [];
  const { index, text } = log.checkpoint;
  const key = cosignatureKey(index);
  const bytes = await store.get(key);
  const met = bytes === null ? new Set<string>() : cosigners(bytes, text, trust);
  if (quorumMet(trust, met)) return [];
  return [breach("W5", key, `cosignatures of ${noteKey(index)} that meet quorum ${trust.quorum}`, met.size === 0 ? "none" : [...met].join(", "))];
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
