// Names the sheets of a workbook as spreadsheets allow it, each once.

/** Sheets that every workbook has. */
export const SHEETS = {
  matrix: "Control matrix",
  completeness: "Completeness",
  days: "Control days",
  exceptions: "Exceptions",
  failures: "Failures",
  population: "Population",
  people: "Privileged people",
  reconciliation: "Reconciliation",
  acceptances: "Risk acceptances",
  changes: "Changes",
  unread: "Not observed",
  requests: "Requests",
  names: "People",
} as const;

/** Excel allows no longer name. */
const MOST = 31;

/** Names that Excel keeps for itself. */
const RESERVED: ReadonlySet<string> = new Set(["history"]);

/**
 * The wanted names in order, each changed where a spreadsheet would refuse it: a reserved character becomes `-`, a long name ends early, and
 * a second one of a name gets a number. Names differ by more than upper and lower case.
 */
export function allowedNames(wanted: readonly string[]): string[] {
  const taken = new Set(RESERVED);
  return wanted.map((name) => {
    // oxlint-disable-next-line no-control-regex -- control characters are what a name must not hold
    const plain = name.replace(/[[\]:*?/\\\u0000-\u001f\u007f]/g, "-").replace(/^'|'$/g, "-") || "-";
    let found = cut(plain, MOST);
    for (let n = 2; taken.has(found.toLowerCase()); n += 1) {
      const suffix = ` (${n})`;
      found = `${cut(plain, MOST - suffix.length)}${suffix}`;
    }
    taken.add(found.toLowerCase());
    return found;
  });
}

/** Its first UTF-16 code units, and no half of a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const isHalf = /[\ud800-\udbff]/.test(text[most - 1] as string);
  return text.slice(0, isHalf ? most - 1 : most);
}
