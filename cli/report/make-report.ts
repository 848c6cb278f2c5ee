// Makes the content of a report of a ledger, from its tables and a verification, in a window that is chosen by what is sealed.
import { firstKnown } from "../../audit/tables/window-state.ts";
import { brokenRules } from "../../audit/report/facts/broken-rules.ts";
import { reportOf, type Report, type ReportWindow } from "../../audit/report/report.ts";
import { openTables } from "../../audit/tables/database.ts";
import { ms, type Rows } from "../../audit/tables/rows.ts";
import { ACTS_SCOPE, parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import type { Report as Verification } from "../../ledger/verify/verify-ledger.ts";
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
  return withTables(home, ledger, async ({ rows, basis, broken }) => {
    if (basis === null)
      throw new UsageError(
        "nothing is sealed yet, so there is nothing to report. Make the first run: tidemark collect",
      );
    const asked = window({ first: firstKnown(rows), newest: ms(basis.sealTime) as number });
    const verification = await verifiedUpTo({ ledger, home, store, trust, basis });
    const of = (each: Rows): Promise<Report> => reportOf(ledger, each, { window: asked, basis, verification });
    const distrusted = brokenSegments(verification);
    const known = new Set(broken.map(({ scope }) => scope));
    if ([...distrusted.keys()].every((object) => known.has(scopeOf(object)))) return of(rows);
    // Its records read well, and it is not the object that was sealed: the scope counts no further than that either.
    const without = await openTables({ ledger, path: null, distrusted });
    try {
      return await of(without.rows);
    } finally {
      without.rows.database.close();
    }
  });
}

/** The segments among the objects that break a rule, each with the fault in one line. */
function brokenSegments(verification: Verification): ReadonlyMap<string, string> {
  return new Map(
    brokenRules({ verification })
      .filter(({ object }) => scopeOf(object) !== "")
      .map(({ object, name, expected, found }) => [object, `${object}: ${name}: expected ${expected}, found ${found}`]),
  );
}

/** The scope of a segment; empty for any other object, and for acts, which concern all. */
function scopeOf(object: string): string {
  const parsed = parseObjectKey(object);
  return parsed?.class === "segment" && parsed.scope !== ACTS_SCOPE ? parsed.scope : "";
}
