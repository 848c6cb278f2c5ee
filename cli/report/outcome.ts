// Says whether the evidence under an answer is as it was sealed, and decides the exit code of a command that answers of a period.
import { brokenRules } from "../../audit/report/facts/broken-rules.ts";
import type { Report } from "../../audit/report/report.ts";
import { EXIT } from "../exit.ts";

/** `what`: the file that is written, in one word. */
export const integrityLine = (made: Report, what: string): string =>
  isBroken(made)
    ? `BROKEN: the evidence is not as it was sealed. The ${what} says where. Run tidemark verify, and tell the security team.`
    : `Nothing was altered (verify says ${made.verification.verdict} of the whole ledger).`;

const isBroken = (made: Report): boolean => brokenRules(made).length > 0;

export const isUnobserved = ({ days }: Report["controls"][number]): boolean =>
  days.some(({ status }) => status === "not observed");

/** An answer is made of what is there: a run that is missing in the period, and evidence that is not as it was sealed, are told by the code too. */
export function exitOf(made: Report): number {
  if (isBroken(made)) return EXIT.broken;
  const { window, controls, runs } = made;
  const isMissing = window.isInstant ? controls.some(isUnobserved) : runs.made < runs.due;
  return isMissing ? EXIT.incomplete : EXIT.done;
}
