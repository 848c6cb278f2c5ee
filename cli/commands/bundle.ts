// Runs `tidemark bundle`: writes all that an auditor gets of a period as one ZIP file, which can be checked without Tidemark.
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE } from "../../audit/example-data.ts";
import { bundleCommand, type SealedEvidence } from "../../audit/handover/bundle/manifest.ts";
import { meaningOf } from "../../audit/handover/bundle/verify-page.ts";
import { plural } from "../../audit/plural.ts";
import { countsOf } from "../../audit/report/facts/counts.ts";
import type { Report, ReportWindow } from "../../audit/report/report.ts";
import { makeBundle } from "../bundle/make-bundle.ts";
import { Spool } from "../bundle/spool.ts";
import { BUNDLE, writeZip } from "../bundle/zip.ts";
import { EXIT, UsageError } from "../exit.ts";
import type { Output } from "../output.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { newestFile } from "../places/numbered-file.ts";
import { readTrust } from "../places/trust-file.ts";
import { cannotWrite, refusePlace } from "../places/written-file.ts";
import { withProgress } from "../progress.ts";
import { answering } from "../query/answering.ts";
import { withReport } from "../report/make-report.ts";
import { exitOf, integrityLine } from "../report/outcome.ts";
import { spanOptions, zoneOf } from "../times/span.ts";
import { windowOf, type Sealed } from "../times/window.ts";

export const summary =
  "bundle --period 2026-Q3 --out FILE.zip                     all that an auditor gets of a period, to be checked without Tidemark";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  ...spanOptions,
  out: { type: "string" },
  trust: { type: "string" },
  rebuild: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => bundle(args, out));

async function bundle(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const { out: path } = values;
  if (path === undefined || path === "")
    throw new UsageError(
      "bundle: expected --out FILE.zip, the place where the bundle is written, such as --out q3.zip",
    );
  zoneOf(values);
  const home = homeOf(values.ledger);
  await refusePlace(path, home, BUNDLE);
  const trustPath = values.trust ?? (await newestFile(home.trust)).path;
  const trust = await readTrust(trustPath);
  const trustFile = await readFile(trustPath);
  // With a trust file of their own somebody relies on nothing that lies beside the ledger.
  const anew = values.rebuild || values.trust !== undefined;
  const window = (sealed: Sealed): ReportWindow => ({ ...windowOf(values, sealed), isInstant: false });
  return withReport({ home, window, trust: trustPath, anew }, async (made) => {
    const written = await withProgress((show) =>
      spooled(path, async (spool) => {
        const evidence = await makeBundle(spool, { made, trustFile, trust, show });
        show(`writing ${path}`);
        const { paths } = spool;
        const sha256 = await writeZip(path, paths, async (name) => (await spool.read(name)) as Buffer).catch(
          (error: unknown) => Promise.reject(cannotWrite(path, error)),
        );
        return { evidence, files: paths.length, sha256 };
      }),
    );
    return say(out, made.report, { ...written, path });
  });
}

/** The spool lies where the bundle is written: that place has room for it, or for nothing. */
const spooled = <Answer>(path: string, use: (spool: Spool) => Promise<Answer>): Promise<Answer> =>
  Spool.with(dirname(path), use);

type Wrote = {
  readonly evidence: SealedEvidence;
  readonly files: number;
  readonly path: string;
  /** The SHA-256 of the ZIP file in hex. */
  readonly sha256: string;
};

/** Gives the exit code: that of the report, and that of broken evidence where the bundle's own is. */
function say(out: Output, report: Report, { evidence, files, path, sha256 }: Wrote): number {
  const { window, example, verification, runs } = report;
  const { verdict, size, root } = evidence;
  if (example) out.line(EXAMPLE_NOTICE);
  const { exceptions, possible, failures } = countsOf(report);
  const ran = runs.isScheduled
    ? `${runs.made} of ${plural(runs.due, "due run")} made`
    : `${plural(runs.seals, "seal")}, no schedule`;
  out.line(`${plural(exceptions, "exception")}, ${possible} possible, ${plural(failures, "failure")}; ${ran}.`);
  if (window.soFar) out.line("So far: the period had not ended, or nothing after its end is sealed.");
  out.line(integrityLine(report, "report"));
  out.line(
    `The evidence in the bundle is ${verdict} from ${evidence.window.from} to ${evidence.window.to}: ${meaningOf(verdict, report)}.`,
  );
  out.line(`Wrote ${path} with ${plural(files, "file")}`);
  out.line(`SHA-256 of the ZIP file: ${sha256}`);
  out.line(`Its evidence ends with size ${size} of the log, root ${root}`);
  out.line(
    "Give the trust file and this SHA-256 to the auditor another way than the bundle. START-HERE.html lists texts that may name people.",
  );
  const exit = verdict === "BROKEN" ? EXIT.broken : exitOf(report);
  out.result({
    v: 1,
    example,
    path,
    files,
    sha256,
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    timeZone: window.zone,
    soFar: window.soFar,
    evidence: { from: evidence.window.from, to: evidence.window.to, size, root, verdict },
    verdict: verification.verdict,
    runs: { due: runs.due, made: runs.made },
    counts: { ...countsOf(report) },
    command: bundleCommand(report),
  });
  return exit;
}
