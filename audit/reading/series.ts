// Finds where the series of a failure begins: where a failing resource is replaced by another that fails, the limit goes on counting.
import { canonicalize } from "../../evidence-schema/bytes/canonical.ts";
import type { ChainRecord, Departure, Finding, Position, Statement } from "../../evidence-schema/record/record.ts";
import { readCanonical } from "../../evidence-schema/record/record-line.ts";
import { MOST_BACK, type LocatedSegment, type RecordReader } from "./record-at.ts";

/** A check on what stands under a key. */
type Item = { readonly scope: string; readonly key: string; readonly check: string };

/** A failing resource stands where another stood. */
export type Replacement = {
  /** The record by which the other departed. */
  readonly shown: Position;
  /** The record that opened the failure with which the series begins; null where the other did not fail. */
  readonly first: Position | null;
};

type Departed = { readonly at: Position; readonly departure: Departure };

/** Reads the replacements of scopes; what it read of departures stays in memory while it does. */
export class Series {
  readonly #records: RecordReader;
  /** By object, the departures of its segment by key. */
  readonly #departures = new Map<string, ReadonlyMap<string, Departed>>();

  constructor(records: RecordReader) {
    this.#records = records;
  }

  /**
   * The replacement with which a failure of an item began, opened by the record at `opened`; null where it replaced nothing. The resource
   * may have been there for a while and could not be judged: it is looked for back to its creation, and through a day of hourly runs at most.
   */
  async replacement(item: Item, opened: Position): Promise<Replacement | null> {
    const { record } = await this.#records.at(item.scope, opened);
    const departed = await this.#departedBefore(item, opened, arrivedSince(record.body as Arrived));
    return departed === null ? null : { shown: departed.at, first: await this.#firstOf(item, departed) };
  }

  async #firstOf(item: Item, { at, departure: { incarnation } }: Departed): Promise<Position | null> {
    const last = await this.#lastFinding(item, incarnation, at);
    if (last === null) return null;
    const { outcome, opened } = last.finding.held;
    if (outcome === null) {
      // Nobody could judge it: that tells nothing of the one before.
      const departed = await this.#departedBefore(item, last.at, -Infinity);
      return departed === null ? null : this.#firstOf(item, departed);
    }
    if (outcome !== "fail" || opened === null) return null;
    const { record } = await this.#records.at(item.scope, opened);
    const isNew = isFirstReading(findingIn(record.body, item.check) ?? last.finding);
    return (isNew ? await this.replacement(item, opened) : null)?.first ?? opened;
  }

  /** The departure of what stood under the key before a record. `since`: segments that are older than this instant are not looked at. */
  async #departedBefore({ scope, key }: Item, before: Position, since: number): Promise<Departed | null> {
    let looked = 0;
    for await (const segment of this.#records.back(scope, before)) {
      if (looked > 0 && timeOf(segment) < since) return null;
      const departed = this.#departuresIn(segment).get(key);
      if (departed !== undefined && isBefore(departed.at, before))
        return departed.departure.reason === "replaced" ? departed : null;
      if (looked === MOST_BACK) return null;
      looked += 1;
    }
    return null;
  }

  #departuresIn({ key: object, gen, firstSeq, lines }: LocatedSegment): ReadonlyMap<string, Departed> {
    let departures = this.#departures.get(object);
    if (departures === undefined) {
      const found = new Map<string, Departed>();
      for (const [line, bytes] of lines.entries()) {
        if (!bytes.includes('"type":"departure"')) continue;
        const { type, body } = readCanonical(bytes) as unknown as Statement;
        if (type === "departure") found.set(body.key, { at: { gen, seq: firstSeq + line }, departure: body });
      }
      this.#departures.set(object, (departures = found));
    }
    return departures;
  }

  /** The last finding of an incarnation before a record. A full segment states all: it is read back no further. */
  async #lastFinding({ scope, key, check }: Item, incarnation: string, before: Position) {
    const names = `"key":${canonicalize(key)}`;
    for await (const { gen, firstSeq, lines } of this.#records.back(scope, before))
      for (const [line, bytes] of [...lines.entries()].toReversed()) {
        const at = { gen, seq: firstSeq + line };
        if (!isBefore(at, before) || !bytes.includes(names)) continue;
        const { type, body } = readCanonical(bytes) as unknown as Statement;
        if ((type !== "observation" && type !== "finding") || body.key !== key) continue;
        if (body.incarnation !== incarnation) return null;
        const finding = findingIn(body, check);
        if (type === "observation" || finding !== undefined) return finding === undefined ? null : { finding, at };
      }
    return null;
  }
}

type Arrived = { readonly key: string; readonly incarnation: string; readonly createdAt?: string | null };

/** No other resource can have stood under a key that names its incarnation. */
function arrivedSince({ key, incarnation, createdAt = null }: Arrived): number {
  if (key.includes(incarnation)) return Infinity;
  const created = createdAt === null ? Number.NaN : Date.parse(createdAt);
  return Number.isNaN(created) ? -Infinity : created;
}

const timeOf = ({ lines: [first] }: LocatedSegment): number =>
  Date.parse((readCanonical(first as Buffer) as unknown as ChainRecord).time);

const isBefore = (a: Position, b: Position): boolean => a.gen < b.gen || (a.gen === b.gen && a.seq < b.seq);

/** Whether nothing is known of its resource from before. */
export const isFirstReading = ({ transition }: Finding): boolean =>
  transition === "baseline" || transition === "appeared";

/** The finding of a check in an observation or in a record of a single finding. */
export function findingIn(body: { readonly [member: string]: unknown }, check: string): Finding | undefined {
  const findings = (body["finding"] === undefined ? body["findings"] : [body["finding"]]) as readonly Finding[];
  return findings.find((finding) => finding.check === check);
}
