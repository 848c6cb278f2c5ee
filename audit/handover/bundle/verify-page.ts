// Writes VERIFY.md: the commands that check a bundle without Tidemark, with the names and numbers of this bundle in them.
import { readFile } from "node:fs/promises";
import { EXITS, type Verdict } from "../../../ledger/verify/report.ts";
import { plural } from "../../plural.ts";
import type { Report } from "../../report/report.ts";
import { Times } from "../../report/words.ts";
import type { SealedEvidence } from "./manifest.ts";

export type Checked = {
  readonly report: Report;
  readonly evidence: SealedEvidence;
  readonly population: { readonly file: string; readonly rows: number; readonly digest: string };
  /** Some record of the evidence, as an object and a line: it is shown where the report cites no failure. */
  readonly anyRecord: string;
};

/** Without a schedule nobody can say that a run is missing. */
const UNSCHEDULED = "nothing was altered; no schedule was in force, so a missing run can't be seen";

const MEANINGS: { readonly [verdict in Verdict]: string } = {
  INTACT: "nothing was altered, and no run that was due is missing",
  INCOMPLETE: "nothing was altered, and a run or a part of the log is missing",
  STRAY: "nothing that is signed was altered, and objects lie beside it that no signature covers",
  BROKEN: "the evidence is not as it was sealed",
};

/** The meaning of a verdict on the evidence, as a sentence without its end. */
export const meaningOf = (verdict: Verdict, { runs }: Pick<Report, "runs">): string =>
  verdict === "INTACT" && !runs.isScheduled ? UNSCHEDULED : MEANINGS[verdict];

/** The bytes depend on what is given alone. */
export async function verifyPage({ report, evidence, population, anyRecord }: Checked): Promise<string> {
  const text = await readFile(new URL("assets/verify.md", import.meta.url), "utf8");
  const { window, size, root, verdict } = evidence;
  const index = (leaf: number): string => String(leaf).padStart(12, "0");
  const { object, line, cited } = citedFirst(report, anyRecord);
  const values: Readonly<Record<string, string>> = {
    entity: plain(report.entity.legalEntity),
    system: plain(report.entity.system),
    period: new Times(report.window.zone).title(report.window),
    ledger: report.ledger,
    size: String(size),
    root,
    root64: Buffer.from(root, "hex").toString("base64"),
    first: index(window.firstSeal),
    last: index(window.lastSeal),
    firstNumber: String(window.firstSeal),
    lastNumber: String(window.lastSeal),
    verdict,
    exit: String(EXITS[verdict]),
    meaning: meaningOf(verdict, report),
    evidenceFrom: window.from,
    evidenceTo: window.to,
    object,
    line,
    cited,
    population: population.digest,
    populationFile: population.file,
    populationRows: plural(population.rows, "row"),
  };
  // Braces of commands stay: only these names are replaced.
  return text.replace(/\{(\w+)\}/g, (all, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? "") : all));
}

/** A name in Markdown that stands in a line of its own. */
const plain = (text: string): string => text.replace(/[\r\n]+/g, " ").replace(/([\\`*_[\]<>{}])/g, "\\$1");

/** The record of the first failure, else some record. */
function citedFirst({ failures }: Report, anyRecord: string) {
  const record = failures[0]?.failure.opening.record;
  const at = (record ?? anyRecord).lastIndexOf(":");
  return {
    object: (record ?? anyRecord).slice(0, at),
    line: (record ?? anyRecord).slice(at + 1),
    cited:
      record === undefined ? "some record: the report cites no failure" : "that of the first failure in the report",
  };
}
