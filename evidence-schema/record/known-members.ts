// Names the members of a record that version 1 does not know: they are hashed with their line and reported (FORMAT.md 1).
import type { z } from "zod";
import type { Finding, FindingRecord, Observation } from "./record.ts";
import { ACTS, chainRecord, finding, held, RUN_RECORDS } from "./record-schema.ts";

const namesOf = (schema: z.ZodType): ReadonlySet<string> => new Set(Object.keys((schema as z.ZodObject).shape));

const LINE = namesOf(chainRecord);
const FINDING = namesOf(finding);
const HELD = namesOf(held);
const BODIES = new Map<string, ReadonlySet<string>>([
  ...Object.entries(RUN_RECORDS).map(([type, { body }]) => [type, namesOf(body)] as const),
  ...Object.entries(ACTS).map(([type, body]) => [type, namesOf(body)] as const),
]);

/** Paths of members of a record that are not known, `body.x` or `body.findings.x`; none for a type that is not known. */
export function unknownMembers(record: { readonly type: string; readonly body: object }): string[] {
  const unknown: string[] = [];
  const look = (value: object, known: ReadonlySet<string>, path: string): void => {
    for (const member in value) if (!known.has(member)) unknown.push(`${path}${member}`);
  };
  look(record, LINE, "");
  const names = BODIES.get(record.type);
  if (names === undefined) return unknown;
  look(record.body, names, "body.");
  for (const finding of findingsOf(record)) {
    look(finding, FINDING, "body.finding.");
    look(finding.held, HELD, "body.finding.held.");
  }
  return unknown;
}

// By the type alone: in the body of another type, members of these names are unknown ones and may have any value.
function findingsOf({ type, body }: { readonly type: string; readonly body: object }): readonly Finding[] {
  if (type === "observation") return (body as Observation).findings;
  return type === "finding" ? [(body as FindingRecord).finding] : [];
}
