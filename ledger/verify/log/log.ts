// Verifies the log of a period, or of all time, and says what its seals list (FORMAT.md sections 7, 8 and 10).
import { LogKeys } from "../../../evidence-schema/log/log-keys.ts";
import type { Genesis, Seal } from "../../../evidence-schema/log/log-schema.ts";
import { noteKey, parseObjectKey, sealKey } from "../../../evidence-schema/keys/object-key.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import type { KeptCheckpoint, Trust } from "../../../evidence-schema/log/trust.ts";
import { boundedGet } from "../../read/bounded-get.ts";
import type { ReadDocuments } from "../../read/read-documents.ts";
import type { ReadStore } from "../../store.ts";
import type { SealedRow, Stand } from "../chains/chain-task.ts";
import { KeptCheckpoints } from "./kept-checkpoints.ts";
import { Leaves } from "./leaves.ts";
import { LogWalk } from "./log-walk.ts";
import { Notes, type Verified } from "./notes.ts";
import { violationOf, reportViolation, type ReportedViolation, type Unknown } from "../report.ts";
import type { SealHeader } from "../chains/sealed-rows.ts";
import { WindowSearch, type Anchor, type Start } from "./window.ts";

export type LogReading = {
  readonly leaves: Leaves;
  readonly seals: readonly SealHeader[];
  /** First verified seal in whole: where a window's chains continue from. */
  readonly first: Seal | null;
  readonly newest: Seal | null;
  readonly rows: ReadonlyMap<string, readonly SealedRow[]>;
  readonly stands: ReadonlyMap<string, readonly Stand[]>;
  readonly checkpoint: Verified | null;
  readonly voided: LogWalk["void"];
  /** Leaves that add a key to the log or retire one. */
  readonly keyChanges: LogWalk["keyChanges"];
  /** The leaf that ends the log, where it was reached. */
  readonly end: LogWalk["ends"][number] | null;
  /** Times of all leaves of known kinds. */
  readonly times: LogWalk["times"];
  readonly breaches: readonly ReportedViolation[];
  readonly unknown: readonly Unknown[];
  /** Whether the newest leaf of the log was reached: only then does what comes after it belong to the period. */
  readonly toEnd: boolean;
  /** The last leaf that was looked at where the walk had to stop there; null where it did not. */
  readonly stoppedAt: number | null;
  /** Whether the first seal that was read is the first of the ledger. */
  readonly isFirst: boolean;
  /** The seal before a window, where it is there. */
  readonly anchor: Anchor | null;
};

export type LogToRead = {
  readonly store: ReadStore;
  readonly genesis: Genesis;
  readonly ledger: string;
  readonly trust: Trust;
  readonly keys: readonly string[];
  /** The period where it was given; without `from` the log is read from its first leaf, without `to` to its last. */
  readonly from: string | null;
  readonly to: string | null;
  readonly kept: readonly KeptCheckpoint[];
  readonly documents: ReadDocuments;
};

const FROM_THE_FIRST: Start = { index: 0, anchor: null, isFirst: true };

export async function readLog(log: LogToRead): Promise<LogReading> {
  const { store, genesis, ledger, trust, from, to, documents } = log;
  const leaves = new Leaves(log.keys);
  const start = from === null ? FROM_THE_FIRST : await new WindowSearch(store, leaves, ledger).start(from);
  const notes = new Notes(genesis, trust, new LogKeys(trust));
  const kept = new KeptCheckpoints(log.kept);
  const walk = new LogWalk({ store, ledger, leaves, start, documents, notes, kept });
  for (let index = start.index; index <= leaves.last && !walk.stopped; index += 1) {
    await walk.step(index);
    const { newest } = walk;
    if (to !== null && newest !== null && newest.index === index && newest.time >= to) break;
  }
  const toEnd = !walk.stopped && walk.reached >= leaves.last;
  if (!walk.stopped) await kept.rest(store, leaves, walk.trees);
  const breaches = [
    ...walk.breaches,
    ...notes.outOfForce(),
    ...kept.breaches,
    ...(await brokenStamps(store, walk, start)),
    ...(toEnd ? leaves.loose() : []),
    ...(start.anchor?.unsigned ?? []).map((index) =>
      violationOf("N4", noteKey(index), `the note of ${sealKey(index)}`, "no such object"),
    ),
    ...(start.isFirst || start.anchor !== null || walk.first === null
      ? []
      : [
          violationOf(
            "W6",
            "log/",
            `the seal before ${sealKey(walk.first.index)}, and every leaf between`,
            "not there",
          ),
        ]),
  ];
  return {
    leaves,
    seals: walk.sealed.headers,
    first: walk.first,
    newest: walk.newest,
    rows: walk.sealed.rows,
    stands: walk.sealed.stands,
    checkpoint: walk.checkpoint,
    voided: walk.void,
    keyChanges: walk.keyChanges,
    end: walk.ends.at(-1) ?? null,
    times: walk.times,
    breaches,
    unknown: walk.unknown,
    toEnd,
    stoppedAt: walk.stopped ? walk.reached : null,
    isFirst: start.isFirst,
    anchor: start.anchor,
  };
}

/** L11: stamps that seals list; in a window those of its leaves. */
async function brokenStamps(
  store: ReadStore,
  { sealed }: LogWalk,
  { index: start }: Start,
): Promise<ReportedViolation[]> {
  const breaches: ReportedViolation[] = [];
  for (const { stamps } of sealed.headers) {
    for (const { key, object } of stamps) {
      const parsed = parseObjectKey(key);
      if (parsed === null || !("index" in parsed) || parsed.index < start) continue;
      try {
        const bytes = await boundedGet(store, key);
        const found = bytes === null ? "no such object" : sha256Hex(bytes);
        if (found !== object) breaches.push(violationOf("L11", key, `a stamp with digest ${object}`, found));
      } catch (error) {
        breaches.push(reportViolation(error, key));
      }
    }
  }
  return breaches;
}
