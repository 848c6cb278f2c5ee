// Reads what was sealed since the derived tables were written, and writes the rows that follow from it.
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { ACTS_SCOPE, sealKey } from "../../evidence-schema/keys/object-key.ts";
import type { Seal } from "../../evidence-schema/log/log-schema.ts";
import type { Position } from "../../evidence-schema/record/record.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { isExample } from "../example-data.ts";
import type { SealedLog } from "../reading/sealed-log.ts";
import { followScope, type Following } from "./follow/follow-scope.ts";
import { judge } from "./policy/judge.ts";
import { policyTimes } from "./policy/policy-times.ts";
import type { Basis } from "./basis.ts";
import { brokenIn, forgetScope } from "./broken.ts";
import { writeAcceptances } from "./policy/acceptances.ts";
import { writeControls } from "./policy/controls.ts";
import { writeSeal } from "./write/seals.ts";

export type Extending = Following & {
  /** The checkpoint that the tables have come to; null: none. */
  readonly basis: Basis | null;
};

/**
 * Reads every seal after the basis, each scope whose chain moved, from its latest full segment before the basis on, and writes the rows. A
 * scope that is not as it was sealed costs the others nothing: `broken` says so. The caller begins and ends the transaction. Null where
 * nothing is sealed. Rejects with ChainError or StoreError where the log, the acts or a document is not as it was sealed.
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
  const broken = new Set(brokenIn(rows).map(({ scope }) => scope));
  for (const { scope, gen, seq } of newest.scopes) {
    if (scope === ACTS_SCOPE) continue;
    const before = await log.stand(begin, scope);
    const isBroken = broken.has(scope);
    if (!isBroken && before.gen === gen && before.seq === seq) continue;
    const span = { scope, begin: before.full, end: await log.stand(log.size - 1, scope), isNewest: true };
    const isDone = !isBroken && (await followScope(extending, policy, span, before));
    if (isDone || (!isBroken && before.seq === -1)) continue;
    // From nothing: then its rows are the same whenever it broke, and whole once its objects are put back.
    forgetScope(rows, scope);
    await followScope(extending, policy, { ...span, begin: null }, NOTHING);
  }
  writeControls(rows, policy);
  await writeAcceptances(rows, ledger, log);
  judge(rows, policy, newest.time);
  return basisAt(ledger, log, newest);
}

/** A position before all others. */
const NOTHING: Position = { gen: 0, seq: -1 };

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
