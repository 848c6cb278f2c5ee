// Answers how results stood in a window by the time of records, what came and what went: as records do, without reading them.
import { ACTS_SCOPE } from "../../../evidence-schema/keys/object-key.ts";
import type { Seal, SealedScope } from "../../../evidence-schema/log/log-schema.ts";
import type { Outcome } from "../../../evidence-schema/record/record.ts";
import type { ReadStore } from "../../../ledger/store.ts";
import type { PeriodAnswer } from "../../timeline/period-answer.ts";
import { unsealedAfter } from "../../timeline/results-over.ts";
import type { Rows } from "../rows.ts";
import { Descriptions } from "./descriptions.ts";
import { itemsIn } from "./items-in.ts";
import { appearedIn, departedIn, populationAt } from "./moves-in.ts";
import { Segments, type Window } from "./segments.ts";

export type AskedResults = Window & {
  /** Null: all. A result that had one of the outcomes in the window is given with all of its intervals. */
  readonly scopes: ReadonlySet<string> | null;
  readonly checks: ReadonlySet<string> | null;
  readonly outcomes: ReadonlySet<Outcome> | null;
};

/** `seal`: the one that the rows were made up to. The store is asked only for the names of what is not sealed. */
export type Tables = { readonly rows: Rows; readonly seal: Seal; readonly store: ReadStore };

/**
 * The answers are in order of scopes. A result that began before the window has its begin and the record of that, however long ago.
 * Rejects with StoreError.
 */
export async function resultsIn(tables: Tables, asked: AskedResults): Promise<PeriodAnswer[]> {
  const answers: PeriodAnswer[] = [];
  for (const sealed of tables.seal.scopes)
    if (sealed.scope !== ACTS_SCOPE && asked.scopes?.has(sealed.scope) !== false)
      answers.push(await answerOf(tables, sealed, asked));
  return answers;
}

async function answerOf(
  { rows, store }: Tables,
  { scope, gen, seq }: SealedScope,
  { from, to, checks, outcomes }: AskedResults,
): Promise<PeriodAnswer> {
  const window = { from, to };
  const segments = new Segments(rows, scope, to);
  const described = new Descriptions(rows, scope, to);
  const { end } = segments;
  const isNewest = end.gen === gen && end.seq === seq;
  return {
    scope,
    results: itemsIn(rows, scope, { window, checks, outcomes, segments, described }),
    stale: new Map(),
    appeared: appearedIn(rows, scope, window),
    departed: departedIn(rows, scope, window, described),
    times: segments.times(from),
    population: populationAt(rows, scope, to),
    counted: segments.counted(),
    unsealed: isNewest ? await unsealedAfter({ store }, { scope, end }) : 0,
  };
}
