// Runs `tidemark report`: writes one HTML file that tells how the controls stood in a period, or at an instant.
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE } from "../../audit/example-data.ts";
import { reportPage } from "../../audit/report/page/document.ts";
import { countsOf } from "../../audit/report/facts/counts.ts";
import type { Report, ReportWindow } from "../../audit/report/report.ts";
import { startOfDay } from "../../audit/period/days.ts";
import { plural } from "../../audit/plural.ts";
import { UsageError } from "../exit.ts";
import type { Output } from "../output.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { answering } from "../query/answering.ts";
import { makeReport } from "../report/make-report.ts";
import { openInBrowser } from "../report/open-in-browser.ts";
import { exitOf, integrityLine, isUnobserved } from "../report/outcome.ts";
import { refusePlace, REPORT, writeNamed } from "../places/written-file.ts";
import { instant } from "../times/instant.ts";
import { spanOptions, zoneOf } from "../times/span.ts";
import { windowOf, type Sealed } from "../times/window.ts";

export const summary =
  "report --period 2026-Q3 --out FILE                         one page of a period: controls by days, exceptions, proof";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  ...spanOptions,
  "as-of": { type: "string" },
  out: { type: "string" },
  trust: { type: "string" },
  rebuild: { type: "boolean", default: false },
  open: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parsed>;

const parsed = (args: readonly string[]) => parseArgs({ args: [...args], options }).values;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => report(args, out));

async function report(args: readonly string[], out: Output): Promise<number> {
  const values = parsed(args);
  if (values.out === undefined || values.out === "")
    throw new UsageError(
      "report: expected --out FILE, the place where the report is written, such as --out report.html",
    );
  refuseTwoTimes(values);
  zoneOf(values);
  const path = values.out;
  const home = homeOf(values.ledger);
  await refusePlace(path, home, REPORT);
  // With a trust file of their own somebody relies on nothing that lies beside the ledger.
  const anew = values.rebuild || values.trust !== undefined;
  const made = await makeReport({ home, window: (sealed) => reportWindow(values, sealed), trust: values.trust, anew });
  await writeNamed(path, await reportPage(made));
  say(out, made, path);
  if (values.open) openInBrowser(path);
  return exitOf(made);
}

function refuseTwoTimes(values: Values): void {
  const others = [values.from, values.to, values.period].some((each) => each !== undefined);
  if (values["as-of"] !== undefined && others)
    throw new UsageError("found --as-of together with --from, --to or --period, expected either --as-of or a period");
}

function reportWindow(values: Values, sealed: Sealed): ReportWindow {
  const asOf = values["as-of"];
  if (asOf === undefined) return { ...windowOf(values, sealed), isInstant: false };
  const zone = zoneOf(values);
  const at = instantIn(asOf, zone);
  const named = (ms: number): string => new Date(ms).toISOString();
  if (at < sealed.first || at > sealed.newest)
    throw new UsageError(
      `--as-of: found ${named(at)}, expected a time from ${named(sealed.first)} to ${named(sealed.newest)}, of which the records tell`,
    );
  return { from: at, to: at + 1, zone, soFar: false, until: at + 1, isInstant: true };
}

/** A date is the last instant of its day in the zone. */
const instantIn = (asOf: string, zone: string): number => {
  const utc = Date.parse(instant("as-of", asOf, "last"));
  return /^\d{4}-\d\d-\d\d$/.test(asOf) ? startOfDay(asOf, zone, 1) - 1 : utc;
};

function say(out: Output, made: Report, path: string): void {
  const { exceptions, possible, failures } = countsOf(made);
  const { runs, window, controls } = made;
  if (made.example) out.line(EXAMPLE_NOTICE);
  const ran = runs.isScheduled
    ? `${runs.made} of ${plural(runs.due, "due run")} made`
    : `${plural(runs.seals, "seal")}, no schedule`;
  const told = window.isInstant
    ? `${controls.filter(isUnobserved).length} of ${plural(controls.length, "control")} not observed`
    : ran;
  out.line(`${plural(exceptions, "exception")}, ${possible} possible, ${plural(failures, "failure")}; ${told}.`);
  out.line(integrityLine(made, "report"));
  out.line(`Wrote ${path}`);
  out.result({
    v: 1,
    example: made.example,
    path,
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    timeZone: window.zone,
    soFar: window.soFar,
    verdict: made.verification.verdict,
    runs: window.isInstant ? null : { due: runs.due, made: runs.made },
    counts: { ...countsOf(made) },
  });
}
