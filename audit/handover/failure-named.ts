// Finds the failures that an id names, in the derived tables.
import type { Position } from "../../evidence-schema/record/record.ts";
import { failureId } from "../period/failure-id.ts";
import type { Row, Rows } from "../tables/rows.ts";

/** A failure by what a person has to know to tell it from another one. */
export type NamedFailure = {
  readonly id: string;
  readonly scope: string;
  readonly key: string;
  readonly check: string;
  /** When it began at the latest, and ended; null where it goes on. RFC 3339. */
  readonly from: string;
  readonly to: string | null;
  readonly because: string;
  /** The record that opened it; null where its id is not made of one. */
  readonly opened: Position | null;
};

const NAMED = `select * from failure where id = :id order by from_time, scope, key, check_id`;
const OPENED = `select distinct opened_gen as gen, opened_seq as seq from result
  where scope = :scope and key = :key and check_id = :check and opened_gen is not null`;

/** In order of time. Two have one id only where their digests begin alike. */
export const failuresNamed = (rows: Rows, id: string): NamedFailure[] =>
  rows.all(NAMED, { id }).map((row) => {
    const item = { scope: String(row["scope"]), key: String(row["key"]), check: String(row["check_id"]) };
    return {
      id,
      ...item,
      from: String(row["from_time"]),
      to: row["to_time"] === null ? null : String(row["to_time"]),
      because: String(row["because"]),
      opened:
        rows
          .all(OPENED, item)
          .map(positionOf)
          .find((each) => failureId(item, each) === id) ?? null,
    };
  });

const positionOf = ({ gen, seq }: Row): Position => ({ gen: Number(gen), seq: Number(seq) });
