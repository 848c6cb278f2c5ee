// Finds the populations and samples that the ledger has on record, and whether a seal lists each.
import { ACTS_SCOPE } from "../../evidence-schema/keys/object-key.ts";
import type { NewestSeal } from "../../ledger/read/log-tail.ts";
import type { ReadAct } from "../../ledger/read/read-acts.ts";
import { isDeepStrictEqual } from "node:util";

/** The place of an act in its chain. */
export type ActPosition = { readonly gen: number; readonly seq: number };

/** An act `population` (FORMAT.md 5.2): the list that a question had when it was asked. */
export type RecordedPopulation = {
  readonly position: ActPosition;
  /** Its record: object and line. */
  readonly record: string;
  readonly time: string;
  readonly isSealed: boolean;
  readonly asked: string;
  readonly from: string;
  readonly until: string;
  readonly count: number;
  readonly digest: string;
};

/** An act `sample` (FORMAT.md 5.2). */
export type RecordedSample = {
  readonly record: string;
  readonly time: string;
  readonly population: ActPosition;
  readonly seed: string;
  readonly drawn: readonly string[];
  readonly purpose: string;
};

/** In the order of their records. `newest`: null where nothing is sealed. */
export function recordedPopulations(acts: readonly ReadAct[], newest: NewestSeal | null): RecordedPopulation[] {
  const sealed = newest?.seal.scopes.find(({ scope }) => scope === ACTS_SCOPE);
  return acts.flatMap(({ key, line, record }): RecordedPopulation[] => {
    if (record.type !== "population") return [];
    const { gen, seq, time, body } = record;
    const said = body as unknown as Pick<RecordedPopulation, "asked" | "from" | "until" | "count" | "digest">;
    const isSealed = sealed !== undefined && (gen < sealed.gen || (gen === sealed.gen && seq <= sealed.seq));
    return [{ position: { gen, seq }, record: `${key}:${line}`, time, isSealed, ...pick(said) }];
  });
}

const pick = ({
  asked,
  from,
  until,
  count,
  digest,
}: Pick<RecordedPopulation, "asked" | "from" | "until" | "count" | "digest">) => ({
  asked,
  from,
  until,
  count,
  digest,
});

/** The samples that were drawn of a population, in the order of their records. */
export function recordedSamples(acts: readonly ReadAct[], of: ActPosition): RecordedSample[] {
  return acts.flatMap(({ key, line, record }): RecordedSample[] => {
    if (record.type !== "sample") return [];
    const said = record.body as unknown as Pick<RecordedSample, "population" | "seed" | "drawn" | "purpose">;
    if (!isDeepStrictEqual(said.population, of)) return [];
    return [{ record: `${key}:${line}`, time: record.time, ...said }];
  });
}
