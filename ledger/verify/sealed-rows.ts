// What the verified seals say, without holding them whole: headers, and the rows of each chain in order.
import type { Seal } from "../../evidence-schema/log-schema.ts";
import { sealKey } from "../../evidence-schema/object-key.ts";
import type { SealedRow, Stand } from "./chain-task.ts";

/** A verified seal, without the rows of its segments. */
export type SealHeader = Pick<Seal, "index" | "time" | "run" | "slot" | "documents" | "roster" | "stamps"> & {
  readonly views: readonly Pick<Seal["scopes"][number], "scope" | "view" | "problem">[];
};

export class SealedRows {
  readonly headers: SealHeader[] = [];
  /** Sealed segments by scope, in order. */
  readonly rows = new Map<string, SealedRow[]>();
  readonly stands = new Map<string, Stand[]>();
  readonly #ran = new Map<string, Set<string>>();
  readonly #runs = new Set<string>();

  hasRun(scope: string, run: string): boolean {
    return this.#ran.get(scope)?.has(run) === true;
  }

  isSealed(run: string): boolean {
    return this.#runs.has(run);
  }

  take(seal: Seal): void {
    const { index, time, run, trigger, slot, documents, roster, stamps } = seal;
    const views = seal.scopes.map(({ scope, view, problem }) => ({ scope, view, problem }));
    this.headers.push({ index, time, run, slot, documents, roster, stamps, views });
    this.#runs.add(run);
    for (const { scope, segments, full } of seal.scopes) {
      const rows = getOrSet(this.rows, scope, () => []);
      const ran = getOrSet(this.#ran, scope, () => new Set<string>());
      for (const row of segments) {
        rows.push({ ...row, seal: index, sealed: row.run === run ? { trigger, slot } : null });
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
