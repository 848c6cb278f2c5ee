// Seals a run: one signed leaf binds every scope, those included that nothing could be appended to.
import { z } from "zod";
import { sealRun } from "../ledger/seal.ts";
import { Asked } from "../ledger/operator/asked.ts";
import { keptFailure, readPlan } from "../observation/run-plan.ts";
import { handle } from "./handle.ts";
import { openLogSigner } from "./log-signer.ts";
import { operate } from "./operate.ts";
import { ownBy } from "./own-by.ts";
import { clock, keepOf, openLedger } from "./places.ts";

/** A run that is to be sealed; or what an operator asks of the function that has the keys. */
const Event = z.union([z.strictObject({ run: z.string() }), z.strictObject({ operator: Asked })]);

/** Of a scope that nobody said anything of: its function ended before it could. */
const SILENT = "its assessment did not come to an end";

export const handler = handle<z.output<typeof Event>, object>(Event, async (event) => {
  if ("operator" in event) return { result: await operate(event.operator), counts: {} };
  const { run } = event;
  const keep = keepOf(run);
  const { slot, began, documents, roster, scopes } = await readPlan(keep);
  const ledger = await openLedger();
  const signer = await openLogSigner(ledger);
  const failed = new Map<string, string>();
  // One that was appended to is observed, whatever else was said of it: the chain shows that.
  for (const scope of scopes) failed.set(scope, (await keptFailure(keep, scope)) ?? SILENT);
  const by = await ownBy();
  const toSeal = { run, trigger: "slot", slot, began, by, documents, roster, observed: new Map(), failed } as const;
  const { index, seal, root } = await sealRun(ledger, signer, clock, toSeal);
  const unseen = seal.scopes.filter(({ view }) => view === "failed").length;
  return { result: { run, index, root }, counts: { Sealed: 1, ScopesFailed: unseen } };
});
