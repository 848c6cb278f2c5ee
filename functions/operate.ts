// What an operator asks of the sealing function, since it alone may use the keys: a change of the log's keys, or its end.
import { formatTimestamp } from "../evidence-schema/timestamp.ts";
import type { Asked, ChangedKey, EndedLedger } from "../ledger/operator/asked.ts";
import { carryOut } from "../ledger/operator/carry-out.ts";
import { openKeys } from "./log-signer.ts";
import { ownBy } from "./own-by.ts";
import { clock, openLedger } from "./places.ts";

/**
 * Carries it out; a call that was cut short can be repeated. Signatures that CloudTrail counts, and the notes that S3 counts,
 * where nothing was to be adopted: to add a key 4 and 2 (two endorse it, one signs its entry, one the seal after it), to retire
 * one 3 and 2, to end the ledger 2 and 1, with one and one more where something was to be sealed first.
 */
export async function operate(asked: Asked): Promise<ChangedKey | EndedLedger> {
  const ledger = await openLedger();
  const run = `${asked.act}-${formatTimestamp(clock.now())}-${crypto.randomUUID().slice(0, 8)}`;
  return carryOut({ ledger, keys: await openKeys(), clock, by: await ownBy(), run }, asked);
}
