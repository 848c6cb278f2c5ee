// Seals what somebody added by hand: documents and roster are those of the seal before, since nobody looked anew.
import type { By } from "../../evidence-schema/record/record.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { Clock } from "../write/append.ts";
import type { Ledger, NewestSeal } from "../read/ledger.ts";
import type { RunToSeal } from "../seal/run-to-seal.ts";
import { sealAfter, type Sealed } from "../seal/seal.ts";
import type { Signer } from "../signers/signer.ts";
import { StoreError } from "../store.ts";
import type { WritableLedger } from "../write/writable-ledger.ts";

/**
 * Seals all that no seal lists yet, as run `run`, an id for this call alone: a seal of that run is looked for among those of
 * the last minutes only. Every scope's view is silent. Rejects with StoreError where nothing was sealed before: the first seal
 * is that of a run.
 */
export function sealByHand(ledger: WritableLedger, signer: Signer, clock: Clock, run: string, by: By): Promise<Sealed> {
  const began = formatTimestamp(clock.now());
  return sealAfter(ledger, signer, clock, (newest) => silentRun(ledger, newest, { run, began, by }));
}

function silentRun(
  { store }: Ledger,
  newest: NewestSeal | null,
  said: Pick<RunToSeal, "run" | "began" | "by">,
): RunToSeal {
  if (newest === null) throw new StoreError(`${store.place} holds no seal. Make a first run: tidemark collect`);
  const { documents, roster } = newest.seal;
  return { ...said, trigger: "manual", slot: null, documents, roster, observed: new Map(), failed: new Map() };
}
