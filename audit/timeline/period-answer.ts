// Defines what evidence says of one scope in a period, whether its records answer or the tables that were made from them.
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { SecondCount } from "../second-counts.ts";
import type { Stale } from "../standing/stale-units.ts";
import type { Appeared, Left } from "./presence.ts";
import type { Interval } from "./timeline.ts";

/** A resource as rules take it, and as it is named. */
export type Described = Pick<Entry, "key" | "unit" | "region" | "name" | "labels">;

export type Named = Pick<Entry, "key" | "unit" | "name">;

/** An interval without what only the record tells that opened it. */
export type ToldInterval = Omit<Interval, "byTime">;

export type ToldResult = {
  readonly check: string;
  /** As the last record says. */
  readonly entry: Described;
  /** In order; each ends after the period begins. */
  readonly intervals: readonly ToldInterval[];
};

export type PeriodAnswer = {
  readonly scope: string;
  /** In order of keys and checks. */
  readonly results: readonly ToldResult[];
  /** Results whose data is too old to count at the end of the period; none where that is not asked. */
  readonly stale: ReadonlyMap<ToldResult, Stale>;
  readonly appeared: readonly (Omit<Appeared, "entry"> & { readonly entry: Named })[];
  readonly departed: readonly (Omit<Left, "entry"> & { readonly entry: Named })[];
  /** The times from which the segments in the period count, in order; of those before the period the last only. */
  readonly times: readonly string[];
  readonly population: number;
  /** The units whose resources a second source counted, in the last run that counts. */
  readonly counted: readonly SecondCount[];
  /** How many segment objects stand after what is sealed. They count for nothing; 0 where the period ends before them. */
  readonly unsealed: number;
};
