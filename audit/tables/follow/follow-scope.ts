// Reads a scope's chain and writes the rows that follow from it, up to the first segment that is not as it was sealed.
import { parseObjectKey, parseScope } from "../../../evidence-schema/keys/object-key.ts";
import { splitUnit, type Position } from "../../../evidence-schema/record/record.ts";
import { ChainError, type Ledger } from "../../../ledger/read/ledger.ts";
import { LogError, type SealedLog } from "../../reading/sealed-log.ts";
import { readSpan, type ReadSegment } from "../../reading/read-span.ts";
import type { Span } from "../../reading/sealed-span.ts";
import { writeBroken } from "../broken.ts";
import type { PolicyTimes } from "../policy/policy-times.ts";
import { ms, type Rows } from "../rows.ts";
import { writeFailures, writeRun } from "../write/items.ts";
import { Population } from "../write/population.ts";
import { writeOpening } from "../write/seals.ts";
import { writeSources } from "../write/sources.ts";
import { Units } from "../write/units.ts";
import { ItemRuns, type IsAsked } from "./item-runs.ts";

export type Following = {
  readonly ledger: Ledger;
  readonly log: SealedLog;
  readonly rows: Rows;
  /** Segments that a verification found to be wrong, by object, with the fault in one line. */
  readonly distrusted?: ReadonlyMap<string, string>;
  /** Told of each segment that was read. */
  readonly onSegment?: ((scope: string, time: string) => void) | undefined;
};

/**
 * Reads a span and writes its rows; those up to `known` are there already. True: to its end. False: up to a segment that is not as it was
 * sealed, which `broken` tells. Rows before that one stand: each of their segments links to the one before, and ends with the line that
 * its seal lists. Rejects with LogError, and with StoreError where the store does not answer.
 */
export async function followScope(
  { ledger, log, rows, distrusted = new Map(), onSegment = () => {} }: Following,
  { dues, asked }: PolicyTimes,
  span: Span,
  known: Position,
): Promise<boolean> {
  const { scope } = span;
  const units = new Units(rows, scope, dues);
  const items = new ItemRuns(askedBy(asked, scope), units.whole());
  const population = new Population(rows, scope);
  const touched = new Map<string, { readonly key: string; readonly check: string }>();
  let last: { readonly gen: number; readonly first: number } | null = null;
  let isWhole = true;
  try {
    for await (const segment of readSpan({ store: ledger.store, ledger: ledger.id, log, cache: ledger.cache }, span)) {
      const fault = distrusted.get(segment.key);
      if (fault !== undefined) throw new ChainError(fault);
      const place = placeOf(segment);
      const sealed = sealedRow(rows, scope, segment, place);
      const isKnown = place.gen < known.gen || (place.gen === known.gen && place.first <= known.seq);
      const changes = items.follow(segment);
      population.follow(segment, !isKnown);
      onSegment(scope, segment.time);
      last = place;
      if (isKnown) continue;
      writeOpening(rows, scope, segment);
      writeSources(rows, scope, segment);
      // Documents are in force from the seal that names them: that of a segment decides for how long its data counts.
      units.follow(segment, sealed);
      for (const change of changes) {
        writeRun(rows, scope, change);
        touched.set(`${change.key}\n${change.check}`, change);
      }
    }
  } catch (error) {
    if (!(error instanceof ChainError) || error instanceof LogError) throw error;
    writeBroken(rows, scope, last, error);
    isWhole = false;
  }
  units.keep();
  const open = rows.all(`select key, check_id from failure where scope = :scope and to_time is null`, { scope });
  for (const row of open) {
    const [key, check] = [String(row["key"]), String(row["check_id"])];
    touched.set(`${key}\n${check}`, { key, check });
  }
  for (const { key, check } of touched.values()) writeFailures(rows, { scope, key, check_id: check }, units.listed());
  return isWhole;
}

/** By the documents that seals name. Tests that none names are asked. */
function askedBy(asked: PolicyTimes["asked"], scope: string): IsAsked {
  const { provider } = parseScope(scope);
  const byDigest = new Map(asked.map(({ digest, document }) => [digest, document]));
  return (tests, check, unit) => {
    const document = byDigest.get(tests);
    return document === undefined || document.get(check)?.types.has(`${provider} ${splitUnit(unit).type}`) === true;
  };
}

const SEALED = `select segment.head, seal.time from segment join seal on seal.leaf = segment.leaf
  where segment.scope = :scope and segment.gen = :gen and segment.first = :first`;

/**
 * When a segment was sealed. Throws ChainError unless it ends with the line that a seal lists: a chain that was written anew links well,
 * up to the last line that is sealed.
 */
function sealedRow(rows: Rows, scope: string, { key, head }: ReadSegment, place: ReturnType<typeof placeOf>): number {
  const row = rows.get(SEALED, { scope, ...place });
  if (row === undefined) throw new ChainError(`${key}: no seal lists the segment`);
  if (row["head"] !== head) throw new ChainError(`${key}: the last line differs from the sealed line`);
  return ms(row["time"]) as number;
}

function placeOf({ key }: ReadSegment): { readonly gen: number; readonly first: number } {
  const parsed = parseObjectKey(key);
  if (parsed?.class !== "segment") throw new ChainError(`${key} is the name of no segment`);
  return { gen: parsed.gen, first: parsed.firstSeq };
}
