// Verifies a ledger from its objects and a trust file alone: INTACT, BROKEN, INCOMPLETE or STRAY, and never INTACT
// on silence. Shares with the writers only evidence-schema and the reading side of stores.
import { z } from "zod";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { genesis as genesisSchema, type Genesis } from "../../evidence-schema/log/log-schema.ts";
import { ACTS_SCOPE, GENESIS_KEY } from "../../evidence-schema/keys/object-key.ts";
import { checkShape } from "../../evidence-schema/record/parse-body.ts";
import { isCompletenessRule } from "../../evidence-schema/rules.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import type { KeptCheckpoint, Trust } from "../../evidence-schema/log/trust.ts";
import { require } from "../../evidence-schema/violation.ts";
import { boundedGet } from "../read/bounded-get.ts";
import { Disowned } from "../read/disowned.ts";
import { ReadDocuments } from "../read/read-documents.ts";
import type { ReadStore } from "../store.ts";
import { cannotShow } from "./statements/cannot-show.ts";
import { ChainTasks } from "./chains/chain-tasks.ts";
import type { ChainReport, ChainTask, DisownedHere } from "./chains/chain-task.ts";
import { claimsOf, type Claims } from "./claims.ts";
import { verifyChains } from "./chains/chains.ts";
import { coverageBreaches, futureBreaches, silentScopes, unsealedBreaches } from "./due-seals/completeness.ts";
import { cosignatureBreaches } from "./log/cosignatures.ts";
import { disownedBreaches } from "./disowned-objects.ts";
import { attachmentBreaches, documentBreaches, strangers } from "./documents.ts";
import { succession, type Continued } from "./log/earlier.ts";
import { readLog } from "./log/log.ts";
import { missedSlots } from "./due-seals/missed-slots.ts";
import { notObserved } from "./statements/not-observed.ts";
import { TrustOutdated } from "./log/notes.ts";
import { violationOf, reportViolation, EXITS, verdictOf, type ReportedViolation, type Report } from "./report.ts";
import type { VerifiedPeriod } from "./due-seals/schedules.ts";

export type { Report } from "./report.ts";

export type VerifyOptions = {
  readonly store: ReadStore;
  readonly trust: Trust;
  /** Half-open period, RFC 3339 instants; without them from the ledger's creation to now. */
  readonly from?: string;
  readonly to?: string;
  readonly now: string;
  /** Checkpoints that were kept elsewhere, beside those of the trust file. */
  readonly kept?: readonly KeptCheckpoint[];
  /** The ledger that this one continues. */
  readonly earlier?: { readonly store: ReadStore; readonly trust: Trust };
  readonly threads?: number;
  /** Directory of the ledger, where worker threads may open it themselves. */
  readonly root?: string;
  /** Told once what the ledger says of itself, before the report; not where its genesis is not the right one. */
  readonly claims?: (claims: Claims) => void;
};

/** The caller asked for what this version can't do, or for a contradiction: exit 3, never a verdict. */
export class VerifyUsageError extends Error {
  override readonly name = "VerifyUsageError";
}

/** Reads everything of the period and reports. Rejects with StoreError where the ledger can't be read. */
export async function verifyLedger(options: VerifyOptions): Promise<Report> {
  const { store, trust, now, from, to } = options;
  if (trust.stampers.length > 0)
    throw new VerifyUsageError(
      "the trust file asks for time stamps (tsa), which this version cannot check. Use a newer version, or a trust file without tsa lines",
    );
  if (from !== undefined && from >= (to ?? now))
    throw new VerifyUsageError(`the period is empty: found from ${from}, expected a time before ${to ?? now}`);
  const keys = await store.list("");
  const founded = await readGenesis(store, trust);
  if ("breach" in founded) return unfounded(founded.breach, { from: from ?? now, to: to ?? now });
  const { created } = founded.genesis;
  if (to !== undefined && from === undefined && to <= created)
    throw new VerifyUsageError(
      `the period is empty: found to ${to}, expected a time after ${created}, when the ledger was created`,
    );
  // A key may sign for several logs.
  const foreign = options.kept?.find(({ origin = founded.genesis.origin }) => origin !== founded.genesis.origin);
  if (foreign !== undefined)
    throw new VerifyUsageError(
      `the kept checkpoint belongs to the log ${JSON.stringify(foreign.origin)}, not to this log. Give --checkpoint a checkpoint of this log`,
    );
  try {
    return await verifyFounded(options, keys, founded);
  } catch (error) {
    if (error instanceof TrustOutdated) throw new VerifyUsageError(error.message, { cause: error });
    throw error;
  }
}

type Founded = { readonly genesis: Genesis; readonly ledger: string };

async function readGenesis(store: ReadStore, trust: Trust): Promise<Founded | { readonly breach: ReportedViolation }> {
  try {
    const bytes = await boundedGet(store, GENESIS_KEY);
    require(bytes !== null, "G1", "the object that founds the ledger", () => "no such object");
    const value = readCanonical(bytes);
    checkShape("G1", genesisSchema.extend({ continues: z.looseObject({}).nullable() }), value);
    checkShape("G3", genesisSchema.pick({ continues: true }), value);
    const ledger = sha256Hex(bytes);
    require(ledger === trust.ledger, "G2", `ledger ${trust.ledger}`, () => ledger);
    return { genesis: value as unknown as Genesis, ledger };
  } catch (error) {
    return { breach: reportViolation(error, GENESIS_KEY) };
  }
}

async function verifyFounded(
  options: VerifyOptions,
  keys: readonly string[],
  { genesis, ledger }: Founded,
): Promise<Report> {
  const { store, trust, now } = options;
  const asked: VerifiedPeriod = {
    from: options.from ?? genesis.created,
    to: options.to ?? now,
    fromGiven: options.from !== undefined,
    toGiven: options.to !== undefined,
    now,
  };
  const isWindow = asked.fromGiven || asked.toGiven;
  const documents = new ReadDocuments(store);
  const kept = [...trust.kept, ...(options.kept ?? [])];
  const log = await readLog({
    store,
    genesis,
    ledger,
    trust,
    keys,
    from: options.from ?? null,
    to: options.to ?? null,
    kept,
    documents,
  });
  const { chains, disowned } = await readChains(options, new ChainTasks(store, ledger, log, keys));
  for (const seal of [log.anchor?.seal, ...log.seals]) await documents.load(seal?.documents ?? {});
  options.claims?.(claimsOf(genesis, log, chains));
  const { schedule, roster } = documents;
  const known = new Disowned(disowned);
  const objects = { store, keys, log, chains, disowned: known, whole: !isWindow };
  const missed = log.stoppedAt === null ? missedSlots(log, schedule, asked) : [];
  const earlier = await verifyEarlier(options, genesis);
  const next = earlier === null ? null : succession(genesis.continues as Continued, ledger, earlier);
  const found = [
    ...log.breaches,
    ...chains.flatMap(({ breaches }) => breaches),
    ...disownedBreaches(log, chains, disowned),
    ...(await strangers(objects)),
    ...(await documentBreaches(objects)),
    ...(await attachmentBreaches(objects)),
    ...missed.map(({ first, count }) =>
      violationOf(
        "W1",
        "log/",
        `a sealed run of slot ${first}${count === 1 ? "" : ` and ${count - 1} after it`}`,
        "none",
      ),
    ),
    ...unsealedBreaches(log, chains, schedule, asked),
    ...(await cosignatureBreaches(store, log, trust)),
    ...coverageBreaches(log, schedule, asked, genesis),
    ...silentScopes(log),
    ...futureBreaches(log, chains, genesis, now),
    ...(next?.breaches ?? []),
  ];
  const violations = inOrder(found);
  const verdict = verdictOf(violations);
  const { legalEntity, system, origin } = genesis;
  const [first, last] = [log.seals[0], log.seals.at(-1)];
  return {
    verdict,
    exit: EXITS[verdict],
    asked: { from: asked.from, to: asked.to },
    covered: first === undefined || last === undefined ? null : { from: first.time, to: last.time },
    ledger,
    entity: { legalEntity, system, origin },
    mode: genesis.mode,
    example: genesis.example === true,
    end: log.end === null ? null : { time: log.end.time, successor: log.end.successor },
    checkpoint:
      log.checkpoint === null ? null : { size: log.checkpoint.size, root: log.checkpoint.root.toString("hex") },
    violations,
    gaps: chains.flatMap(({ gaps }) => gaps),
    unknown: [...log.unknown, ...chains.flatMap(({ unknown }) => unknown)],
    proven: chains.map(({ proven }) => proven),
    abandoned: chains.flatMap(({ abandoned }) => abandoned),
    disowned: disowned.map(({ key, reason }) => ({ key, reason })),
    void: log.voided.map(({ index, reason }) => ({ index, reason })),
    missed,
    read: {
      objects: chains.reduce((sum, each) => sum + each.objects, 0),
      records: chains.reduce((sum, { records }) => sum + records, 0),
      seals: log.seals.length,
    },
    notObserved: notObserved({ log, chains, missed, rosters: roster }),
    cannotShow: [
      ...cannotShow({
        trust,
        genesis,
        log,
        chains,
        schedules: schedule,
        kept: kept.length,
        disowned,
        isEarlierRead: earlier !== null,
      }),
      ...(next?.sentences ?? []),
    ],
  };
}

/** The gravest first: what is broken, then what is incomplete, then what is beside it. */
function inOrder(found: readonly ReportedViolation[]): ReportedViolation[] {
  const rank = ({ rule, stray }: ReportedViolation): number => (stray === true ? 2 : isCompletenessRule(rule) ? 1 : 0);
  return [0, 1, 2].flatMap((each) => found.filter((one) => rank(one) === each));
}

/** The acts first: they say what is disowned, which decides what continues the other chains. */
async function readChains(
  { store, root, threads }: VerifyOptions,
  tasks: ChainTasks,
): Promise<{ readonly chains: readonly ChainReport[]; readonly disowned: readonly DisownedHere[] }> {
  const run = (some: readonly ChainTask[]): Promise<ChainReport[]> => verifyChains(store, root ?? null, some, threads);
  const before = await tasks.disownedBefore();
  const look = await tasks.of(ACTS_SCOPE, before);
  // They may disown objects of their own chain, also what was put into a gen that they left: so they are gone through twice.
  const named = look === null ? [] : (await run([{ ...look, isFirstLook: true }])).flatMap((each) => each.disowned);
  const task = await tasks.of(ACTS_SCOPE, [...before, ...named]);
  const acts = task === null ? [] : await run([task]);
  const disowned = [...before, ...acts.flatMap((each) => each.disowned)];
  const others: ChainTask[] = [];
  for (const scope of tasks.scopes) {
    const other = await tasks.of(scope, disowned);
    if (other !== null) others.push(other);
  }
  return { chains: [...(await run(others)), ...acts], disowned };
}

async function verifyEarlier({ earlier, now }: VerifyOptions, { continues }: Genesis): Promise<Report | null> {
  if (earlier === undefined || continues === null) return null;
  if (earlier.trust.ledger !== continues.ledger)
    throw new VerifyUsageError(
      `the earlier trust file: found ledger ${earlier.trust.ledger}, expected ${continues.ledger}, the ledger that this one continues. Give --earlier-trust the trust file of that ledger`,
    );
  const kept = [{ size: continues.size, root: Buffer.from(continues.root, "hex") }];
  return verifyLedger({ ...earlier, now, kept });
}

/** Without the right genesis nothing else has a meaning. */
const unfounded = (problem: ReportedViolation, asked: Report["asked"]): Report => ({
  verdict: "BROKEN",
  exit: EXITS.BROKEN,
  asked,
  covered: null,
  ledger: null,
  entity: null,
  mode: null,
  example: false,
  end: null,
  checkpoint: null,
  violations: [problem],
  gaps: [],
  unknown: [],
  proven: [],
  abandoned: [],
  disowned: [],
  void: [],
  missed: [],
  read: { objects: 0, records: 0, seals: 0 },
  notObserved: [],
  cannotShow: ["Only genesis.json was checked, because no other object has a meaning without the right genesis."],
});
