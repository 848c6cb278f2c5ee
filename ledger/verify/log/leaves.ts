// Lists which files of the log there are, by the names of objects alone.
import { parseObjectKey, sealKey } from "../../../evidence-schema/keys/object-key.ts";
import { violationOf, type ReportedViolation } from "../report.ts";

export class Leaves {
  // The constructor fills all of them; nothing changes them after it.
  readonly seals = new Set<number>();
  readonly notes = new Set<number>();
  /** Keys of cosignatures by the index of their leaf. */
  readonly cosignatures = new Map<number, string[]>();
  /** The highest leaf; -1 where there is none. */
  last = -1;
  /** Notes, stamps and cosignatures, with the index of the leaf that each is of. */
  readonly #beside: { readonly key: string; readonly index: number }[] = [];

  constructor(keys: readonly string[]) {
    for (const key of keys) {
      const parsed = parseObjectKey(key);
      if (parsed === null || !("index" in parsed)) continue;
      const { index } = parsed;
      if (parsed.class === "seal") {
        this.seals.add(index);
        this.last = Math.max(this.last, index);
        continue;
      }
      if (parsed.class === "note") this.notes.add(index);
      if (parsed.class === "cosignature") this.cosignatures.set(index, [...(this.cosignatures.get(index) ?? []), key]);
      this.#beside.push({ key, index });
    }
  }

  /** Whether leaves `from` up to and without `to` are all there. */
  hasAll(from: number, to: number): boolean {
    for (let index = from; index < to; index += 1) if (!this.seals.has(index)) return false;
    return true;
  }

  /** W4: notes, stamps and cosignatures beyond the newest leaf. */
  loose(): ReportedViolation[] {
    return this.#beside
      .filter(({ index }) => index > this.last)
      .map(({ key, index }) => violationOf("W4", key, `the leaf ${sealKey(index)}`, "no such object"));
  }
}
