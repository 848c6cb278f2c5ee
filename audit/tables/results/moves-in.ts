// Lists which resources of a scope came and went in a window, and counts those that are there at its end.
import { parseObjectKey } from "../../../evidence-schema/keys/object-key.ts";
import type { DepartureReason } from "../../../evidence-schema/record/record.ts";
import type { PeriodAnswer } from "../../timeline/period-answer.ts";
import type { Row, Rows } from "../rows.ts";
import type { Descriptions } from "./descriptions.ts";
import type { Window } from "./segments.ts";

const APPEARED = `select key, unit, name, first_seen, baseline, record, data_time from resource
  where scope = :scope and first_seen >= :from and first_seen < :to order by rowid`;
const DEPARTED = `select key, incarnation, departed, why, departed_record as record, departed_data_time from resource
  where scope = :scope and departed >= :from and departed < :to`;
const THERE = `select count(*) as count from resource
  where scope = :scope and first_seen < :to and (departed is null or departed >= :to)`;

/** In the order of the records: rows are written so. */
export const appearedIn = (rows: Rows, scope: string, window: Window): PeriodAnswer["appeared"] =>
  rows
    .all(APPEARED, { scope, ...window })
    .map(({ key, unit, name, first_seen: time, baseline, record, data_time }) => ({
      entry: { key: key as string, unit: unit as string, name: name as string | null },
      isBaseline: baseline === 1,
      said: { record: record as string, time: time as string, dataTime: data_time as string | null },
    }));

/** In the order of the records. */
export const departedIn = (
  rows: Rows,
  scope: string,
  window: Window,
  described: Descriptions,
): PeriodAnswer["departed"] =>
  inOrder(rows.all(DEPARTED, { scope, ...window })).map((row) => {
    const time = String(row["departed"]);
    const { key, unit, name } = described.before(String(row["key"]), String(row["incarnation"]), time);
    return {
      entry: { key, unit, name },
      reason: row["why"] as DepartureReason,
      said: { record: String(row["record"]), time, dataTime: row["departed_data_time"] as string | null },
    };
  });

export const populationAt = (rows: Rows, scope: string, to: string): number =>
  Number(rows.get(THERE, { scope, to })?.["count"]);

function inOrder(rows: readonly Row[]): Row[] {
  const placed = rows.map((row) => ({ row, place: placeOf(String(row["record"])) }));
  return placed
    .sort((a, b) => a.place.map((each, at) => each - (b.place[at] as number)).find((each) => each !== 0) ?? 0)
    .map(({ row }) => row);
}

/** Generation, position of the object, line. */
function placeOf(record: string): readonly number[] {
  const at = record.lastIndexOf(":");
  const parsed = parseObjectKey(record.slice(0, at));
  return parsed?.class === "segment" ? [parsed.gen, parsed.firstSeq, Number(record.slice(at + 1))] : [0, 0, 0];
}
