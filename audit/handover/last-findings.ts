// Finds the last finding of one check on each of some resources of a scope, with its facts and the record that holds it.
import { canonicalize } from "../../evidence-schema/bytes/canonical.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import type { Finding, Statement } from "../../evidence-schema/record/record.ts";
import type { RecordReader } from "../reading/record-at.ts";
import type { Rows } from "../tables/rows.ts";
import { lastLine } from "./last-reading.ts";

export type LastFinding = {
  readonly finding: Finding;
  readonly incarnation: string;
  /** Object and line. */
  readonly record: string;
};

export type FindingsAsked = {
  readonly scope: string;
  readonly check: string;
  readonly keys: Iterable<string>;
  readonly before: string;
};

/**
 * By key; a key without a finding of the check before that instant is left out. No more is read than back to the last full segment, which states
 * every finding, where each key has one. Rejects with StoreError.
 */
export async function lastFindings(
  reader: RecordReader,
  rows: Rows,
  { scope, check, keys, before }: FindingsAsked,
): Promise<ReadonlyMap<string, LastFinding>> {
  const found = new Map<string, LastFinding>();
  const wanted = new Set(keys);
  const last = lastLine(rows, scope, before);
  if (last === null) return found;
  const named = `"check":${canonicalize(check)}`;
  for await (const { key: object, lines } of reader.back(scope, last)) {
    if (wanted.size === 0) break;
    for (const [at, line] of [...lines.entries()].reverse()) {
      if (!line.includes(named)) continue;
      const told = findingIn(readCanonical(line) as unknown as Statement, check);
      if (told === null || !wanted.delete(told.key)) continue;
      const { key, incarnation, finding } = told;
      found.set(key, { finding, incarnation, record: `${object}:${at + 1}` });
    }
  }
  return found;
}

/** The finding of a check in a record, with the resource that it is of; null where the record holds none. */
export function findingIn({ type, body }: Statement, check: string) {
  if (type === "finding") return body.finding.check === check ? body : null;
  if (type !== "observation") return null;
  const finding = body.findings.find((each) => each.check === check);
  return finding === undefined ? null : { key: body.key, incarnation: body.incarnation, finding };
}
