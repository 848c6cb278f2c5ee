// Reads what was sealed since the derived tables were written, and writes the rows that follow from it.
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { ACTS_SCOPE, parseObjectKey, parseScope, sealKey } from "../../evidence-schema/keys/object-key.ts";
import type { Seal } from "../../evidence-schema/log/log-schema.ts";
import { splitUnit, type Position } from "../../evidence-schema/record/record.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { isExample } from "../example-data.ts";
import type { SealedLog, Stand } from "../reading/sealed-log.ts";
import { readSpan, type ReadSegment } from "../reading/read-span.ts";
import type { Span } from "../reading/sealed-span.ts";
import { ItemRuns, type IsAsked } from "./follow/item-runs.ts";
import { judge } from "./policy/judge.ts";
import { policyTimes, type PolicyTimes } from "./policy/policy-times.ts";
import type { Basis } from "./basis.ts";
import { ms, type Rows } from "./rows.ts";
import { writeAcceptances } from "./policy/acceptances.ts";
import { writeControls } from "./policy/controls.ts";
import { writeFailures, writeRun } from "./write/items.ts";
import { Population } from "./write/population.ts";
import { writeOpening, writeSeal } from "./write/seals.ts";
import { writeSources } from "./write/sources.ts";
import { Units } from "./write/units.ts";

export type Extending = {
  readonly ledger: Ledger;
  readonly log: SealedLog;
  readonly rows: Rows;
  /** The checkpoint that the tables have come to; null: none. */
  readonly basis: Basis | null;
  /** Told of each segment that was read. */
  readonly onSegment?: ((scope: string, time: string) => void) | undefined;
};

/**
 * Reads every seal after the basis, each scope whose chain moved, from its latest full segment before the basis on, and writes the rows. The
 * caller begins and ends the transaction. Null where nothing is sealed. Rejects with ChainError or StoreError where evidence is not as it was sealed.
 */
export async function extend(extending: Extending): Promise<Basis | null> {
  const { ledger, log, rows, basis } = extending;
  const newest = await log.newest();
  if (newest === null) return null;
  const begin = basis === null ? -1 : basis.place;
  for (let place = begin + 1; place < log.size; place += 1) {
    const seal = await log.at(place);
    if (seal !== null && seal.index === log.indexAt(place)) writeSeal(rows, seal);
    // A year of seals of many scopes would fill the memory.
    if (place + 1 < log.size) log.forget(place);
  }
  const policy = await policyTimes(ledger, rows);
  for (const { scope, gen, seq } of newest.scopes) {
    if (scope === ACTS_SCOPE) continue;
    const before = await log.stand(begin, scope);
    if (before.gen === gen && before.seq === seq) continue;
    const end = await log.stand(log.size - 1, scope);
    await followScope(extending, policy, { scope, begin: before.full, end, isNewest: true }, before);
  }
  writeControls(rows, policy);
  await writeAcceptances(rows, ledger, log);
  judge(rows, policy, newest.time);
  return basisAt(ledger, log, newest);
}

/** Leaves that seal nothing, such as a change of keys, may come after the newest seal. */
function placeOf(log: SealedLog, index: number): number {
  let place = log.size - 1;
  while (log.indexAt(place) !== index) place -= 1;
  return place;
}

async function basisAt(ledger: Ledger, log: SealedLog, newest: Seal): Promise<Basis> {
  const bytes = await ledger.store.get(sealKey(newest.index));
  return {
    ledger: ledger.id,
    origin: ledger.genesis.origin,
    mode: ledger.genesis.mode,
    example: isExample(ledger.genesis),
    leaf: newest.index,
    leafDigest: sha256Hex(bytes ?? Buffer.alloc(0)),
    place: placeOf(log, newest.index),
    sealTime: newest.time,
  };
}

async function followScope(
  { ledger, log, rows, onSegment = () => {} }: Extending,
  { dues, asked }: PolicyTimes,
  span: Span,
  known: Stand,
): Promise<void> {
  const { scope } = span;
  const units = new Units(rows, scope, dues);
  const items = new ItemRuns(askedBy(asked, scope), units.whole());
  const population = new Population(rows, scope);
  const touched = new Map<string, { readonly key: string; readonly check: string }>();
  for await (const segment of readSpan({ store: ledger.store, ledger: ledger.id, log, cache: ledger.cache }, span)) {
    const isKnown = isAtOrBefore(segment, known);
    const changes = items.follow(segment);
    population.follow(segment, !isKnown);
    onSegment(scope, segment.time);
    if (isKnown) continue;
    writeOpening(rows, scope, segment);
    writeSources(rows, scope, segment);
    units.follow(segment, sealTimeOf(rows, scope, segment));
    for (const change of changes) {
      writeRun(rows, scope, change);
      touched.set(`${change.key}\n${change.check}`, change);
    }
  }
  units.keep();
  const open = rows.all(`select key, check_id from failure where scope = :scope and to_time is null`, { scope });
  for (const row of open) {
    const [key, check] = [String(row["key"]), String(row["check_id"])];
    touched.set(`${key}\n${check}`, { key, check });
  }
  for (const { key, check } of touched.values()) writeFailures(rows, { scope, key, check_id: check }, units.listed());
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

/** Documents are in force from the seal that names them: that of a segment decides for how long its data counts. */
function sealTimeOf(rows: Rows, scope: string, { key, time }: ReadSegment): number {
  const parsed = parseObjectKey(key);
  const place = parsed?.class === "segment" ? { gen: parsed.gen, first: parsed.firstSeq } : { gen: -1, first: -1 };
  return ms(rows.get(SEALED, { scope, ...place })?.["time"]) ?? Date.parse(time);
}

const SEALED = `select seal.time from segment join seal on seal.leaf = segment.leaf
  where segment.scope = :scope and segment.gen = :gen and segment.first = :first`;

function isAtOrBefore({ key }: ReadSegment, { gen, seq }: Position): boolean {
  const parsed = parseObjectKey(key);
  if (parsed?.class !== "segment") return false;
  return parsed.gen < gen || (parsed.gen === gen && parsed.firstSeq <= seq);
}
