// Writes what the runs of a scope were read from, and as whom.
import type { ReadSegment } from "../../reading/read-span.ts";
import type { Row, Rows } from "../rows.ts";

const OPEN = `select * from source where scope = :scope and to_time is null`;
const END = `update source set to_time = :at where scope = :scope and to_time is null and source = :source and lane = :lane
  and principal = :principal and endpoint = :endpoint and query is :query and lag_seconds = :lag_seconds`;

type Source = ReadSegment["opened"]["sources"][number];

const rowOf = ({ source, lane, principal, endpoint, query, lagSeconds }: Source): Row => ({
  source,
  lane,
  principal,
  endpoint,
  query,
  lag_seconds: lagSeconds,
});

const idOf = ({ source, lane, principal, endpoint, query, lag_seconds: lag }: Row): string =>
  JSON.stringify([source, lane, principal, endpoint, query, lag]);

/** A batch of events asks a few sources alone: only a run tells that another is asked no more. */
export function writeSources(rows: Rows, scope: string, { opened, time: at }: ReadSegment): void {
  const now = new Map(opened.sources.map((each) => [idOf(rowOf(each)), rowOf(each)]));
  for (const open of rows.all(OPEN, { scope })) {
    if (now.delete(idOf(open)) || opened.trigger === "event") continue;
    const { source, lane, principal, endpoint, query, lag_seconds: lag } = open;
    rows.run(END, { scope, at, source, lane, principal, endpoint, query, lag_seconds: lag } as Row);
  }
  for (const source of now.values()) rows.insert("source", { scope, ...source, from_time: at, to_time: null });
}
