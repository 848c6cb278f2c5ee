// Ends a ledger: seals what is not sealed yet, and closes the log with a leaf that nothing follows (FORMAT.md L12).
import type { EndLeaf } from "../../evidence-schema/log/log-schema.ts";
import type { By } from "../../evidence-schema/record/record.ts";
import { adoptLeaves, type AdoptedLog } from "../seal/adopt.ts";
import { latestTimeOf, timeToWrite, type Clock } from "../write/append.ts";
import { readLeaf } from "../read/log-tail.ts";
import { leafAfter, lostEveryRace, MAX_TRIES, newestNotedOf, putLeaf } from "../seal/put-leaf.ts";
import { hasUnsealed } from "../seal/sealed-scopes.ts";
import type { Signer } from "../signers/signer.ts";
import { StoreError } from "../store.ts";
import { endorsedBy } from "./endorsed-by.ts";
import { sealByHand } from "./seal-by-hand.ts";
import type { WritableLedger } from "../write/writable-ledger.ts";
import type { Ledger } from "../read/ledger.ts";

/** How a ledger is to end. `successor`: id of the ledger that goes on, or null. `run`: names the seals that this makes. */
export type Ending = {
  readonly successor: string | null;
  readonly reason: string;
  readonly by: By;
  readonly run: string;
};

export type Ended = { readonly index: number; readonly leaf: EndLeaf; readonly isNew: boolean };

/**
 * Ends the ledger; one that has ended with this successor is given back. A run that is still writing may lose what it
 * appends: stop the schedule first. Rejects with StoreError where it has ended with another successor.
 */
export async function endLedger(ledger: WritableLedger, signer: Signer, clock: Clock, ending: Ending): Promise<Ended> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const log = await adoptLeaves(ledger, signer, { latest: latestTimeOf(clock) });
    if (log.ended) return ended(ledger, log, ending);
    if (await hasUnsealed(ledger, log.newest, latestTimeOf(clock))) {
      await sealByHand(ledger, signer, clock, `${ending.run}-${attempt}`, ending.by);
      continue;
    }
    const time = await timeToWrite(ledger, clock, log.time);
    const { successor, reason, by } = ending;
    const said = { ...leafAfter(log, ledger), kind: "end", successor } as const;
    const leaf: EndLeaf = { ...said, time, by: { ...by }, endorsed: await endorsedBy(said, [signer]), reason };
    if ((await putLeaf(ledger, signer, log, leaf)) !== null) return { index: log.index, leaf, isNew: true };
  }
  throw lostEveryRace();
}

async function ended({ store }: Ledger, log: AdoptedLog, { successor }: Ending): Promise<Ended> {
  const index = newestNotedOf(log);
  const leaf = (await readLeaf(store, index)).leaf as EndLeaf;
  if (leaf.successor !== successor)
    throw new StoreError(
      `the ledger has ended at ${leaf.time}: found successor ${leaf.successor ?? "none"}, expected ${successor ?? "none"}. The end of a ledger cannot be changed`,
    );
  return { index, leaf, isNew: false };
}
