// Puts the evidence of a window into a bundle, and verifies it there as whoever gets the bundle will.
import { citedIn } from "../../audit/handover/bundle/citations.ts";
import { evidenceObjects } from "../../audit/handover/bundle/evidence-objects.ts";
import { evidenceWindow } from "../../audit/handover/bundle/evidence-window.ts";
import type { SealedEvidence } from "../../audit/handover/bundle/manifest.ts";
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { Trust } from "../../evidence-schema/log/trust.ts";
import { verifyLedger } from "../../ledger/verify/verify-ledger.ts";
import { rootAt } from "../handover/checkpoint.ts";
import type { Show } from "../progress.ts";
import type { Made } from "../report/make-report.ts";
import type { Spool } from "./spool.ts";

/** The folder of a bundle that holds the objects of the ledger. */
export const EVIDENCE = "evidence/";

/** `texts`: those that may cite records. Rejects with StoreError or ChainError where the ledger can't be read. */
export async function addEvidence(
  spool: Spool,
  { report, ledger, rows }: Made,
  { texts, trust, show }: { readonly texts: readonly string[]; readonly trust: Trust; readonly show: Show },
): Promise<SealedEvidence> {
  const cited = new Set(texts.flatMap((text) => [...citedIn(text)]));
  const kept = trust.kept.map(({ size }) => size);
  const window = await evidenceWindow(ledger, rows, { window: report.window, cited, kept });
  let objects = 0;
  for await (const { key, bytes } of evidenceObjects(ledger, window)) {
    await spool.add(`${EVIDENCE}${key}`, bytes);
    show(`reading evidence: ${(objects += 1)} objects`);
  }
  show("verifying the evidence of the bundle");
  const { from, to, lastSeal } = window;
  // As of the newest seal: the verdict on a period that is over does not depend on when it is asked.
  const now = formatTimestamp(Math.max(parseTimestamp(report.sealed.time), parseTimestamp(to)) + 1);
  const { verdict } = await verifyLedger({ store: spool.store(EVIDENCE), trust, from, to, now });
  return { window, size: lastSeal + 1, root: await rootAt(ledger.store, lastSeal), verdict };
}
