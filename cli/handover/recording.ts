// Opens a ledger to record populations and samples in it, or says why nothing can be recorded there.
import { isCompleteExample } from "../../audit/example-data.ts";
import type { Config } from "../../config/schema.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { appendActs, type Act } from "../../ledger/write/acts.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { realClock } from "../clock.ts";
import { openAnyHome, principalIn, type AnyHome } from "../deployed/home.ts";
import { nextSlot } from "../deployed/next-run.ts";
import { deploymentOf } from "../deployed/places.ts";
import { sealActs } from "../operator/seal-acts.ts";
import { homeOf } from "../places/home.ts";
import { numberedFiles } from "../places/numbered-file.ts";
import { runByHand } from "../places/own-by.ts";
import type { Output } from "../output.ts";

/** A ledger that acts can be added to; or the reason why none can, as a sentence says it. */
export type Recording = { readonly home: AnyHome } | { readonly why: string };

export type RecordingValues = { readonly ledger: string; readonly trust?: string | undefined };

/** Rejects with UsageError or StoreError where a ledger that has a writer can't be opened. */
export async function openRecording(values: RecordingValues, ledger: Ledger, config: Config): Promise<Recording> {
  if (isCompleteExample(ledger.genesis)) return { why: "the ledger is an example that is complete" };
  if (deploymentOf(config, values.ledger) === null && (await numberedFiles(homeOf(values.ledger).key)).length === 0)
    return { why: "no signing key lies beside the ledger, so this is a copy" };
  return { home: await openAnyHome(values, config) };
}

/** Appends an act of the person who runs the command, and seals it where this machine signs. Gives what was sealed, for JSON. */
export async function recordAct(
  out: Output,
  home: AnyHome,
  type: "population" | "sample" | "response" | "disclosure",
  body: Omit<Act["body"], "principal">,
): Promise<Json> {
  const run = runByHand(type);
  await appendActs(home.ledger, realClock, run, [{ type, body: { ...body, principal: principalIn(home) } }]);
  return sealActs(out, home, run);
}

/** When what was appended by hand is sealed by itself: the slot of the next run; null where somebody seals by hand. */
export const sealedBySlot = ({ home }: { readonly home: AnyHome }): string | null =>
  home.signer === null ? nextSlot(home.places.config, Date.now()) : null;
