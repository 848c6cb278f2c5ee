// Checks the cosignatures that a trust file asks for, on the newest checkpoint of the period (FORMAT.md W5).
import { cosignatureKey, noteKey } from "../../../evidence-schema/keys/object-key.ts";
import { quorumMet } from "../../../evidence-schema/log/quorum.ts";
import { NoteError, parseNote, verifyCosignature } from "../../../evidence-schema/log/signed-note.ts";
import type { Trust } from "../../../evidence-schema/log/trust.ts";
import { Violation } from "../../../evidence-schema/violation.ts";
import { boundedGet } from "../../read/bounded-get.ts";
import type { ReadStore } from "../../store.ts";
import type { LogReading } from "./log.ts";
import { violationOf, type ReportedViolation } from "../report.ts";

export async function cosignatureBreaches(
  store: ReadStore,
  log: LogReading,
  trust: Trust,
): Promise<ReportedViolation[]> {
  if (trust.quorum === "none" || log.checkpoint === null) return [];
  const { index, text } = log.checkpoint;
  const met = new Set<string>();
  // A witness may have signed in the note itself, or beside it.
  for (const key of [noteKey(index), ...(log.leaves.cosignatures.get(index) ?? [])]) {
    for (const line of linesOf(await bytesOf(store, key)))
      for (const name of cosigners(line, text, trust)) met.add(name);
  }
  if (quorumMet(trust, met)) return [];
  const expected = `cosignatures of ${noteKey(index)} that meet quorum ${trust.quorum}`;
  return [violationOf("W5", cosignatureKey(index), expected, met.size === 0 ? "none" : [...met].sort().join(", "))];
}

async function bytesOf(store: ReadStore, key: string): Promise<Buffer> {
  try {
    return (await boundedGet(store, key)) ?? Buffer.alloc(0);
  } catch (error) {
    if (error instanceof Violation) return Buffer.alloc(0);
    throw error;
  }
}

// Each line alone: one that can't be read counts for nothing, and takes no other with it.
const linesOf = (bytes: Buffer): string[] => bytes.toString("utf8").split("\n").slice(0, -1);

function cosigners(line: string, text: string, trust: Trust): string[] {
  try {
    const { signatures } = parseNote(Buffer.from(`${text}\n${line}\n`));
    return signatures.flatMap(({ name, keyId, signature }) =>
      trust.witnesses.flatMap((witness) => {
        if (witness.key.name !== name || !witness.key.keyId.equals(keyId)) return [];
        verifyCosignature(text, signature, witness.key);
        return [witness.name];
      }),
    );
  } catch (error) {
    if (error instanceof NoteError) return [];
    throw error;
  }
}
