// Reads the policy in force when a seal was made: the company's controls and boundary from the documents that the seal
// names, the accepted deviations (waivers) from records.
import { EVERYTHING, type Boundary } from "../../../controls/boundary.ts";
import { readBoundaryDocument } from "../../../controls/boundary-document.ts";
import { readControlsDocument, STALE_AFTER, type ControlsDocument } from "../../../controls/controls-document.ts";
import { readSchedule, type Schedule } from "../../../evidence-schema/documents/document-schema.ts";
import type { Ledger, NewestSeal } from "../../../ledger/read/ledger.ts";
import type { SealedLog } from "../../reading/sealed-log.ts";
import { recordedWaivers, type WaiverInForce } from "./waivers-in-force.ts";

/** How often runs are due, how long after its slot a run may be sealed, and how old the data of an export may be and still count. */
export type Freshness = {
  /** Null where no runs are due. */
  readonly everySeconds: number | null;
  readonly graceSeconds: number;
  /** The schedule itself; null where there is none. */
  readonly schedule: Schedule | null;
  readonly staleAfter: string;
};

export type PolicyInForce = {
  /** Null where the run was made without any. */
  readonly controls: ControlsDocument | null;
  readonly boundary: Boundary;
  readonly waivers: readonly WaiverInForce[];
  readonly freshness: Freshness;
};

/** `log`: that of the ledger, where it is open already. Rejects with StoreError where a document is missing or has another digest. */
export async function policyInForce(
  ledger: Ledger,
  { seal }: Pick<NewestSeal, "seal">,
  log?: SealedLog,
): Promise<PolicyInForce> {
  const { controls: digest = null, boundary = null, schedule = null } = seal.documents;
  const controls = digest === null ? null : readControlsDocument(await ledger.document("controls", digest));
  const due = schedule === null ? null : readSchedule(await ledger.document("schedule", schedule));
  return {
    controls,
    boundary: boundary === null ? EVERYTHING : readBoundaryDocument(await ledger.document("boundary", boundary)),
    waivers: await recordedWaivers(ledger, log),
    freshness: {
      everySeconds: due?.everySeconds ?? null,
      graceSeconds: due?.graceSeconds ?? 0,
      schedule: due,
      staleAfter: controls?.staleAfter ?? STALE_AFTER,
    },
  };
}
