// Writes the result as plain text, which an auditor files as a working paper.
import { GRADES } from "../checks/check.ts";
import type { Result } from "../checks/run.ts";
import { KINDS, MARKS, NOT_CHECKED } from "./words.ts";

/** Times in ms by the clock of the browser. */
export type Session = {
  readonly name: string;
  readonly size: number;
  readonly began: number;
  readonly ended: number;
  readonly browser: string;
  readonly pasted: string;
};

export function protocol(
  { verdict, checks, digest, about }: Result,
  { name, size, began, ended, browser, pasted }: Session,
): string {
  const at = (ms: number): string => new Date(ms).toISOString();
  const lines = [
    "Result of CHECK-ME.html",
    "",
    `Verdict: ${verdict.words}`,
    `ZIP file: ${name}, ${size} bytes`,
    `SHA-256 of the ZIP file: ${digest === "" ? "not taken" : digest}`,
    `Evidence of: ${about.join(", ")} (as the ZIP file says)`,
    `Began: ${at(began)} by the clock of this computer`,
    `Ended: ${at(ended)}`,
    `Browser: ${browser}`,
    "",
  ];
  for (const [number, check] of checks.entries()) {
    lines.push(
      `${number + 1}. ${check.title}: ${MARKS[check.grade]}`,
      `   ${check.done === "" ? "Nothing could be looked at." : `Looked at: ${check.done}.`}`,
    );
    for (const { grade, path, line, what } of check.findings)
      lines.push(`   ${KINDS[grade]}: ${path}${line === null ? "" : `, line ${line}`}: ${what}`);
    for (const grade of GRADES) {
      const kept = check.findings.filter((each) => each.grade === grade).length;
      if (check.count(grade) > kept) lines.push(`   ${KINDS[grade]}: ${check.count(grade) - kept} more`);
    }
    lines.push("");
  }
  lines.push(
    "Not checked:",
    ...NOT_CHECKED.map((each) => `- ${each}`),
    "",
    "The trust file that was pasted:",
    "",
    pasted.trim(),
    "",
  );
  return lines.join("\n");
}
