// Verifies a ledger from its objects and a trust file alone: INTACT, BROKEN or INCOMPLETE, and never INTACT on silence.
// Shares with the writers only evidence-schema and the reading side of stores.
import { readCanonical } from "../evidence-schema/chain.ts";
import { sha256Hex } from "../evidence-schema/digest.ts";
import {
  genesis as genesisSchema,
  schedule as scheduleSchema,
  type Genesis,
  type Schedule,
  type Seal,
} from "../evidence-schema/log-schema.ts";
import { documentKey, GENESIS_KEY, parseObjectKey, type DocumentKind } from "../evidence-schema/object-key.ts";
import { checkShape } from "../evidence-schema/parse-body.ts";
import type { Trust } from "../evidence-schema/trust.ts";
import { isCompletenessRule, require } from "../evidence-schema/violation.ts";
import type { Head } from "../evidence-schema/chain.ts";
import { ZERO_DIGEST } from "../evidence-schema/digest.ts";
import type { ReadStore } from "./store.ts";
import type { ChainReport, ChainTask } from "./verify/chain.ts";
import { verifyChains } from "./verify/chains.ts";
import {
  cosignatureBreaches,
  coverageBreaches,
  futureBreaches,
  missedSlots,
  offGrid,
  silentScopes,
  unsealedBreaches,
  type Asked,
} from "./verify/completeness.ts";
import { readLog, type LogReading } from "./verify/log.ts";
import { breach, breachOf, type Breach, type Report } from "./verify/report.ts";
import { statements } from "./verify/statements.ts";
import { restartOf } from "./chain-layout.ts";

export type { Report } from "./verify/report.ts";

export type VerifyOptions = {
  readonly store: ReadStore;
  readonly trust: Trust;
  /** Half-open period, RFC 3339 instants; without them from the ledger's creation to now. */
  readonly from?: string;
  readonly to?: string;
  readonly now: string;
  readonly threads?: number;
  /** Directory of the ledger, where worker threads may open it themselves. */
  readonly root?: string;
};

/** Something was asked that this version can't do or that makes no sense: exit 3, never a verdict. */
export class VerifyUsageError extends Error {
  override readonly name = "VerifyUsageError";
}

/** Reads everything of the period and reports. Rejects with StoreError where the ledger can't be read. */
export async function verifyLedger(options: VerifyOptions): Promise<Report> {
  const { store, trust, now } = options;
  if (trust.stampers.length > 0)
    throw new VerifyUsageError("the trust file asks for time stamps (tsa), which this version can't check");
  if (options.from !== undefined && options.to !== undefined && options.from >= options.to)
    throw new VerifyUsageError(`the period is empty: from ${options.from}, to ${options.to}`);
  const keys = await store.list("");
  const founded = await readGenesis(store, trust);
  if (!("genesis" in founded))
    return verdictOf({
      options,
      keys,
      founded: null,
      breaches: [founded.breach],
      asked: { from: options.from ?? now, to: options.to ?? now },
    });
  const { genesis, ledger } = founded;
  const asked: Asked = {
    from: options.from ?? genesis.created,
    to: options.to ?? now,
    fromGiven: options.from !== undefined,
    toGiven: options.to !== undefined,
    now,
  };
  if (asked.from >= asked.to) throw new VerifyUsageError(`the period is empty: from ${asked.from}, to ${asked.to}`);
  const window = asked.fromGiven || asked.toGiven ? asked : null;
  const log = await readLog(store, genesis, ledger, trust, keys, window);
  const chains = await verifyChains(
    store,
    options.root ?? null,
    await chainTasks(store, ledger, log, keys),
    options.threads,
  );
  const { schedules, breaches: ofDocuments } = await checkDocuments(store, keys, log, chains, window === null);
  const broken = [
    ...log.breaches.filter(({ rule }) => !isCompletenessRule(rule)),
    ...chains.flatMap(({ breaches }) => breaches),
    ...strays(keys),
    ...ofDocuments.filter(({ rule }) => !isCompletenessRule(rule)),
    ...offGrid(log, schedules),
  ];
  const missed = log.breaches.length > 0 ? [] : missedSlots(log, schedules, asked, genesis);
  const incomplete = [
    ...log.breaches.filter(({ rule }) => isCompletenessRule(rule)),
    ...missed.map((slot) => breach("W1", "log/", `a sealed run of slot ${slot}`, "none")),
    ...unsealedBreaches(log, chains, schedules, asked),
    ...(await cosignatureBreaches(store, log, trust)),
    ...coverageBreaches(log, schedules, asked, genesis),
    ...silentScopes(log),
    ...futureBreaches(log, chains, now),
    ...ofDocuments.filter(({ rule }) => isCompletenessRule(rule)),
  ];
  return verdictOf({
    options,
    keys,
    founded,
    breaches: [...broken, ...incomplete],
    asked,
    log,
    chains,
    missed,
    schedules,
  });
}

type Founded = { readonly genesis: Genesis; readonly ledger: string };

async function readGenesis(store: ReadStore, trust: Trust): Promise<Founded | { readonly breach: Breach }> {
  const bytes = await store.get(GENESIS_KEY);
  if (bytes === null)
    return { breach: breach("G1", GENESIS_KEY, "the object that founds the ledger", "no such object") };
  try {
    const value = readCanonical(bytes);
    checkShape("G1", genesisSchema, value);
    const ledger = sha256Hex(bytes);
    require(ledger === trust.ledger, "G2", `ledger ${trust.ledger}`, () => ledger);
    return { genesis: value as unknown as Genesis, ledger };
  } catch (error) {
    return { breach: breachOf(error, GENESIS_KEY) };
  }
}

const strays = (keys: readonly string[]): Breach[] =>
  keys.flatMap((key) =>
    parseObjectKey(key) === null ? [breach("K1", key, "a key of one of the forms of the format", "another")] : [],
  );

async function chainTasks(
  store: ReadStore,
  ledger: string,
  log: LogReading,
  keys: readonly string[],
): Promise<ChainTask[]> {
  const byScope = new Map<string, string[]>([...log.rows.keys()].map((scope) => [scope, []]));
  for (const key of keys) {
    const parsed = parseObjectKey(key);
    if (parsed?.class !== "segment") continue;
    const of = byScope.get(parsed.scope);
    if (of === undefined) byScope.set(parsed.scope, [key]);
    else of.push(key);
  }
  const tasks: ChainTask[] = [];
  for (const scope of [...byScope.keys()].sort()) {
    const from = await windowHead(store, log, scope);
    tasks.push({
      ledger,
      scope,
      rows: log.rows.get(scope) ?? [],
      stands: log.stands.get(scope) ?? [],
      from,
      keys: byScope.get(scope) ?? [],
      toEnd: log.toEnd,
    });
  }
  return tasks;
}

/** Where a chain stood before the window's first seal, as that seal says; null at the beginning of the chain. */
async function windowHead(store: ReadStore, log: LogReading, scope: string): Promise<Head | null> {
  if (log.first === null || log.first.index === 0) return null;
  const row: Seal["scopes"][number] | undefined = log.first.scopes.find((each) => each.scope === scope);
  if (row === undefined) return null;
  const [segment] = row.segments;
  if (segment === undefined) return row.seq === -1 ? null : { gen: row.gen, seq: row.seq, head: row.head, time: null };
  const parsed = parseObjectKey(segment.key);
  const gen = parsed?.class === "segment" ? parsed.gen : row.gen;
  if (segment.first > 0) return { gen, seq: segment.first - 1, head: segment.before, time: null };
  const restart = gen === 0 ? null : await restartOf(store, segment.key);
  return restart === null || restart.seq === -1
    ? null
    : { gen: restart.gen, seq: restart.seq, head: restart.head ?? ZERO_DIGEST, time: null };
}

async function checkDocuments(
  store: ReadStore,
  keys: readonly string[],
  log: LogReading,
  chains: readonly ChainReport[],
  whole: boolean,
): Promise<{ schedules: Map<string, Schedule>; breaches: Breach[] }> {
  const named = new Set(chains.flatMap(({ documents }) => documents));
  for (const { documents } of log.seals)
    for (const [kind, digest] of Object.entries(documents)) if (digest !== null) named.add(`${kind}/${digest}`);
  const breaches: Breach[] = [];
  const schedules = new Map<string, Schedule>();
  const present = new Set<string>();
  for (const key of keys) {
    const parsed = parseObjectKey(key);
    if (parsed?.class !== "document") continue;
    const name = `${parsed.kind}/${parsed.digest}`;
    present.add(name);
    if (!whole && !named.has(name)) continue;
    const bytes = (await store.get(key)) ?? Buffer.alloc(0);
    try {
      const value = readCanonical(bytes);
      require(sha256Hex(bytes) === parsed.digest, "K2", parsed.digest, () => sha256Hex(bytes));
      if (parsed.kind === "schedule") {
        checkShape("W1", scheduleSchema, value);
        schedules.set(parsed.digest, value as unknown as Schedule);
      }
    } catch (error) {
      breaches.push(breachOf(error, key));
    }
  }
  for (const name of [...named].sort()) {
    if (present.has(name)) continue;
    const [kind, digest] = name.split("/") as [DocumentKind, string];
    breaches.push(breach("K3", documentKeyOf(kind, digest), "the document that a seal or run names", "no such object"));
  }
  return { schedules, breaches };
}

function documentKeyOf(kind: DocumentKind, digest: string): string {
  try {
    return documentKey(kind, digest);
  } catch {
    return `documents/${kind}/${digest}.json`;
  }
}

type Findings = {
  readonly options: VerifyOptions;
  readonly keys: readonly string[];
  readonly founded: Founded | null;
  readonly breaches: readonly Breach[];
  readonly asked: { readonly from: string; readonly to: string };
  readonly log?: LogReading;
  readonly chains?: readonly ChainReport[];
  readonly missed?: readonly string[];
  readonly schedules?: ReadonlyMap<string, Schedule>;
};

function verdictOf({ options, founded, breaches, asked, log, chains = [], missed = [], schedules }: Findings): Report {
  const exit = breaches.length === 0 ? 0 : breaches.every(({ rule }) => isCompletenessRule(rule)) ? 2 : 1;
  const checkpoint = log?.checkpoint ?? null;
  return {
    verdict: exit === 0 ? "INTACT" : exit === 1 ? "BROKEN" : "INCOMPLETE",
    exit,
    asked: { from: asked.from, to: asked.to },
    covered: log === undefined ? null : covered(log),
    ledger: founded?.ledger ?? null,
    mode: founded?.genesis.mode ?? null,
    checkpoint: checkpoint === null ? null : { size: checkpoint.size, root: checkpoint.root.toString("hex") },
    problems: breaches,
    gaps: chains.flatMap(({ gaps }) => gaps),
    unknown: [...(log?.unknown ?? []), ...chains.flatMap(({ unknown }) => unknown)],
    proven: chains.map(({ proven }) => proven),
    abandoned: chains.flatMap(({ abandoned }) => abandoned),
    void: (log?.voided ?? []).map(({ index, reason }) => ({ index, reason })),
    missedSlots: missed,
    read: {
      objects: chains.reduce((sum, { objects }) => sum + objects, 0),
      records: chains.reduce((sum, { records }) => sum + records, 0),
      seals: log?.seals.length ?? 0,
    },
    statements:
      founded === null ? [] : statements({ trust: options.trust, mode: founded.genesis.mode, log, chains, schedules }),
  };
}

function covered(log: LogReading): Report["covered"] {
  const [first, last] = [log.seals[0], log.seals.at(-1)];
  return first === undefined || last === undefined ? null : { from: first.time, to: last.time };
}
