// Keeps the words of the page that stand on it and in the saved result alike.
import type { Grade } from "../checks/check.ts";

/** The browsers that can do all that the checks rest on, from these versions on. */
export const BROWSERS = "Chrome or Edge 137, Firefox 129, Safari 17";

/** Said wherever a verdict stands. */
export const NOT_CHECKED: readonly string[] = [
  "Whether the recorded facts were true and complete, and whether the listed scopes are all that the entity has.",
  "Whether test results follow from what was read, and times, failures and verdicts from the test results. verify.py follows state, counts and changes of results from record to record; it judges no check again.",
  "Whether each record and each seal is written in its one canonical form, with all members that the format asks for, and whether a seal's list of scopes is that of its roster. verify.py checks it.",
  "Whether it was right to set an object aside where an act disowns it or a restart abandons it. verify.py checks it.",
  "Time stamps (.tsr), cosignatures of witnesses (.cosig), and the quorum of the trust file. verify.py checks cosignatures and the quorum.",
  "Whether the objects lay under Object Lock. A copy can't show it.",
  "Records before the first seal and after the last seal of this ZIP file, and an earlier ledger that this one may continue.",
  "Whether report.html, the workbook and the CSV files say what the records say. Citations are looked up, and their sentences are not compared. Read the cited lines, or have the report made again from the ledger.",
  "Whether SHA256SUMS, START-HERE.html, VERIFY.md, the scripts and this page are the entity's. Nobody signs them. Get the SHA-256 of the ZIP file another way, and compare.",
  "Where the pasted trust file came from. Only you know.",
];

/** The mark of a check by its gravest grade. */
export const MARKS: Readonly<Record<Grade, string>> = {
  differs: "fails",
  unchecked: "not checked",
  beside: "passes, with files that nothing names",
  missing: "incomplete",
  told: "passes",
};

/** The word before a finding by its grade. */
export const KINDS: Readonly<Record<Grade, string>> = {
  differs: "Differs",
  unchecked: "Not checked",
  beside: "Named by nothing",
  missing: "Missing",
  told: "Note",
};
