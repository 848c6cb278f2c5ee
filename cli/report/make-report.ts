// Makes the content of a report of a ledger, from its tables and a verification, in a window that is chosen by what is sealed.
import { firstKnown } from "../../audit/tables/window-state.ts";
import { brokenRules } from "../../audit/report/facts/broken-rules.ts";
import { reportOf, type Report, type ReportWindow } from "../../audit/report/report.ts";
import { openTables, type OpeningTables, type Tables } from "../../audit/tables/database.ts";
import { policyTimes, type PolicyTimes } from "../../audit/tables/policy/policy-times.ts";
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

export type Making = {
  readonly home: Home;
  readonly window: (sealed: Sealed) => ReportWindow;
  /** Path of the trust file; without one that beside the ledger. */
  readonly trust?: string | undefined;
  /** Nothing that was found or derived before counts: the ledger is verified again, and the tables are made in memory. */
  readonly anew?: boolean;
};

/** A report, with all that it was made of. Its controls list their items. */
export type Made = {
  readonly report: Report;
  readonly ledger: Ledger;
  /** Without what broken evidence says. */
  readonly rows: Rows;
  readonly policy: PolicyTimes;
};

/**
 * Rejects with UsageError where nothing is sealed, and with what `window` throws; with TrustError, StoreError or ChainError where the ledger
 * can't be read.
 */
export const makeReport = (making: Making): Promise<Report> =>
  made(making, false, ({ report }) => Promise.resolve(report));

/** The same for an answer that is made of the report's own rows: they are open until `ask` has answered. */
export const withReport = <Answer>(making: Making, ask: (made: Made) => Promise<Answer>): Promise<Answer> =>
  made(making, true, ask);

async function made<Answer>(
  { home, window, trust, anew = false }: Making,
  named: boolean,
  ask: (made: Made) => Promise<Answer>,
): Promise<Answer> {
  const store = await openToRead(home.ledger);
  const ledger = await Ledger.open(store);
  const of = async ({ rows, basis, broken }: Tables): Promise<Answer> => {
    if (basis === null)
      throw new UsageError(
        "nothing is sealed yet, so there is nothing to report. Make the first run: tidemark collect",
      );
    const asked = window({ first: firstKnown(rows), newest: ms(basis.sealTime) as number });
    const verification = await verifiedUpTo({ ledger, home, store, trust, anew, basis });
    const told = async (each: Rows): Promise<Answer> => {
      const policy = await policyTimes(ledger, each);
      const report = await reportOf(ledger, each, { window: asked, basis, verification, policy, named });
      return ask({ report, ledger, rows: each, policy });
    };
    const distrusted = brokenSegments(verification);
    const known = new Set(broken.map(({ scope }) => scope));
    if ([...distrusted.keys()].every((object) => known.has(scopeOf(object)))) return told(rows);
    // Its records read well, and it is not the object that was sealed: the scope counts no further than that either.
    return inMemory({ ledger, distrusted }, ({ rows: without }) => told(without));
  };
  return anew ? inMemory({ ledger }, of) : withTables(home, ledger, of);
}

async function inMemory<Answer>(
  opening: Pick<OpeningTables, "ledger" | "distrusted">,
  ask: (tables: Tables) => Promise<Answer>,
): Promise<Answer> {
  const tables = await openTables({ ...opening, path: null });
  try {
    return await ask(tables);
  } finally {
    tables.rows.database.close();
  }
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
