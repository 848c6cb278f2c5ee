// Lists the claims of a ledger about itself, for a caller that compares them with what somebody else says of its objects.
import type { Genesis } from "../../evidence-schema/log/log-schema.ts";
import { sealKey } from "../../evidence-schema/keys/object-key.ts";
import type { ChainReport } from "./chains/chain-task.ts";
import type { LogReading } from "./log/log.ts";

/** An object, and the time that stands in it: RFC 3339, of the writer's clock. */
export type Claim = { readonly key: string; readonly time: string };

/** The claims of the verified period. Lists are made while they are gone through: nothing is held twice. */
export type Claims = {
  readonly lock: Pick<Genesis, "mode" | "retentionDays">;
  /** Signed leaves of the log: seals, and the leaves that change its keys or end it. */
  readonly leaves: Iterable<Claim>;
  /** Segments that seals list, and valid ones that none lists yet; the time is that of all its records. */
  readonly segments: Iterable<Claim>;
  /**
   * The times of leaves that holders of keys endorsed, once for each signature beside the checkpoint's: two endorse a key that
   * is added.
   */
  readonly endorsements: readonly string[];
};

export const claimsOf = (genesis: Genesis, log: LogReading, chains: readonly ChainReport[]): Claims => ({
  lock: { mode: genesis.mode, retentionDays: genesis.retentionDays },
  leaves: leavesOf(log),
  segments: segmentsOf(log, chains),
  endorsements: [
    ...log.keyChanges.flatMap(({ time, add }) => (add === null ? [time] : [time, time])),
    ...(log.end === null ? [] : [log.end.time]),
  ],
});

function* leavesOf({ times }: LogReading): Generator<Claim> {
  for (const { index, time } of times) yield { key: sealKey(index), time };
}

function* segmentsOf({ rows }: LogReading, chains: readonly ChainReport[]): Generator<Claim> {
  for (const of of rows.values()) for (const { key, time } of of) yield { key, time };
  for (const { unsealed } of chains) for (const { key, time } of unsealed) yield { key, time };
}
