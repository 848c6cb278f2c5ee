// Reads the policy in force when a seal was made: the company's controls and boundary from the documents that the seal
// names, the accepted deviations (waivers) from records.
import { EVERYTHING, type Boundary } from "../../controls/boundary.ts";
import { readBoundaryDocument } from "../../controls/boundary-document.ts";
import { readControlsDocument, type ControlsDocument } from "../../controls/controls-document.ts";
import type { Ledger, NewestSeal } from "../../ledger/read/ledger.ts";
import { recordedWaivers, type WaiverInForce } from "./waivers-in-force.ts";

export type PolicyInForce = {
  /** Null where the run was made without any. */
  readonly controls: ControlsDocument | null;
  readonly boundary: Boundary;
  readonly waivers: readonly WaiverInForce[];
};

/** Rejects with StoreError where a document is missing or has another digest. */
export async function policyInForce(ledger: Ledger, { seal }: Pick<NewestSeal, "seal">): Promise<PolicyInForce> {
  const { controls = null, boundary = null } = seal.documents;
  return {
    controls: controls === null ? null : readControlsDocument(await ledger.document("controls", controls)),
    boundary: boundary === null ? EVERYTHING : readBoundaryDocument(await ledger.document("boundary", boundary)),
    waivers: await recordedWaivers(ledger),
  };
}
