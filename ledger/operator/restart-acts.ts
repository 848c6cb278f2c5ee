// Restarts the acts after an object that is no valid continuation of them (FORMAT.md C7).
import { ACTS_SCOPE } from "../../evidence-schema/keys/object-key.ts";
import { appendSegment, LostRace, type Appended, type Clock } from "../write/append.ts";
import { MAX_TRIES } from "../seal/put-leaf.ts";
import { isBroken, restartAfter, type RestartReason } from "../write/restart.ts";
import { StoreError } from "../store.ts";
import type { WritableLedger } from "../write/writable-ledger.ts";

/** Opens a new gen of the acts that names what it leaves behind. Null, and nothing is appended, where the acts are whole. */
export async function restartActs(
  ledger: WritableLedger,
  clock: Clock,
  run: string,
  asked: RestartReason,
): Promise<Appended | null> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const loaded = await ledger.loadChain(ACTS_SCOPE, await ledger.newestSeal());
    if (!isBroken(loaded)) return null;
    const { gen, restarts } = await restartAfter(ledger, loaded, asked);
    const act = { type: "restart", body: { principal: asked.principal, restarts } } as const;
    try {
      return await appendSegment(ledger, loaded, run, clock, (segment) => segment.emit(act), { gen });
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
    }
  }
  throw new StoreError(
    `another process appended the next act first, ${MAX_TRIES} times in a row. Nothing was appended. Run the command again`,
  );
}
