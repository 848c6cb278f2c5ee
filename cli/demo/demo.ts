// Makes the quarter of the example company where it is not there yet, and its report, and prints in two lines how it went.
import { dirname, join, relative } from "node:path";
import { isCompleteExample } from "../../audit/example-data.ts";
import { plural } from "../../audit/plural.ts";
import { brokenRules } from "../../audit/report/facts/broken-rules.ts";
import { countsOf } from "../../audit/report/facts/counts.ts";
import { reportPage } from "../../audit/report/page/document.ts";
import { makeQuarter, QUARTER } from "../../examples/quarter/make-quarter.ts";
import { GENESIS_KEY } from "../../evidence-schema/keys/object-key.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { isS3Place } from "../../ledger/stores/s3/place.ts";
import { EXIT, UsageError } from "../exit.ts";
import type { Output } from "../output.ts";
import type { Home } from "../places/home.ts";
import { COMPANY } from "../places/load-config.ts";
import { openToRead } from "../places/open-store.ts";
import { withProgress } from "../progress.ts";
import { makeReport } from "../report/make-report.ts";
import { refusePlace, REPORT, writeNamed } from "../places/written-file.ts";
import { windowOf } from "../times/window.ts";

export const DEMO_LEDGER = ".tidemark/demo/ledger";

/** Prints the quarter in `home`. A run is missing in it, so that verification ends with 2; the example ends with 0 all the same. */
export async function showDemo(home: Home, out: Output): Promise<number> {
  const place = relative(process.cwd(), home.ledger);
  if (isS3Place(home.ledger))
    throw new UsageError(
      `found the ledger ${home.ledger}, expected a directory. The quarter of the example company is made on this machine alone. Name a directory with --ledger, or your own config with --config`,
    );
  const path = join(dirname(home.trust), "report.html");
  out.line(`This folder has no ${COMPANY}, so a quarter of the example company is shown (examples/quarter/README.md)`);
  const store = await openToRead(home.ledger);
  if ((await store.get(GENESIS_KEY)) === null) {
    await withProgress((show) => makeQuarter({ home, onRun: (at) => show(`observing the example company at ${at}`) }));
    out.line(
      `Created the ledger ${place}, its signing key beside it, and the trust file ${relative(process.cwd(), home.trust)}`,
    );
  }
  await refusePlace(path, home, REPORT);
  const ledger = await Ledger.open(store);
  if (!isCompleteExample(ledger.genesis))
    throw new UsageError(
      `the ledger in ${place} does not hold the quarter of the example company. Choose another place with --ledger, or observe exports with --from DIR`,
    );
  const made = await makeReport({
    home,
    window: (sealed) => ({ ...windowOf({ period: QUARTER }, sealed), isInstant: false }),
  });
  await writeNamed(path, await reportPage(made));
  const { exceptions, possible, failures } = countsOf(made);
  const { verdict } = made.verification;
  const isUnaltered = brokenRules(made).length === 0;
  out.line(
    `Example company, 1 Jul to 30 Sep 2026: ${plural(exceptions, "exception")}, ${possible} possible, ${plural(failures, "failure")}; ${made.runs.made} of ${made.runs.due} runs made.`,
  );
  out.line(
    `${verdict}${isUnaltered ? " (nothing altered)" : ""}. Report: ${relative(process.cwd(), path)} (example data, read from no cloud)`,
  );
  out.line(`Ask the ledger: npx tidemark failures --ledger ${place} --period ${QUARTER}`);
  return isUnaltered ? EXIT.done : EXIT.broken;
}
