// Makes all files of a bundle, in a spool: from the report and its rows, the evidence of its window, and the programs that check it.
import { readFile } from "node:fs/promises";
import { bundleManifest, MANIFEST, type SealedEvidence } from "../../audit/handover/bundle/manifest.ts";
import { startHerePage } from "../../audit/handover/bundle/start-here.ts";
import { verifyPage } from "../../audit/handover/bundle/verify-page.ts";
import { freeTextOf } from "../../audit/handover/free-text.ts";
import { populationOf } from "../../audit/handover/population.ts";
import { SHEETS } from "../../audit/handover/workbook/names.ts";
import { resourcesIn } from "../../audit/handover/workbook/population-sheet.ts";
import { workbookOf } from "../../audit/handover/workbook/workbook.ts";
import { reportPage } from "../../audit/report/page/document.ts";
import { canonicalLine, type Json } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import type { Trust } from "../../evidence-schema/log/trust.ts";
import code from "../../observation/code.json" with { type: "json" };
import product from "../../package.json" with { type: "json" };
import type { Show } from "../progress.ts";
import type { Made } from "../report/make-report.ts";
import { csvFiles, csvNameOf } from "../workbook/csv-folder.ts";
import { xlsxOf } from "../workbook/xlsx.ts";
import { checkMePage } from "./check-me.ts";
import { addEvidence, EVIDENCE } from "./evidence.ts";
import type { Spool } from "./spool.ts";
import { verifierFile } from "./verifier.ts";

export type BundleFrom = {
  readonly made: Made;
  /** The trust file as it lies there, and as it was read. */
  readonly trustFile: Buffer;
  readonly trust: Trust;
  readonly show: Show;
};

const SUMS = "SHA256SUMS";

/** Each file is added once, and the sums last. Rejects with StoreError, ChainError, or UsageError where a workbook can't hold it all. */
export async function makeBundle(spool: Spool, { made, trustFile, trust, show }: BundleFrom): Promise<SealedEvidence> {
  const { report } = made;
  show("writing the report and the workbook");
  const page = await reportPage(report);
  const sheets = await workbookOf(made);
  const tables = csvFiles(sheets, report.example);
  await spool.add("report.html", page);
  await spool.add("workbook.xlsx", await xlsxOf(sheets));
  for (const { name, text } of tables) await spool.add(`csv/${name}`, text);
  const texts = [firstPage(page), ...tables.filter(({ name }) => OF_FAILURES.test(name)).map(({ text }) => text)];
  const evidence = await addEvidence(spool, made, { texts, trust, show });
  const { digest, rows: resources } = populationOf(resourcesIn(made));
  const file = `csv/${csvNameOf(sheets, SHEETS.population)}`;
  const over = { from: Date.parse(evidence.window.from), to: Date.parse(evidence.window.to) };
  const named = await freeTextOf(made, over);
  await spool.add("CHECK-ME.html", await checkMePage());
  await spool.add("START-HERE.html", await startHerePage({ report, evidence, texts: named }));
  await spool.add(
    "VERIFY.md",
    await verifyPage({
      report,
      evidence,
      population: { file, rows: resources.length, digest },
      anyRecord: `${anySegment(spool)}:1`,
    }),
  );
  await spool.add(MANIFEST, bundleManifest(report, evidence, software()));
  await spool.add("trust.txt", trustFile);
  await spool.add("verify.py", await readFile(new URL("../../evidence-schema/verify.py", import.meta.url)));
  await spool.add("tidemark-verify.mjs", await verifierFile());
  await spool.add(SUMS, spool.sums);
  return evidence;
}

/** The sheets of which each row cites the records of a failure. */
const OF_FAILURES = /^\d+-(?:failures|exceptions)\.csv$/;

/** The overview and the exceptions: all before the lines on completeness. */
const firstPage = (page: string): string => page.slice(0, page.indexOf('<section id="completeness"'));

const software = () => ({
  name: product.name,
  version: product.version,
  code: sha256Hex(canonicalLine(code as Json)),
});

const anySegment = (spool: Spool): string =>
  spool.paths.find((path) => path.startsWith(`${EVIDENCE}records/`))?.slice(EVIDENCE.length) ?? "";
