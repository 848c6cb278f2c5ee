// Prints what a verification found, in the order in which a reader needs it.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { peopleNamed } from "../../audit/people-named.ts";
import { isCompletenessRule } from "../../evidence-schema/rules.ts";
import type { ReportedViolation, Report } from "../../ledger/verify/report.ts";
import { homeOf } from "../places/home.ts";
import { namesAtHand } from "../places/names-beside.ts";
import type { Output } from "../output.ts";
import { printable } from "../printable.ts";
import type { VerifiedDirectory } from "./verify-directory.ts";
import { plural } from "../../audit/plural.ts";

const MAX_SHOWN = 20;

/** The whole report. */
export async function printReport(out: Output, verified: VerifiedDirectory, ledger: string): Promise<void> {
  const { report } = verified;
  printWhose(out, verified, ledger);
  printProblems(out, report, ledger);
  printVerdict(out, report);
  const named = await names(report, ledger);
  out.section("Not observed", [
    ...report.notObserved.map(named),
    ...report.gaps.map(
      ({ scope, unit, code, segments }) => `${scope}  ${unit}  ${code} in ${plural(segments, "segment")}`,
    ),
  ]);
  printLimits(out, report, named);
}

/** The report as one JSON value. */
export const reportValue = ({ report, trust }: VerifiedDirectory): { readonly [member: string]: Json } => ({
  trust: { file: trust.path, beside: trust.isBeside, keys: trust.keys },
  ...(report as unknown as { [name: string]: Json }),
});

/** The report without what was not observed, which the caller has printed already. */
export async function printProof(out: Output, verified: VerifiedDirectory, ledger: string): Promise<void> {
  printWhose(out, verified, ledger);
  printProblems(out, verified.report, ledger);
  printVerdict(out, verified.report);
  printLimits(out, verified.report, await names(verified.report, ledger));
}

type Named = (sentence: string) => string;

async function names({ notObserved, cannotShow }: Report, ledger: string): Promise<Named> {
  const named = await peopleNamed(namesAtHand(homeOf(ledger)), [...notObserved, ...cannotShow]);
  return (sentence) => printable(named(sentence));
}

function printWhose(out: Output, { report, trust }: VerifiedDirectory, ledger: string): void {
  const { asked, covered, checkpoint, read, entity, mode } = report;
  out.line(`Verified ${ledger}`);
  out.line(`  trust     ${trust.path}`);
  if (trust.isBeside)
    out.line(
      "            This file lies beside the ledger, so the ledger is checked against itself. Give --trust the file that you were handed.",
    );
  out.line(`  ledger    ${report.ledger ?? "unknown: genesis.json could not be read"}`);
  if (entity !== null)
    out.line(
      `  entity    ${printable(entity.legalEntity)}, system ${printable(entity.system)}, mode ${mode}${report.example ? ", example data" : ""}`,
    );
  for (const key of trust.keys) out.line(`  log key   ${key}`);
  out.line(`  asked     ${asked.from} to ${asked.to}`);
  out.line(`  covered   ${covered === null ? "nothing" : `${covered.from} to ${covered.to}`}`);
  out.line(
    `  read      ${plural(read.seals, "seal")}, ${plural(read.objects, "segment")}, ${plural(read.records, "record")}`,
  );
  if (checkpoint !== null) out.line(`  signed    size ${checkpoint.size}, root ${checkpoint.root}`);
  out.line();
}

const SECTIONS: readonly { readonly heading: string; readonly has: (breach: ReportedViolation) => boolean }[] = [
  { heading: "Rules broken", has: ({ rule, stray }) => stray !== true && !isCompletenessRule(rule) },
  { heading: "Missing", has: ({ rule, stray }) => stray !== true && isCompletenessRule(rule) },
  { heading: "Not covered by any signature", has: ({ stray }) => stray === true },
];

function printProblems(out: Output, { violations }: Report, ledger: string): void {
  for (const { heading, has } of SECTIONS) {
    const these = violations.filter(has);
    out.section(heading, these.slice(0, MAX_SHOWN).map(lineOf));
    if (these.length > MAX_SHOWN) out.line(`  and ${these.length - MAX_SHOWN} more (--json shows all)`);
  }
  if (violations.some(({ rule }) => rule === "G1" || rule === "G2"))
    out.line(`Is ${ledger} the directory of the ledger, and does the trust file belong to this ledger?`);
}

const lineOf = ({ rule, name, object, line, expected, found }: ReportedViolation): string =>
  printable(
    `${rule} (${name})  ${object}${line === null ? "" : ` line ${line}`}: expected ${expected}, found ${found}`,
  );

const MEANINGS: Readonly<Record<Report["verdict"], string>> = {
  INTACT:
    "No evidence was changed or removed since it was recorded, and no scheduled run is missing. This does not prove that the clouds' answers were complete or true.",
  BROKEN:
    "The evidence breaks a rule of its format. The evidence was changed since it was sealed, or was never well formed.",
  INCOMPLETE: "The evidence that is there was not changed since it was recorded, but evidence that was due is missing.",
  STRAY:
    "The signed evidence is intact, and no evidence that was due is missing. The ledger also holds objects that no signature covers.",
};

function printVerdict(out: Output, { verdict }: Report): void {
  out.line(verdict);
  out.line(MEANINGS[verdict]);
  out.line();
}

function printLimits(out: Output, { cannotShow, unknown }: Report, named: Named): void {
  out.section("Limits of this verification", [
    ...cannotShow.map(named),
    ...unknown.map(({ what, object, line }) =>
      printable(
        `This version hashes but does not understand ${what}, ${object}${line === null ? "" : ` line ${line}`}.`,
      ),
    ),
  ]);
}
