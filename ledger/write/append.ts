// Appends one segment to a scope's chain: built on the head that was read, put if absent, read back.
import { createHash } from "node:crypto";
import { segmentKey } from "../../evidence-schema/keys/object-key.ts";
import { formatTimestamp, MAX_SKEW_MS, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { LoadedChain } from "../read/ledger.ts";
import { gunzipMember } from "../read/gzip-member.ts";
import { OpenSegment, type Written } from "./open-segment.ts";
import type { NamedDocuments } from "../read/read-documents.ts";
import { StoreError } from "../store.ts";
import type { WritableLedger } from "./writable-ledger.ts";

/** Milliseconds since 1970; given at the edge, so that tests decide what time it is. */
export type Clock = { readonly now: () => number; readonly wait: (ms: number) => Promise<void> };

/** Another segment was appended first: what was read must be read again. */
export class LostRace extends Error {
  override readonly name = "LostRace";
}

/** An earlier write has a time that this machine's clock has not come near to. */
export class AheadOfUs extends StoreError {}

/** No honest clock is beyond this instant: what has a later time is of the future (FORMAT.md W8). */
export const latestTimeOf = (clock: Clock): string => formatTimestamp(clock.now() + 2 * MAX_SKEW_MS);

/** The time to write: never before `notBefore` (waits for it), refused where our clock and the store's are 120 s apart. */
export async function timeToWrite(ledger: WritableLedger, clock: Clock, ...floors: (string | null)[]): Promise<string> {
  // Instants of one form compare as text.
  const notBefore =
    floors
      .filter((floor) => floor !== null)
      .sort()
      .at(-1) ?? null;
  const skew = clock.now() - (await ledger.store.clock());
  if (Math.abs(skew) > MAX_SKEW_MS)
    throw new StoreError(
      `this machine's clock is ${Math.round(skew / 1000)} s from the store's clock, expected at most 120 s. Nothing was written. Set the clock (NTP) and run again`,
    );
  const behind = notBefore === null ? 0 : parseTimestamp(notBefore) - clock.now();
  if (behind > MAX_SKEW_MS)
    throw new AheadOfUs(
      `this machine's clock is ${Math.round(behind / 1000)} s behind the newest record (${notBefore}). Nothing was written. Set the clock (NTP) and run again`,
    );
  if (behind > 0) await clock.wait(behind);
  const now = formatTimestamp(clock.now());
  return notBefore !== null && now < notBefore ? notBefore : now;
}

/** The key of what was appended, and its size as stored. */
export type Appended = {
  readonly key: string;
  readonly run: string;
  readonly time: string;
  readonly bytes: number;
  readonly written: Written;
};

export type Appending = {
  /** A higher one than the chain's own where it restarts. */
  readonly gen?: number;
  /** The earliest time that the records may have. */
  readonly notBefore?: string | null;
  /** Documents that the segment will name: they are in the store already. */
  readonly named?: NamedDocuments;
};

/**
 * Appends what `build` emits. `loaded` is used up: load the chain again for the next segment. Rejects with LostRace if
 * another writer took the position; nothing of this segment is then in the ledger. If it rejects otherwise the segment
 * is there whole or not at all, and the next load says which.
 */
export async function appendSegment(
  ledger: WritableLedger,
  loaded: LoadedChain,
  run: string,
  clock: Clock,
  build: (segment: OpenSegment) => void,
  { gen = loaded.chain.head.gen, notBefore = null, named = {} }: Appending = {},
): Promise<Appended> {
  const { chain } = loaded;
  await ledger.documents.load(named);
  const time = await timeToWrite(ledger, clock, chain.head.time, notBefore);
  const segment = new OpenSegment(chain, ledger.id, gen, run, time, ledger.documents);
  const key = segmentKey(chain.scope, gen, segment.first);
  build(segment);
  const { bytes, written } = segment.end();
  if ((await ledger.store.put(key, bytes)) === "exists") {
    const there = await ledger.store.get(key);
    // A lost answer to our own put looks like a lost race; compressed bytes may differ between zlib versions.
    if (there === null || !sameContent(there, bytes))
      throw new LostRace(`another process wrote ${key} first. Run the command again`);
  }
  return { key, run, time, bytes: bytes.length, written };
}

function sameContent(a: Buffer, b: Buffer): boolean {
  try {
    const digest = (bytes: Buffer): string => createHash("sha256").update(gunzipMember(bytes)).digest("hex");
    return a.equals(b) || digest(a) === digest(b);
  } catch {
    return false;
  }
}
