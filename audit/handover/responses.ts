// Finds the responses of management to failures that are on record, and whether a seal lists each.
import { isDeepStrictEqual } from "node:util";
import { ACTS_SCOPE } from "../../evidence-schema/keys/object-key.ts";
import type { NewestSeal } from "../../ledger/read/log-tail.ts";
import type { ReadAct } from "../../ledger/read/read-acts.ts";

/** An act `response` (FORMAT.md 5.2) about a failure. */
export type Response = {
  /** The id of the failure. */
  readonly failure: string;
  readonly text: string;
  /** Who recorded it, by reference. */
  readonly principal: string;
  readonly time: string;
  /** Object and line. */
  readonly record: string;
};

/** What tells two failures of one id apart. */
export type About = { readonly scope: string; readonly gen: number; readonly seq: number; readonly check: string };

/**
 * Those to one failure that a seal lists, in the order of their records. `about`: null matches by the id alone, as for a failure without a
 * record that opened it.
 */
export function responsesTo(
  acts: readonly ReadAct[],
  newest: NewestSeal | null,
  { id, about }: { readonly id: string; readonly about: About | null },
): Response[] {
  const sealed = newest?.seal.scopes.find(({ scope }) => scope === ACTS_SCOPE);
  return acts.flatMap(({ key, line, record }): Response[] => {
    const { type, gen, seq, time, body } = record;
    const isSealed = sealed !== undefined && (gen < sealed.gen || (gen === sealed.gen && seq <= sealed.seq));
    if (type !== "response" || !isSealed || body["subject"] !== id || !isDeepStrictEqual(body["about"], about))
      return [];
    const { text, principal } = body as { readonly text: string; readonly principal: string };
    return [{ failure: id, text, principal, time, record: `${key}:${line}` }];
  });
}
