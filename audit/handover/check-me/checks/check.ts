// Keeps what a check looked at and what it found, and makes one verdict of all checks.

/**
 * `differs`: not as it was sealed. `unchecked`: could not be checked. `beside`: an object that nothing names.
 * `missing`: a run or a leaf that is due and not there. `told`: worth knowing, and nothing wrong.
 */
export type Grade = "differs" | "unchecked" | "beside" | "missing" | "told";

export const GRADES: readonly Grade[] = ["differs", "unchecked", "beside", "missing", "told"];

/** `path`: the object or file; `line` is 1-based. */
export type Finding = {
  readonly grade: Grade;
  readonly path: string;
  readonly line: number | null;
  readonly what: string;
};

/** So many findings of one grade are kept for the page; the rest is counted. */
const KEPT = 50;

/** A check of the page. */
export class Check {
  readonly title: string;
  /** Says what was looked at, and how many there were. */
  done = "";
  readonly findings: Finding[] = [];
  readonly #counts = new Map<Grade, number>();

  constructor(title: string) {
    this.title = title;
  }

  add(grade: Grade, path: string, what: string, line: number | null = null): void {
    const count = this.count(grade) + 1;
    this.#counts.set(grade, count);
    if (count <= KEPT) this.findings.push({ grade, path, what, line });
  }

  /** Two values of one thing; says nothing where they are equal. */
  same(path: string, what: string, expected: unknown, found: unknown): boolean {
    const [one, other] = [textOf(expected), textOf(found)];
    if (one !== other) this.add("differs", path, `${what}: found ${short(other)}, expected ${short(one)}`);
    return one === other;
  }

  count(grade: Grade): number {
    return this.#counts.get(grade) ?? 0;
  }

  /** The gravest grade of what was found; `told` where nothing is wrong. */
  get grade(): Grade {
    return GRADES.find((grade) => this.count(grade) > 0) ?? "told";
  }
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(sorted(value)) ?? "nothing");
const short = (text: string): string => (text.length > 90 ? `${text.slice(0, 90)}…` : text);

/** The same value with members in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/** The words of a verdict, and how grave it is. */
export type Verdict = { readonly grade: Grade; readonly words: string };

/** Never good on silence: without checks there is no verdict. */
export function verdictOf(checks: readonly Check[]): Verdict {
  const grade =
    checks.length === 0
      ? "unchecked"
      : (GRADES.find((each) => checks.some((check) => check.count(each) > 0)) ?? "told");
  switch (grade) {
    case "differs":
      return { grade, words: "A check fails" };
    case "unchecked":
      return { grade, words: "Not everything could be checked" };
    case "beside":
      return { grade, words: "Everything checked passes. Files that nothing names lie beside it" };
    case "missing":
      return { grade, words: "Everything checked passes. Incomplete: something that was due is not there" };
    case "told":
      return { grade, words: "Everything checked passes" };
  }
}
