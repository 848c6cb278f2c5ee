// Keeps what the verified seals say, without holding them whole: headers, and the rows of each chain in order.
import type { Seal } from "../../../evidence-schema/log/log-schema.ts";
import { sealKey } from "../../../evidence-schema/keys/object-key.ts";
import type { ListedRow, SealedRow, SealOfRun, Stand } from "./chain-task.ts";

/** A verified seal, without the rows of its segments. */
export type SealHeader = Pick<Seal, "index" | "time" | "run" | "slot" | "documents" | "roster" | "stamps"> & {
  readonly views: readonly Pick<Seal["scopes"][number], "scope" | "view" | "problem">[];
};

export class SealedRows {
  // All are changed by take() alone, once a seal that verified.
  readonly headers: SealHeader[] = [];
  readonly #rows = new Map<string, ListedRow[]>();
  readonly stands = new Map<string, Stand[]>();
  readonly #ran = new Map<string, Set<string>>();
  readonly #runs = new Map<string, SealOfRun>();

  hasRun(scope: string, run: string): boolean {
    return this.#ran.get(scope)?.has(run) === true;
  }

  isSealed(run: string): boolean {
    return this.#runs.has(run);
  }

  /** Sealed segments by scope, in order, each with the seal of its run: a later one too. */
  get rows(): Map<string, SealedRow[]> {
    return new Map(
      [...this.#rows].map(([scope, rows]) => [
        scope,
        rows.map((row) => ({ ...row, own: this.#runs.get(row.run) ?? null })),
      ]),
    );
  }

  take(seal: Seal): void {
    const { index, time, run, trigger, slot, documents, roster, stamps } = seal;
    const views = seal.scopes.map(({ scope, view, problem }) => ({ scope, view, problem }));
    this.headers.push({ index, time, run, slot, documents, roster, stamps, views });
    this.#runs.set(run, { trigger, slot, documents });
    for (const { scope, segments, full } of seal.scopes) {
      const rows = getOrSet(this.#rows, scope, () => []);
      const ran = getOrSet(this.#ran, scope, () => new Set<string>());
      for (const row of segments) {
        rows.push({ ...row, seal: index, isOwn: row.run === run });
        ran.add(row.run);
      }
      if (segments.length > 0)
        getOrSet(this.stands, scope, () => []).push({ upTo: rows.length, seal: sealKey(index), full });
    }
  }
}

function getOrSet<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
