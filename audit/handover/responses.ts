// Finds the responses of management to failures that are on record, and whether a seal lists each.
import { isDeepStrictEqual } from "node:util";
import { ACTS_SCOPE } from "../../evidence-schema/keys/object-key.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { readActs } from "../../ledger/read/read-acts.ts";
import type { Rows } from "../tables/rows.ts";
import { failuresNamed } from "./failure-named.ts";

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

/** The record that opened a failure: it tells two failures of one id apart. */
type About = { readonly scope: string; readonly gen: number; readonly seq: number; readonly check: string };

/** Finds the responses to a failure. */
export type ResponsesTo = (failure: {
  readonly id: string;
  readonly scope: string;
  readonly key: string;
  readonly check: string;
}) => readonly Response[];

/**
 * Those that a seal lists, in the order of their records. A response is about the record that opened a failure; one that is about none
 * counts by the failure's id. Rejects with StoreError.
 */
export async function responsesIn(ledger: Ledger, rows: Rows): Promise<ResponsesTo> {
  const [acts, newest] = [await readActs(ledger.store, ledger.id), await ledger.newestSeal()];
  const sealed = newest?.seal.scopes.find(({ scope }) => scope === ACTS_SCOPE);
  const all = acts.flatMap(({ key, line, record }) => {
    const { type, gen, seq, time, body } = record;
    const isSealed = sealed !== undefined && (gen < sealed.gen || (gen === sealed.gen && seq <= sealed.seq));
    if (type !== "response" || !isSealed) return [];
    const { subject, about, text, principal } = body as unknown as Said;
    return [{ about, response: { failure: subject, text, principal, time, record: `${key}:${line}` } }];
  });
  // Looked up now: whoever asks later may have closed the tables.
  const known = new Map<string, readonly Response[]>();
  for (const [id, same] of Map.groupBy(all, ({ response }) => response.failure))
    for (const { scope, key, check, opened } of failuresNamed(rows, id)) {
      const own = opened === null ? null : { scope, gen: opened.gen, seq: opened.seq, check };
      const to = same.filter(({ about }) => about === null || isDeepStrictEqual(about, own));
      known.set(
        nameOf({ id, scope, key, check }),
        to.map(({ response }) => response),
      );
    }
  return (failure) => known.get(nameOf(failure)) ?? [];
}

const nameOf = ({ id, scope, key, check }: Parameters<ResponsesTo>[0]): string => [id, scope, key, check].join(" ");

type Said = {
  readonly subject: string;
  readonly about: About | null;
  readonly text: string;
  readonly principal: string;
};
