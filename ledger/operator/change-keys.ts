// Adds a key to the log, or retires one: a leaf that the holders of both keys sign (FORMAT.md section 7, N6).
import { parseCheckpoint } from "../../evidence-schema/log/checkpoint.ts";
import type { KeyLeaf } from "../../evidence-schema/log/log-schema.ts";
import { noteKey } from "../../evidence-schema/keys/object-key.ts";
import type { By } from "../../evidence-schema/record/record.ts";
import { parseNote } from "../../evidence-schema/log/signed-note.ts";
import { parseVerifierKey } from "../../evidence-schema/log/verifier-key.ts";
import { adoptLeaves, type AdoptedLog } from "../seal/adopt.ts";
import { latestTimeOf, timeToWrite, type Clock } from "../write/append.ts";
import { leavesBack } from "../read/log-tail.ts";
import { leafAfter, lostEveryRace, MAX_TRIES, newestNotedOf, putLeaf, refuseEnded } from "../seal/put-leaf.ts";
import type { Signer } from "../signers/signer.ts";
import { endorsedBy } from "./endorsed-by.ts";
import { StoreError } from "../store.ts";
import type { WritableLedger } from "../write/writable-ledger.ts";
import type { Ledger } from "../read/ledger.ts";

/** A key that is added, or a key that is retired. To retire a key, only its verifier key is needed. */
export type KeyChange =
  | { readonly add: Signer; readonly reason: string; readonly by: By }
  | { readonly retire: string; readonly reason: string; readonly by: By };

/** The leaf that changes the keys, and the tree that ends with it. */
export type ChangedKeys = { readonly index: number; readonly root: Buffer; readonly isNew: boolean };

/**
 * Puts the leaf, unless the newest key leaf that names this key says the same already: repeating it is safe. `signer` is
 * in force and stays so. Rejects with StoreError where a key that is to be retired is the signer's own, or not in force.
 */
export async function changeKeys(
  ledger: WritableLedger,
  signer: Signer,
  clock: Clock,
  change: KeyChange,
): Promise<ChangedKeys> {
  if ("retire" in change && change.retire === signer.verifierKey)
    throw new StoreError(
      `key ${change.retire} signs this change, so this change cannot retire it. Sign with another key that is in force`,
    );
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const log = await adoptLeaves(ledger, signer, { which: "all", latest: latestTimeOf(clock) });
    refuseEnded(log);
    const done = await changed(ledger, log, change);
    if (done !== null) return { ...done, isNew: false };
    if ("retire" in change && !log.keys.isInForce(parseVerifierKey(change.retire), log.index))
      throw new StoreError(
        `key ${change.retire} is not in force, so it cannot be retired. Give --key a key that is in force`,
      );
    const time = await timeToWrite(ledger, clock, log.time);
    const root = await putLeaf(ledger, signer, log, await keyLeaf(ledger, signer, log, change, time));
    if (root !== null) return { index: log.index, root: Buffer.from(root, "hex"), isNew: true };
  }
  throw lostEveryRace();
}

async function keyLeaf(
  ledger: WritableLedger,
  signer: Signer,
  log: AdoptedLog,
  change: KeyChange,
  time: string,
): Promise<KeyLeaf> {
  const add = "add" in change ? change.add.verifierKey : null;
  const retire = "retire" in change ? change.retire : null;
  const said = { ...leafAfter(log, ledger), kind: "key", add, retire } as const;
  const endorsed = await endorsedBy(said, [signer, ...("add" in change ? [change.add] : [])]);
  const { reason, by } = change;
  return { ...said, time, by: { ...by }, endorsed, reason };
}

/** The leaf that has made the change already, or null. Where several leaves name the key, the newest decides. */
async function changed(
  { store }: Ledger,
  log: AdoptedLog,
  change: KeyChange,
): Promise<Omit<ChangedKeys, "isNew"> | null> {
  const key = "add" in change ? change.add.verifierKey : change.retire;
  for await (const { index: at, leaf } of leavesBack(store, newestNotedOf(log))) {
    if (leaf?.kind !== "key" || (leaf.add !== key && leaf.retire !== key)) continue;
    if (leaf.add !== ("add" in change ? key : null)) return null;
    const note = (await store.get(noteKey(at))) as Buffer;
    return { index: at, root: parseCheckpoint(parseNote(note).text).root };
  }
  return null;
}
