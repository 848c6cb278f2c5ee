// Seals what a command appended by hand, and says under which checkpoint; in a deployment the next run does.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { sealByHand } from "../../ledger/operator/seal-by-hand.ts";
import { realClock } from "../clock.ts";
import type { AnyHome, DeployedHome } from "../deployed/home.ts";
import { nextSlot } from "../deployed/next-run.ts";
import type { Output } from "../output.ts";
import { ownBy } from "../places/own-by.ts";

/** Seals all that no seal lists, and prints the entry and its checkpoint; gives them for JSON. */
export async function sealActs(out: Output, home: AnyHome, run: string): Promise<Json> {
  if (home.signer === null) return leftToNextRun(out, home, run);
  const { ledger, signer, names } = home;
  const { index, root } = await sealByHand(ledger, signer, realClock, run, ownBy(names));
  await names.flush();
  out.line(`Sealed as entry ${index} (run ${run})`);
  out.line(`Checkpoint  size ${index + 1}, root ${root}`);
  return { run, checkpoint: { size: index + 1, root } };
}

async function leftToNextRun(out: Output, { names, places }: DeployedHome, run: string): Promise<Json> {
  await names.flush();
  const slot = nextSlot(places.config, Date.now());
  out.line(`Recorded as run ${run}, not yet sealed. The next run (slot ${slot}) seals the record.`);
  out.line("You have nothing to do. If no run seals the record in time, tidemark verify says INCOMPLETE (W3).");
  return { run, checkpoint: null, nextSlot: slot };
}
