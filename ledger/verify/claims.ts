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
  /** Times of leaves that a holder of a key endorsed with a signature of its own, beside the checkpoint's. */
  readonly endorsements: readonly string[];
};

export const claimsOf = (genesis: Genesis, log: LogReading, chains: readonly ChainReport[]): Claims => ({
  lock: { mode: genesis.mode, retentionDays: genesis.retentionDays },
  leaves: leavesOf(log),
  segments: segmentsOf(log, chains),
  endorsements: [...log.keyChanges, ...(log.end === null ? [] : [log.end])].map(({ time }) => time),
});

function* leavesOf({ times }: LogReading): Generator<Claim> {
  for (const { index, time } of times) yield { key: sealKey(index), time };
}

function* segmentsOf({ rows }: LogReading, chains: readonly ChainReport[]): Generator<Claim> {
  for (const of of rows.values()) for (const { key, time } of of) yield { key, time };
  for (const { unsealed } of chains) for (const { key, time } of unsealed) yield { key, time };
}
