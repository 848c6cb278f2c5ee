// Makes or extends the derived tables of a ledger up to one of its seals, and asks them, in a process of its own.
import { failuresIn } from "../audit/tables/failures-in.ts";
import { controlDaysIn } from "../audit/tables/days/control-days-in.ts";
import { openTables } from "../audit/tables/database.ts";
import { resultsIn } from "../audit/tables/results/results-in.ts";
import { policyTimes } from "../audit/tables/policy/policy-times.ts";
import { openToRead } from "../cli/places/open-store.ts";
import { makeControlsDocument, readControlsDocument } from "../controls/controls-document.ts";
import { defaultControls } from "../controls/default-controls.ts";
import type { Json } from "../evidence-schema/bytes/canonical.ts";
import { parseObjectKey, sealKey } from "../evidence-schema/keys/object-key.ts";
import type { Outcome } from "../evidence-schema/record/record.ts";
import { Ledger, parseSeal } from "../ledger/read/ledger.ts";
import { stored } from "../ledger/read/stored.ts";
import type { ReadStore } from "../ledger/store.ts";
import { answer, request } from "./child.ts";

/** `seals`: so many seals of the ledger count, as if the others were not made yet. */
export type TablesRequest = { readonly ledger: string; readonly path: string; readonly seals: number };

export type TablesRun = {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly made: string | null;
  readonly failures: number;
  /** Milliseconds of one answer: failures of all that is sealed, and days of controls. */
  readonly askMs: number;
  readonly daysMs: number;
  /** Milliseconds of the results of all that is sealed, and of those that failed in it. */
  readonly resultsMs: number;
  readonly failedMs: number;
};

const asked = request<TablesRequest>();

/** The store without the leaves that come later: what no seal lists counts for nothing. */
function upTo(store: ReadStore, seals: number): ReadStore {
  const isThere = (key: string): boolean => {
    const parsed = parseObjectKey(key);
    return parsed === null || !("index" in parsed) || parsed.index < seals;
  };
  return {
    ...store,
    place: store.place,
    folders: (prefix) => store.folders(prefix),
    get: (key) => (isThere(key) ? store.get(key) : Promise.resolve(null)),
    list: async (prefix, after) => (await store.list(prefix, after)).filter(isThere),
  };
}

const ledger = await Ledger.open(upTo(await openToRead(asked.ledger), asked.seals));
const began = performance.now();
const { rows, basis, made } = await openTables({ ledger, path: asked.path });
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage();
const until = Date.parse(basis?.sealTime ?? "");
const window = { from: 0, to: until };
const atFailures = performance.now();
// The frozen year names no controls: those that the package brings are laid over it.
const document = readControlsDocument(JSON.parse(makeControlsDocument(defaultControls, [], []).toString()) as Json);
const policy = {
  ...(await policyTimes(ledger, rows)),
  controls: [{ from: -Infinity, to: Infinity, digest: null, document }],
};
const failures = failuresIn(rows, policy, { window, until, severityOf: () => null }).length;
const askMs = performance.now() - atFailures;
const atDays = performance.now();
controlDaysIn(rows, policy, { window: { from: until - 92 * 86_400_000, to: until }, zone: "UTC", until });
const daysMs = performance.now() - atDays;
const { leaf = 0, sealTime = "" } = basis ?? {};
const seal = parseSeal(await stored(ledger.store, sealKey(leaf)), leaf);
/** Milliseconds of one answer. */
async function results(outcomes: ReadonlySet<Outcome> | null): Promise<number> {
  const at = performance.now();
  const all = { from: ledger.genesis.created, to: sealTime, scopes: null, checks: null, outcomes };
  await resultsIn({ rows, seal, store: ledger.store }, all);
  return performance.now() - at;
}
const [failedMs, resultsMs] = [await results(new Set(["fail"])), await results(null)];
const cpuSeconds = (user + system) / 1e6;
const run: TablesRun = { seconds, cpuSeconds, made, failures, askMs, daysMs, resultsMs, failedMs };
answer(run);
