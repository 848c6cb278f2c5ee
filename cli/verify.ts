// `tidemark verify`: INTACT, BROKEN or INCOMPLETE, with the period first.
import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Json } from "../evidence-schema/canonical.ts";
import { formatTimestamp } from "../evidence-schema/timestamp.ts";
import { peopleNamed } from "../audit/people-named.ts";
import { isS3Place } from "../ledger/stores/s3/place.ts";
import { verifyLedger, type Report } from "../ledger/verify.ts";
import { UsageError } from "./exit.ts";
import { DEFAULT_LEDGER, homeOf } from "./home.ts";
import { namesAtHand } from "./names-beside.ts";
import type { Output } from "./output.ts";
import { openToRead } from "./open-store.ts";
import { withProgress } from "./progress.ts";
import { instant } from "./period.ts";
import { printable } from "./printable.ts";
import { readTrust } from "./trust-file.ts";

export const summary =
  "verify [--trust FILE] [--from TIME] [--to TIME]              check the ledger from its objects alone";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  trust: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  now: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const report = await verifyDirectory(values);
  await printReport(out, report, values.ledger);
  out.result(report as unknown as Json);
  return report.exit;
}

export async function verifyDirectory(values: {
  readonly ledger: string;
  readonly trust?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly now?: string | undefined;
}): Promise<Report> {
  const trust = await readTrust(values.trust ?? homeOf(values.ledger).trust);
  // A directory without a ledger in it is a verdict; a path that leads to none is a mistake in the asking.
  if (!isS3Place(values.ledger) && !(await isDirectory(values.ledger)))
    throw new UsageError(`${values.ledger}: found no such directory, expected a ledger`);
  const store = await openToRead(values.ledger);
  return withProgress((show) => {
    show(`verifying ${values.ledger}`);
    return verifyLedger({
      store,
      // Chains of a directory are read by several threads.
      ...(isS3Place(values.ledger) ? {} : { root: values.ledger }),
      trust,
      ...(values.from === undefined ? {} : { from: instant("from", values.from, "first") }),
      ...(values.to === undefined ? {} : { to: instant("to", values.to, "after") }),
      now: values.now === undefined ? formatTimestamp(Date.now()) : instant("now", values.now, "first"),
    });
  });
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const MAX_SHOWN = 20;

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

/** The whole report. */
export async function printReport(out: Output, report: Report, ledger: string): Promise<void> {
  printCovered(out, report, ledger);
  printProblems(out, report, ledger);
  out.section(
    "Gaps in what was observed",
    report.gaps.map(
      ({ scope, unit, code, segments }) =>
        `${scope}  ${unit}  ${code} in ${segments} ${segments === 1 ? "segment" : "segments"}`,
    ),
  );
  out.section(
    "Unknown to this version",
    report.unknown.map(({ what, object, line }) => `${what}  ${object}${line === null ? "" : ` line ${line}`}`),
  );
  await printVerdict(out, report, ledger);
}

/** The same where what was not observed has been told already. */
export async function printProof(out: Output, report: Report, ledger: string): Promise<void> {
  printCovered(out, report, ledger);
  printProblems(out, report, ledger);
  await printVerdict(out, report, ledger);
}

function printCovered(out: Output, { asked, covered, checkpoint, read }: Report, ledger: string): void {
  out.line(`Verified ${ledger}`);
  out.line(`  asked     ${asked.from} to ${asked.to}`);
  out.line(`  covered   ${covered === null ? "nothing" : `${covered.from} to ${covered.to}`}`);
  out.line(
    `  read      ${counted(read.seals, "seal")}, ${counted(read.objects, "segment")}, ${counted(read.records, "record")}`,
  );
  if (checkpoint !== null) out.line(`  signed    size ${checkpoint.size}, root ${checkpoint.root}`);
  out.line();
}

function printProblems(out: Output, report: Report, ledger: string): void {
  const { problems } = report;
  out.section(
    report.exit === 2 ? "Missing" : "Rules broken",
    problems
      .slice(0, MAX_SHOWN)
      .map(
        ({ rule, object, line, expected, found }) =>
          `${rule}  ${object}${line === null ? "" : ` line ${line}`}: expected ${expected}, found ${found}`,
      ),
  );
  if (problems.length > MAX_SHOWN) out.line(`  and ${problems.length - MAX_SHOWN} more (--json shows all)`);
  if (problems.some(({ rule }) => rule === "G1" || rule === "G2"))
    out.line(`Is ${ledger} the ledger's directory, and the trust file that of this ledger?`);
}

async function printVerdict(out: Output, { statements, exit, verdict }: Report, ledger: string): Promise<void> {
  const named = await peopleNamed(namesAtHand(homeOf(ledger)), statements);
  out.section(
    "To be said with it",
    statements.map((statement) => printable(named(statement))),
  );
  if (exit === 0)
    out.line(
      "Every object of the period is as it was sealed, and nothing that was due is missing. What the sources said is as they said it.",
    );
  out.line(verdict);
}
