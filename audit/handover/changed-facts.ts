// Says which facts of a finding a record changed: each value before it, and after it.
import { canonicalize, type Json } from "../../evidence-schema/bytes/canonical.ts";
import { parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import type { JsonObject, Position, Statement } from "../../evidence-schema/record/record.ts";
import type { RecordReader } from "../reading/record-at.ts";
import { findingIn } from "./last-findings.ts";

export type ChangeAsked = {
  readonly scope: string;
  readonly check: string;
  /** Object and line of the record that opened or ended a failure. */
  readonly record: string;
};

/**
 * The facts that differ, a line each, as in `port: 443 -> 22`, in order of their names; empty where none differs. Null where the record has no
 * finding of the check, or where no finding before it is of the same incarnation. No more is read than back to the last full segment, which
 * states every finding. Rejects with StoreError.
 */
export async function changedFacts(
  reader: RecordReader,
  { scope, check, record }: ChangeAsked,
): Promise<string | null> {
  const at = positionOf(record);
  if (at === null) return null;
  const named = `"check":${canonicalize(check)}`;
  let after: ReturnType<typeof findingIn> = null;
  for await (const { firstSeq, gen, lines } of reader.back(scope, at)) {
    const upTo = gen === at.gen ? at.seq - firstSeq + 1 : lines.length;
    for (const line of lines.slice(0, upTo).toReversed()) {
      const told = line.includes(named) ? findingIn(readCanonical(line) as unknown as Statement, check) : null;
      if (after === null && told === null) return null;
      if (after === null) after = told;
      else if (told?.key === after.key)
        return told.incarnation === after.incarnation ? difference(told.finding.facts, after.finding.facts) : null;
    }
    if (isFull(lines[0])) return null;
  }
  return null;
}

function positionOf(record: string): Position | null {
  const colon = record.lastIndexOf(":");
  const object = parseObjectKey(record.slice(0, colon));
  return object?.class === "segment"
    ? { gen: object.gen, seq: object.firstSeq + Number(record.slice(colon + 1)) - 1 }
    : null;
}

function isFull(line: Buffer | undefined): boolean {
  if (line === undefined) return false;
  const { type, body } = readCanonical(line) as unknown as Statement;
  return type === "run-opened" && body.extent === "full";
}

function difference(before: JsonObject, after: JsonObject): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const inWords = (value: Json | undefined): string =>
    value === undefined ? "not told" : typeof value === "string" ? value : canonicalize(value);
  return names
    .map((name) => [name, inWords(own(before, name)), inWords(own(after, name))] as const)
    .filter(([, was, is]) => was !== is)
    .map(([name, was, is]) => `${name}: ${was} -> ${is}`)
    .join("\n");
}

const own = (facts: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(facts, name) ? facts[name] : undefined;
