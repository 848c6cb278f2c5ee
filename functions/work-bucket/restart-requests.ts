// Finds the restarts that operators asked for in the work bucket (`tidemark restart-scope`): a run carries out the one about the
// break that it finds.
import type { Ledger } from "../../ledger/read/ledger.ts";
import type { RestartReason } from "../../ledger/write/restart.ts";
import { requestedRestart, type BrokenChain } from "../../observation/restart-request.ts";
import { openWork } from "../environment/places.ts";

/** Who asked for the restart of this chain, and why; null where nobody did. */
export const requestedInWork =
  (ledger: Ledger) =>
  (loaded: BrokenChain): Promise<RestartReason | null> =>
    requestedRestart(ledger, loaded, openWork().get);
