// Makes the quarter of the example company where it is not there yet, verifies it, and prints in two lines how it went.
import { relative } from "node:path";
import { isCompleteExample } from "../../audit/example-data.ts";
import { plural } from "../../audit/plural.ts";
import type { Lateness } from "../../audit/period/lateness.ts";
import { failuresIn } from "../../audit/tables/failures-in.ts";
import { policyTimes } from "../../audit/tables/policy/policy-times.ts";
import { ms } from "../../audit/tables/rows.ts";
import { windowState } from "../../audit/tables/window-state.ts";
import { makeQuarter, QUARTER } from "../../examples/quarter/make-quarter.ts";
import { GENESIS_KEY } from "../../evidence-schema/keys/object-key.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { EXIT, UsageError } from "../exit.ts";
import type { Output } from "../output.ts";
import type { Home } from "../places/home.ts";
import { openToRead } from "../places/open-store.ts";
import { withTables } from "../places/tables.ts";
import { withProgress } from "../progress.ts";
import { windowOf } from "../times/window.ts";
import { verifyDirectory } from "../verify/verify-directory.ts";

export const DEMO_LEDGER = ".tidemark/demo/ledger";

/** Prints the quarter in `home`. A run is missing in it, so that verification ends with 2; the example ends with 0 all the same. */
export async function showDemo(home: Home, out: Output): Promise<number> {
  const place = relative(process.cwd(), home.ledger);
  const store = await openToRead(home.ledger);
  if ((await store.get(GENESIS_KEY)) === null) {
    await withProgress((show) => makeQuarter({ home, onRun: (at) => show(`observing the example company at ${at}`) }));
    out.line(
      `Created the ledger ${place}, its signing key beside it, and the trust file ${relative(process.cwd(), home.trust)}`,
    );
  }
  const ledger = await Ledger.open(store);
  if (!isCompleteExample(ledger.genesis))
    throw new UsageError(
      `the ledger in ${place} does not hold the quarter of the example company. Choose another place with --ledger, or observe exports with --from DIR`,
    );
  out.line(await countsLine(home, ledger));
  const { report } = await verifyDirectory({ ledger: home.ledger });
  const isUnaltered = report.verdict === "INTACT" || report.verdict === "INCOMPLETE";
  out.line(`${report.verdict}${isUnaltered ? " (nothing altered)" : ""}. Example data, read from no cloud.`);
  out.line(`Ask the ledger: npx tidemark failures --ledger ${place} --period ${QUARTER}`);
  return isUnaltered ? EXIT.done : report.exit;
}

const countsLine = (home: Home, ledger: Ledger): Promise<string> =>
  withTables(home, ledger, async ({ rows, basis }) => {
    const newest = ms(basis?.sealTime) as number;
    const asked = windowOf({ period: QUARTER }, { first: 0, newest });
    const policy = await policyTimes(ledger, rows);
    const found = failuresIn(rows, policy, { window: asked, until: newest, severityOf: () => null });
    const { due, made } = windowState(rows, asked, policy.dues, newest);
    const count = (status: Lateness): number => found.filter(({ counted }) => counted?.status === status).length;
    const failures = new Set(found.map(({ id }) => id)).size;
    return `Example company, 1 Jul to 30 Sep 2026: ${plural(count("exception"), "exception")}, ${count("possible exception")} possible, ${plural(failures, "failure")}; ${made} of ${due} runs made.`;
  });
