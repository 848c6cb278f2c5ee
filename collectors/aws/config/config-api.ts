// Defines the calls of AWS Config, made in both ways: in a region of an account itself, or through an aggregator.
import type { Recording } from "./recorder.ts";

export type ConfigApi = {
  /**
   * The types that are recorded, and the problem that keeps answers from showing the present state. Rejects with CallFailed,
   * as all of these do.
   */
  readonly recording: () => Promise<Recording>;
  /** Ids of `type` that were discovered and are there; of those that are given, or of all. */
  readonly discovered: (type: string, ids?: readonly string[]) => Promise<Set<string>>;
  /** Pages of results, each an item as JSON. */
  readonly select: (types: readonly string[]) => AsyncIterable<readonly string[]>;
  /** Items by id, a hundred at most; what can't be given is not among them. */
  readonly fetch: (type: string, ids: readonly string[]) => Promise<readonly object[]>;
};

/** Items that `fetch` may be asked for. https://docs.aws.amazon.com/config/latest/APIReference/API_BatchGetResourceConfig.html */
export const FETCHED_AT_ONCE = 100;

/** `all` in parts of at most `size`. */
export function chunks<T>(all: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += size) parts.push(all.slice(at, at + size));
  return parts;
}
