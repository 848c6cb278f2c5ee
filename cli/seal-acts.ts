// Seals what a command appended by hand, and says under which checkpoint.
import type { Json } from "../evidence-schema/canonical.ts";
import { sealByHand } from "../ledger/operator/seal-by-hand.ts";
import { realClock } from "./clock.ts";
import type { OpenHome } from "./home.ts";
import type { Output } from "./output.ts";
import { ownBy } from "./own-by.ts";

/** Seals all that no seal lists, and prints the entry and its checkpoint; gives them for JSON. */
export async function sealActs(out: Output, { ledger, signer, names }: OpenHome, run: string): Promise<Json> {
  const { index, root } = await sealByHand(ledger, signer, realClock, run, ownBy(names));
  await names.flush();
  out.line(`Sealed as entry ${index} (run ${run})`);
  out.line(`Checkpoint  size ${index + 1}, root ${root}`);
  return { run, checkpoint: { size: index + 1, root } };
}
