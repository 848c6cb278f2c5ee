// Reads the exports of the story as they stand: what did not change since it was read last is told again, as of now.
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { EXPORT_LANES, openExports } from "../../../collectors/exports/reader.ts";
import type {
  Item,
  NamedAnswer,
  ReadRequest,
  RereadingReader,
  ScopeReading,
  Snapshot,
} from "../../../collectors/port.ts";
import type { Clock } from "../../../ledger/write/append.ts";
import type { Estate } from "./estate.ts";
import { ROLE_OF_IDENTITY_CENTER, withIdentityCenter } from "./identity-center.ts";

/** A reading of exports: it stands until the exports or the question change. */
type Read = {
  readonly edition: number;
  readonly asked: string;
  /** As of when the exports were written. */
  readonly written: string;
  readonly items: readonly Item[];
  readonly reading: ScopeReading;
  readonly usesIdentityCenter: boolean;
};

/** Milliseconds that reading a scope takes: what is appended is younger than what was read. */
const READING_MS = 2000;

/**
 * Reads as of the clock. A resource that dates itself, as AWS Config dates its items, keeps its own time. The exports stand for
 * the clouds: so a resource can be read again by name, too.
 */
export function storyReader(estate: Estate, clock: Clock, listsRoles: () => boolean): RereadingReader {
  const kept = new Map<string, Read>();

  async function readNow(request: ReadRequest): Promise<Read> {
    const { scope, units } = request;
    const edition = estate.edition(scope);
    const asked = units.map(({ type, region }) => unitOf(type, region)).join("\n");
    const key = `${scope}\n${asked}`;
    const before = kept.get(key);
    if (before?.edition === edition) return before;
    const now = clock.now();
    const exports = await openExports(estate.write(scope, now));
    const items: Item[] = [];
    const reading = await exports.read(request, (item) => items.push(item));
    const usesIdentityCenter = estate.holds(scope, ROLE_OF_IDENTITY_CENTER);
    const read = { edition, asked, written: formatTimestamp(now), items, reading, usesIdentityCenter };
    kept.set(key, read);
    return read;
  }

  async function tell(request: ReadRequest): Promise<Pick<Read, "items" | "reading">> {
    const { written, items, reading, usesIdentityCenter } = await readNow(request);
    const now = formatTimestamp(clock.now());
    const dated = <T extends { readonly dataTime: string | null }>(of: T): T =>
      of.dataTime === written ? { ...of, dataTime: now } : of;
    await clock.wait(READING_MS);
    return withIdentityCenter(request.scope, listsRoles() ? { isUsed: usesIdentityCenter } : null, {
      items: items.map(dated),
      reading: { ...reading, units: reading.units.map(dated) },
    });
  }

  return {
    lanes: EXPORT_LANES,
    scopes: estate.scopes,
    async read(request, emit) {
      const { items, reading } = await tell(request);
      for (const item of items) emit(item);
      return reading;
    },
    async reread(request, keys) {
      const { items, reading } = await tell(request);
      const byKey = new Map(items.map((item) => [item.key, item]));
      const named = keys.map(({ key, unit }): NamedAnswer => answerOf(byKey.get(key), { key, unit }, reading));
      return { ...reading, units: [], named };
    },
  };
}

function answerOf(
  item: Item | undefined,
  { key, unit }: Pick<Item, "key" | "unit">,
  reading: ScopeReading,
): NamedAnswer {
  if (item !== undefined) {
    const { source, dataTime } = item;
    const answer = "problem" in item ? { problem: item.problem } : { snapshot: item satisfies Snapshot };
    return { key, unit: item.unit, source, dataTime, answer };
  }
  const of = reading.units.find((each) => each.unit === unit);
  if (of?.dataTime == null) throw new RangeError(`found ${key}, expected a resource of a unit that was read`);
  const answer = of.problem === null ? ("not-found" as const) : { problem: of.problem };
  return { key, unit, source: of.source, dataTime: of.dataTime, answer };
}
