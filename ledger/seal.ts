// Seals a run: one signed leaf of the log binds every scope, silent ones too (FORMAT.md sections 7 and 8).
import { canonicalLine, type Json } from "../evidence-schema/canonical.ts";
import type { Seal, SealedScope } from "../evidence-schema/log-schema.ts";
import { appendLeaf, leafHash, rootOfFrontier } from "../evidence-schema/merkle.ts";
import { sealKey } from "../evidence-schema/object-key.ts";
import { formatTimestamp, parseTimestamp } from "../evidence-schema/timestamp.ts";
import { adoptLeaves, type AdoptedLog } from "./adopt.ts";
import { timeToWrite, type Clock } from "./append.ts";
import type { Ledger } from "./ledger.ts";
import type { NewestSeal } from "./log-tail.ts";
import { earliestOf, type RunToSeal } from "./run-to-seal.ts";
import { sealedScopes } from "./sealed-scopes.ts";
import { refuseShrunkRoster } from "./shrunk-roster.ts";
import { signLeaf } from "./sign-leaf.ts";
import type { Signer } from "./signer.ts";
import { unlistedStamps } from "./stamps.ts";
import { StoreError } from "./store.ts";

export type { RunToSeal } from "./run-to-seal.ts";

export type Sealed = { readonly index: number; readonly seal: Seal; readonly root: string };

const MAX_TRIES = 20;
const MAX_EARLY_MS = 120_000;

/**
 * Seals everything that no seal lists yet. Any number of sealers may run; each loser takes the winner's leaf into account.
 * A run has one seal: where there is one, it is given back, and what there is to add, the next run adds. Rejects with
 * StoreError where the roster leaves out a scope that is accounted for by then.
 */
export async function sealRun(ledger: Ledger, signer: Signer, clock: Clock, run: RunToSeal): Promise<Sealed> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const log = await adoptLeaves(ledger, signer);
    const { newest, index, frontier } = log;
    const sealed = await ledger.sealOf(run.run, earliestOf(run), newest);
    if (sealed !== null) return { index: sealed.index, seal: sealed.seal, root: rootWith(sealed) };
    // Held against the seal that this one follows: two runs under two configs may race.
    refuseShrunkRoster(run.roster, newest);
    const scopes = await sealedScopes(ledger, newest, run);
    const time = await timeToWrite(ledger, clock, log.time, latestTime(scopes), notBefore(run.slot));
    const stamps = await unlistedStamps(ledger.store, index - 1);
    const seal = sealOf(ledger, run, { log, time, scopes, stamps });
    const bytes = canonicalLine(seal as unknown as Json);
    if ((await ledger.store.put(sealKey(index), bytes)) === "exists") {
      // Ours after a lost answer, or another sealer's: adopting it first is right in both cases.
      const there = await ledger.store.get(sealKey(index));
      if (there === null || !there.equals(bytes)) continue;
    }
    const root = await signLeaf(ledger, signer, index, appendLeaf(frontier, index, leafHash(bytes)));
    return { index, seal, root };
  }
  throw new StoreError(
    `lost the race for the next seal ${MAX_TRIES} times: another process is sealing; nothing is lost, run again`,
  );
}

/** The earliest time of records and seals of a slot's run (FORMAT.md R10, W1); null for a run by hand. */
export const notBefore = (slot: string | null): string | null =>
  slot === null ? null : formatTimestamp(Math.max(0, parseTimestamp(slot) - MAX_EARLY_MS));

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
  v: 1,
  kind: "seal",
  ledger: ledger.id,
  index: log.index,
  time,
  by: { ...by },
  run,
  trigger,
  slot,
  documents: { ...documents },
  scopes,
  roster,
  stamps,
  frontier: log.frontier.map((root) => root.toString("hex")),
  void: log.voided.map((each) => ({ ...each })),
});

const latestTime = (scopes: readonly SealedScope[]): string | null =>
  scopes
    .flatMap(({ segments }) => segments.map(({ time }) => time))
    .sort()
    .at(-1) ?? null;
