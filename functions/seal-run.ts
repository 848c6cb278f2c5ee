// Seals a run: one signed leaf binds every scope, those included that nothing could be appended to. The plan is another
// function's; what it says and this one knows better is compared first.
import { z } from "zod";
import { sealAfter } from "../ledger/seal/seal.ts";
import { keptFailure, readPlan } from "../observation/reading/run-plan.ts";
import { handle } from "./environment/handle.ts";
import { openLogSigner } from "./environment/log-signer.ts";
import { operate } from "./sealing/operate.ts";
import { ownBy } from "./environment/own-by.ts";
import { heldAgainst } from "./sealing/own-word.ts";
import { cachesOf, clock, keepOf, openLedger } from "./environment/places.ts";

/**
 * A run that is to be sealed: `asked` is what the execution was started with, by the scheduler and not by a function. Or the key
 * in the work bucket of what an operator asks of the function that has the keys.
 */
const Event = z.union([
  z.strictObject({ run: z.string(), asked: z.iso.datetime() }),
  z.strictObject({ operator: z.string() }),
]);

/** Text for a scope without a reported failure: the scope's function ended before it could report one. */
const SILENT = "the function that assesses the scope did not finish";

export const handler = handle<z.output<typeof Event>, object>(Event, async (event) => {
  if ("operator" in event) return { result: await operate(event.operator), counts: {} };
  const { run, asked } = event;
  const keep = keepOf(run);
  const plan = await readPlan(keep);
  const { slot, began, documents, roster, scopes } = plan;
  const ledger = await openLedger(plan.landmarks, "sealCache");
  const refuseOther = await heldAgainst(ledger, plan, { run, asked });
  const signer = await openLogSigner(ledger);
  const failed = new Map<string, string>();
  // A scope with an appended segment is sealed as observed, whatever else was said of it: the chain shows the segment.
  for (const scope of scopes) failed.set(scope, (await keptFailure(keep, scope)) ?? SILENT);
  const by = await ownBy();
  const toSeal = { run, trigger: "slot", slot, began, by, documents, roster, observed: new Map(), failed } as const;
  const { index, seal, root } = await sealAfter(ledger, signer, clock, (newest) => {
    refuseOther(newest);
    return toSeal;
  });
  const unseen = seal.scopes.filter(({ view }) => view === "failed").length;
  return { result: { run, index, root }, counts: { Sealed: 1, ScopesFailed: unseen }, noted: cachesOf(ledger) };
});
