// Finds the seal that lists a segment: in the derived tables, and in the log where they do not hold it.
import { parseObjectKey } from "../../../evidence-schema/keys/object-key.ts";
import type { Ledger } from "../../../ledger/read/ledger.ts";
import { SealedLog } from "../../reading/sealed-log.ts";
import type { Row, Rows } from "../../tables/rows.ts";

/** Answers about the seals of a ledger by the index of their leaf. */
export class ListingSeals {
  readonly #ledger: Ledger;
  readonly #rows: Rows;
  /** Opened once it is needed: most segments are in the tables. */
  #log: Promise<SealedLog> | null = null;

  constructor(ledger: Ledger, rows: Rows) {
    this.#ledger = ledger;
    this.#rows = rows;
  }

  /** Indexes of the seals that list these objects, each once. Objects that are no segments, or that no seal lists, have none. */
  async ofAll(objects: Iterable<string>): Promise<number[]> {
    const found = new Set<number>();
    for (const object of objects) {
      const leaf = await this.of(object);
      if (leaf !== null) found.add(leaf);
    }
    return [...found];
  }

  async of(object: string): Promise<number | null> {
    const known = this.first(`select leaf from segment where object = :object`, { object });
    if (known !== null) return known;
    const parsed = parseObjectKey(object);
    if (parsed?.class !== "segment") return null;
    this.#log ??= SealedLog.open(this.#ledger.store);
    const line = { gen: parsed.gen, seq: parsed.firstSeq };
    const { isSealed, before } = await (await this.#log).sealing(parsed.scope, line);
    return isSealed
      ? this.first(`select min(leaf) as leaf from seal where leaf > :leaf`, { leaf: before?.index ?? -1 })
      : null;
  }

  /** The `leaf` of the first row; null without one. */
  first(sql: string, parameters: Row = {}): number | null {
    const leaf = this.#rows.get(sql, parameters)?.["leaf"];
    return typeof leaf === "number" ? leaf : null;
  }

  timeOf(leaf: number): string {
    return String(this.#rows.get(`select time from seal where leaf = :leaf`, { leaf })?.["time"]);
  }
}
