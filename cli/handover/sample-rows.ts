// Puts beside each drawn row what the ledger says of it in the cloud's own names, and the command that shows the same at the cloud.
import type { Drawn } from "../../audit/handover/draw.ts";
import { lastReading } from "../../audit/handover/last-reading.ts";
import type { PopulationRow } from "../../audit/handover/population.ts";
import { resultsAt } from "../../audit/handover/results-at.ts";
import { sourceCommand } from "../../audit/handover/source-command.ts";
import { RecordReader } from "../../audit/reading/record-at.ts";
import type { AskedPopulation, PopulationFrom } from "./asking.ts";

export type SampleRow = Drawn & {
  readonly cells: PopulationRow["cells"];
  /** The results at the end of the period, or at the last moment that the resource was there; null for a row that is no resource. */
  readonly results: string | null;
  /** The members that checks read of it then, as JSON with the names of the cloud's API; null where no record before the end says it. */
  readonly native: string | null;
  /** The record that holds these values, or that the row is about. */
  readonly record: string | null;
  readonly source: string | null;
};

/** In the order in which they were drawn. Rejects with StoreError. */
export async function sampleRows(
  drawn: readonly Drawn[],
  { population }: AskedPopulation,
  { ledger, tables }: PopulationFrom,
): Promise<SampleRow[]> {
  const byId = new Map(population.rows.map((row) => [row.id, row]));
  const reader = new RecordReader(ledger.store);
  const rows: SampleRow[] = [];
  for (const each of drawn) {
    const { cells = {}, about = null } = byId.get(each.id) ?? {};
    const reading = about === null ? null : await lastReading(reader, tables.rows, about);
    const results = about === null ? null : resultsAt(tables.rows, about);
    rows.push({
      ...each,
      cells,
      results: results?.map(({ check, answer, because }) => `${check}: ${answer} (${because})`).join("\n") ?? null,
      native: reading === null ? null : JSON.stringify(reading.projection),
      record: reading?.record ?? cells["record"] ?? null,
      source: about === null ? null : sourceCommand(about),
    });
  }
  return rows;
}
