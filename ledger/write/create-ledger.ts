// Makes a ledger: its first object, put once.
import { canonicalLine, type Json } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { genesis as genesisSchema, type Genesis } from "../../evidence-schema/log/log-schema.ts";
import { GENESIS_KEY } from "../../evidence-schema/keys/object-key.ts";
import { StoreError, type Store } from "../store.ts";

/** Makes a ledger, and gives its id. Rejects with StoreError where the store holds a ledger already. */
export async function createLedger(store: Store, genesis: Genesis): Promise<string> {
  if (!(await foundLedger(store, genesis)))
    throw new StoreError(`${store.place} already holds a ledger. Choose another place with --ledger`);
  return sha256Hex(genesisBytes(genesis));
}

/** As `createLedger`; false where a ledger is there by now: exactly one of several processes at once makes it. */
export async function foundLedger(store: Store, genesis: Genesis): Promise<boolean> {
  return (await store.put(GENESIS_KEY, genesisBytes(genesis))) === "created";
}

const genesisBytes = (genesis: Genesis): Buffer => canonicalLine(genesisSchema.parse(genesis) as unknown as Json);
