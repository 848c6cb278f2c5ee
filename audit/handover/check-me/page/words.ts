// Holds the words of the page that stand on it and in the saved result alike.
import type { Grade } from "../checks/check.ts";

/** The browsers that can do all that the checks rest on, from these versions on. */
export const BROWSERS = "Chrome or Edge 137, Firefox 129, Safari 17";

/** Said wherever a verdict stands. */
export const NOT_CHECKED: readonly string[] = [
  "That test results and times follow from what was recorded. verify.py checks it.",
  "That each record is written in its one canonical form, and that it has the members that the format asks for. verify.py checks it.",
  "Time stamps, cosignatures of witnesses, and the quorum of the trust file. verify.py checks cosignatures and the quorum.",
  "That the clouds answered truly and completely, and that the listed scopes are all that the entity has.",
  "That report.html, the workbook and the CSV files say what the records say. Make the report again from the ledger, or follow its citations.",
  "That SHA256SUMS, START-HERE.html and this page are the entity's: nobody signs them. Get the SHA-256 of the ZIP file another way, and compare.",
  "Where the pasted trust file came from. Only you know.",
];

/** What a grade says of one check. */
export const MARKS: Readonly<Record<Grade, string>> = {
  differs: "differs",
  unchecked: "could not be checked",
  beside: "objects beside it",
  missing: "incomplete",
  told: "as sealed",
};

/** What a grade says of one finding. */
export const KINDS: Readonly<Record<Grade, string>> = {
  differs: "Differs",
  unchecked: "Not checked",
  beside: "Named by nothing",
  missing: "Missing",
  told: "Note",
};
