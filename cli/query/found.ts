// Finds the answer to a query: over a period by the time of records in the derived tables, any other in the records themselves.
import type { Basis } from "../../audit/tables/basis.ts";
import { TablesError } from "../../audit/tables/file.ts";
import { resultsIn } from "../../audit/tables/results/results-in.ts";
import type { MeteredStore } from "../../audit/reading/metered-store.ts";
import { SealedLog } from "../../audit/reading/sealed-log.ts";
import { policyInForce } from "../../audit/standing/in-force/policy-in-force.ts";
import type { PeriodAnswer } from "../../audit/timeline/period-answer.ts";
import { resultsOver, type FreshAt } from "../../audit/timeline/results-over.ts";
import { sealKey } from "../../evidence-schema/keys/object-key.ts";
import type { Seal } from "../../evidence-schema/log/log-schema.ts";
import { ChainError, Ledger, parseSeal } from "../../ledger/read/ledger.ts";
import { stored } from "../../ledger/read/stored.ts";
import { explain } from "../exit.ts";
import type { Home } from "../places/home.ts";
import { withTables } from "../places/tables.ts";
import { withProgress } from "../progress.ts";
import type { QuestionTime } from "../times/period.ts";
import { filterOf, sealedScopes, type Filter, type FilterOptions } from "./filter.ts";

export type Found = {
  readonly answers: readonly PeriodAnswer[];
  readonly filter: Filter;
  /** The newest seal that the answer rests on; null where nothing is sealed. */
  readonly seal: Seal | null;
  /** The checkpoint of the tables that answered; null where the records did. */
  readonly basis: Basis | null;
};

/** `home`: where the tables of the ledger lie; `store`: counts what is read of evidence, and not the documents that options name. */
export type Asking = {
  readonly home: Home;
  readonly ledger: Ledger;
  readonly store: MeteredStore;
  readonly asked: QuestionTime;
  readonly options: FilterOptions;
};

/** Rejects with UsageError where an option is not known, and with ChainError or StoreError where evidence is not as it was sealed. */
export async function found(asking: Asking): Promise<Found> {
  const { asked } = asking;
  if (asked.is !== "window" || asked.by !== "record") return inRecords(asking);
  try {
    return await inTables(asking, asked);
  } catch (error) {
    if (!(error instanceof ChainError || error instanceof TablesError)) throw error;
    // The fault may concern another scope or time than those that are asked about, or this machine alone.
    const answer = await inRecords(asking);
    process.stderr.write(`${explain(error)}. The answer was read from the records instead of the tables\n`);
    return answer;
  }
}

async function inTables(
  { home, ledger, store, options }: Asking,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Found> {
  return withTables(home, await Ledger.open(store), async ({ rows, basis, broken }) => {
    const seal = basis === null ? null : parseSeal(await stored(store, sealKey(basis.leaf)), basis.leaf);
    const controls = rows.get(`select controls from seal where time < :to order by leaf desc limit 1`, { to });
    const sealed = { scopes: sealedScopes(seal), controls: controls?.["controls"] as string | null | undefined };
    const filter = await filterOf(options, ledger, sealed);
    const fault = broken.find(({ scope }) => filter.scopes?.has(scope) !== false);
    if (fault !== undefined) throw new ChainError(fault.said);
    // A check that is asked for by name is looked for, whatever else is asked: its name has to be known.
    const named = options.check === undefined ? filter : { ...filter, checks: new Set(options.check), outcomes: null };
    const asked = { from, to, ...named };
    const answers = seal === null ? [] : await resultsIn({ rows, seal, store }, asked);
    return { answers, filter, seal, basis };
  });
}

async function inRecords({ ledger, store, asked, options }: Asking): Promise<Found> {
  const log = await SealedLog.open(store);
  const seal = await log.newest();
  // By data it is the newest seal of all: when a control was in force is known by records alone.
  const inForce = await log.at(await log.last(asked.by === "data" ? () => true : asked.period.includes));
  const sealed = { scopes: sealedScopes(seal), controls: inForce?.documents["controls"] };
  const filter = await filterOf(options, ledger, sealed);
  const freshAt = asked.is === "as-of" && inForce !== null ? await freshAtOf(ledger, inForce, asked.asOf) : {};
  const answers = await withProgress((show) =>
    resultsOver({ store, ledger: ledger.id, log }, asked.period, {
      ...(filter.scopes === null ? {} : { scopes: filter.scopes }),
      by: asked.by,
      ...freshAt,
      onSegment: (scope, time) => show(`reading ${scope}, at ${time}`),
    }),
  );
  return { answers, filter, seal, basis: null };
}

/** By the policy that was in force at the instant; by data that of the newest seal, as for controls. */
const freshAtOf = async (ledger: Ledger, seal: Seal, instant: string): Promise<{ readonly freshAt: FreshAt }> => ({
  freshAt: { instant, freshness: (await policyInForce(ledger, { seal })).freshness },
});
