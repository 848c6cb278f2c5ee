// Seals a run: one signed leaf binds every scope, those included that nothing could be appended to. The plan is another
// function's; what it says and this one knows better is compared first.
import { KMSClient } from "@aws-sdk/client-kms";
import { z } from "zod";
import { sealAfter } from "../ledger/seal.ts";
import { openKms } from "../ledger/signers/kms.ts";
import { keptFailure, readPlan } from "../observation/run-plan.ts";
import { config } from "./company.ts";
import { env } from "./env.ts";
import { handle } from "./handle.ts";
import { ownBy } from "./own-by.ts";
import { heldAgainst } from "./own-word.ts";
import { clock, keepOf, openLedger } from "./places.ts";

/** `asked`: what the execution was started with, by the scheduler and not by a function. */
const Event = z.object({ run: z.string(), asked: z.iso.datetime() });

const kms = new KMSClient({ maxAttempts: 8 });

/** Of a scope that nobody said anything of: its function ended before it could. */
const SILENT = "its assessment did not come to an end";

export const handler = handle(Event, async ({ run, asked }) => {
  const keep = keepOf(run);
  const plan = await readPlan(keep);
  const { slot, began, documents, roster, scopes } = plan;
  const ledger = await openLedger();
  const refuseOther = await heldAgainst(ledger, plan, { run, asked });
  const signer = await openKms(kms, env("KEYS").split(",")[0] as string, config.ledger.origin);
  const failed = new Map<string, string>();
  // One that was appended to is observed, whatever else was said of it: the chain shows that.
  for (const scope of scopes) failed.set(scope, (await keptFailure(keep, scope)) ?? SILENT);
  const by = await ownBy();
  const toSeal = { run, trigger: "slot", slot, began, by, documents, roster, observed: new Map(), failed } as const;
  const { index, seal, root } = await sealAfter(ledger, signer, clock, (newest) => {
    refuseOther(newest);
    return toSeal;
  });
  const unseen = seal.scopes.filter(({ view }) => view === "failed").length;
  return { result: { run, index, root }, counts: { Sealed: 1, ScopesFailed: unseen } };
});
