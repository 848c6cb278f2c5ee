// Makes the content of a report of a ledger, from its tables and a verification, in a window that is chosen by what is sealed.
import { firstKnown } from "../../audit/tables/window-state.ts";
import { ms } from "../../audit/tables/rows.ts";
import { reportOf, type Report, type ReportWindow } from "../../audit/report/report.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { UsageError } from "../exit.ts";
import type { Home } from "../places/home.ts";
import { openToRead } from "../places/open-store.ts";
import { withTables } from "../places/tables.ts";
import type { Sealed } from "../times/window.ts";
import { verifiedUpTo } from "./verified.ts";

/**
 * `trust`: path of the trust file; without one that beside the ledger. Rejects with UsageError where nothing is sealed, and with what
 * `window` throws; with TrustError, StoreError or ChainError where the ledger can't be read.
 */
export async function makeReport(
  home: Home,
  window: (sealed: Sealed) => ReportWindow,
  trust?: string,
): Promise<Report> {
  const store = await openToRead(home.ledger);
  const ledger = await Ledger.open(store);
  return withTables(home, ledger, async ({ rows, basis }) => {
    if (basis === null)
      throw new UsageError(
        "nothing is sealed yet, so there is nothing to report. Make the first run: tidemark collect",
      );
    const asked = window({ first: firstKnown(rows), newest: ms(basis.sealTime) as number });
    const verification = await verifiedUpTo({ ledger, home, store, trust, basis });
    return reportOf(ledger, rows, { window: asked, basis, verification });
  });
}
