// Asks the project's own verifier of a moment, whole or of a period.
import { formatTimestamp } from "../../../../evidence-schema/bytes/timestamp.ts";
import { verifyLedger, type Report } from "../../../../ledger/verify/verify-ledger.ts";
import { memoryStore } from "../../memory-store.ts";
import { MODEL_TRUST } from "../simulation/world.ts";
import type { Period } from "./expected.ts";

export const WHOLE: Period = { from: null, to: null };

/** The period as a verifier takes it. */
export const asked = ({ from, to }: Period): { readonly from?: string; readonly to?: string } => ({
  ...(from === null ? {} : { from: formatTimestamp(from) }),
  ...(to === null ? {} : { to: formatTimestamp(to) }),
});

/** What is said; an error instead of a verdict is said too, since no state of the objects may cause one. */
export async function ask(
  { objects, now }: { readonly objects: ReadonlyMap<string, Buffer>; readonly now: string },
  period: Period,
  trust = MODEL_TRUST.trust,
): Promise<Report | Error> {
  try {
    return await verifyLedger({ store: memoryStore(objects), trust, now, threads: 1, ...asked(period) });
  } catch (error) {
    return error as Error;
  }
}
