// Seals a run: one signed leaf of the log binds every scope, silent ones too (FORMAT.md sections 7 and 8).
import type { Seal, SealedScope } from "../../evidence-schema/log/log-schema.ts";
import { appendLeaf, leafHash, rootOfFrontier } from "../../evidence-schema/log/merkle.ts";
import { formatTimestamp, MAX_SKEW_MS, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { adoptLeaves, type AdoptedLog } from "./adopt.ts";
import { latestTimeOf, timeToWrite, type Clock } from "../write/append.ts";
import type { NewestSeal } from "../read/log-tail.ts";
import { leafAfter, lostEveryRace, MAX_TRIES, putLeaf, refuseEnded } from "./put-leaf.ts";
import { earliestOf, type RunToSeal } from "./run-to-seal.ts";
import { sealedScopes } from "./sealed-scopes.ts";
import { refuseShrunkRoster } from "./shrunk-roster.ts";
import type { Signer } from "../signers/signer.ts";
import { unlistedStamps } from "./stamps.ts";
import type { WritableLedger } from "../write/writable-ledger.ts";
import type { Ledger } from "../read/ledger.ts";

export type { RunToSeal } from "./run-to-seal.ts";

export type Sealed = { readonly index: number; readonly seal: Seal; readonly root: string };

/**
 * Seals everything that no seal lists yet. Any number of sealers may run; each loser takes the winner's leaf into account.
 * A run has one seal: where there is one, it is given back, and what there is to add, the next run adds. Rejects with
 * StoreError where the roster leaves out a scope that is accounted for by then.
 */
export function sealRun(ledger: WritableLedger, signer: Signer, clock: Clock, run: RunToSeal): Promise<Sealed> {
  return sealAfter(ledger, signer, clock, () => run);
}

/** As `sealRun`, for a run that depends on the seal before it. */
export async function sealAfter(
  ledger: WritableLedger,
  signer: Signer,
  clock: Clock,
  runAfter: (newest: NewestSeal | null) => RunToSeal,
): Promise<Sealed> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const log = await adoptLeaves(ledger, signer, { latest: latestTimeOf(clock) });
    const { newest, index } = log;
    const run = runAfter(newest);
    const sealed = await ledger.sealOf(run.run, earliestOf(run), newest);
    if (sealed !== null) return { index: sealed.index, seal: sealed.seal, root: rootWith(sealed) };
    refuseEnded(log);
    // Held against the seal that this one follows: two runs under two configs may race.
    refuseShrunkRoster(run.roster, newest);
    const scopes = await sealedScopes(ledger, newest, run, latestTimeOf(clock));
    const time = await timeToWrite(ledger, clock, log.time, latestTime(scopes), notBefore(run.slot));
    const stamps = await unlistedStamps(ledger.store, index - 1);
    const seal = sealOf(ledger, run, { log, time, scopes, stamps });
    const root = await putLeaf(ledger, signer, log, seal);
    if (root !== null) return { index, seal, root };
  }
  throw lostEveryRace();
}

/** The earliest time of records and seals of a slot's run (FORMAT.md R10, W1); null for a run by hand. */
export const notBefore = (slot: string | null): string | null =>
  slot === null ? null : formatTimestamp(Math.max(0, parseTimestamp(slot) - MAX_SKEW_MS));

function rootWith({ index, seal, bytes }: NewestSeal): string {
  const before = seal.frontier.map((root) => Buffer.from(root, "hex"));
  return rootOfFrontier(appendLeaf(before, index, leafHash(bytes))).toString("hex");
}

type Parts = {
  readonly log: AdoptedLog;
  readonly time: string;
  readonly scopes: SealedScope[];
  readonly stamps: Seal["stamps"];
};

const sealOf = (
  ledger: Ledger,
  { run, trigger, slot, by, documents, roster }: RunToSeal,
  { log, time, scopes, stamps }: Parts,
): Seal => ({
  ...leafAfter(log, ledger),
  kind: "seal",
  time,
  by: { ...by },
  run,
  trigger,
  slot,
  documents: { ...documents },
  scopes,
  roster,
  stamps,
});

const latestTime = (scopes: readonly SealedScope[]): string | null =>
  scopes
    .flatMap(({ segments }) => segments.map(({ time }) => time))
    .sort()
    .at(-1) ?? null;
