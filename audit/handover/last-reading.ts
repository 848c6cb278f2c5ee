// Finds what a chain says last of a resource before an instant: its values in the cloud's own names, and the record that holds them.
import { canonicalize } from "../../evidence-schema/bytes/canonical.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import type { JsonObject, Position, Statement } from "../../evidence-schema/record/record.ts";
import type { Looked } from "./population.ts";
import type { RecordReader } from "../reading/record-at.ts";
import type { Rows } from "../tables/rows.ts";

export type LastReading = {
  /** The members that checks read, as the cloud's API names them. */
  readonly projection: JsonObject;
  /** Object and line. */
  readonly record: string;
  readonly dataTime: string | null;
};

const LAST = `select gen, last from segment where scope = :scope and time < :before order by gen desc, first desc limit 1`;

/**
 * The newest observation of an incarnation before the instant at which it is looked at, new or restated; null where there is none. No more is read than back to the
 * last full segment, which states every resource. Rejects with StoreError.
 */
export async function lastReading(
  reader: RecordReader,
  rows: Rows,
  { scope, key, incarnation, before }: Looked,
): Promise<LastReading | null> {
  const last = lastLine(rows, scope, before);
  if (last === null) return null;
  const named = `"key":${canonicalize(key)}`;
  for await (const segment of reader.back(scope, last)) {
    for (const [at, line] of [...segment.lines.entries()].reverse()) {
      if (!line.includes(named)) continue;
      const { type, body } = readCanonical(line) as unknown as Statement;
      if (type !== "observation" || body.key !== key || body.incarnation !== incarnation) continue;
      return { projection: body.projection, record: `${segment.key}:${at + 1}`, dataTime: body.dataTime };
    }
  }
  return null;
}

/** The last line of the last segment of a scope before an instant; null where there is none. */
export function lastLine(rows: Rows, scope: string, before: string): Position | null {
  const last = rows.get(LAST, { scope, before });
  return last === undefined ? null : { gen: Number(last["gen"]), seq: Number(last["last"]) };
}
