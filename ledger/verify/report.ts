// Defines the report of a verification. Rules are those of evidence-schema/FORMAT.md.
import { isCompletenessRule, RULES, type Rule } from "../../evidence-schema/rules.ts";
import { Violation } from "../../evidence-schema/violation.ts";
import { TooLong } from "../store.ts";

/** A broken rule: which object, which line of it, what was expected and found. */
export type ReportedViolation = {
  readonly rule: Rule;
  /** The text of the rule, in its own words. */
  readonly name: string;
  readonly object: string;
  /** 1-based line of a segment, null where there is none. */
  readonly line: number | null;
  readonly expected: string;
  readonly found: string;
  /** Set where the object is beside what is signed: it makes a ledger STRAY, not BROKEN. */
  readonly stray?: true;
};

/** A unit that was not read completely: how many segments say so, by cause. */
export type Gap = { readonly scope: string; readonly unit: string; readonly code: string; readonly segments: number };

/** From which position on the state of a chain is proven; null seq: nowhere in the period. */
export type Proven = { readonly scope: string; readonly gen: number | null; readonly seq: number | null };

/** Something that version 1 does not know: hashed, not read. */
export type Unknown = { readonly what: string; readonly object: string; readonly line: number | null };

export type Verdict = "INTACT" | "BROKEN" | "INCOMPLETE" | "STRAY";

export const EXITS = { INTACT: 0, BROKEN: 1, INCOMPLETE: 2, STRAY: 4 } as const;

export type Report = {
  readonly verdict: Verdict;
  readonly exit: (typeof EXITS)[Verdict];
  readonly asked: { readonly from: string; readonly to: string };
  readonly covered: { readonly from: string; readonly to: string } | null;
  readonly ledger: string | null;
  /** Whose ledger it says it is; null where genesis could not be read. */
  readonly entity: { readonly legalEntity: string; readonly system: string; readonly origin: string } | null;
  readonly mode: string | null;
  /** Whether it says that it is made of example data. */
  readonly example: boolean;
  /** The leaf that ends the ledger, where it was reached. */
  readonly end: { readonly time: string; readonly successor: string | null } | null;
  readonly checkpoint: { readonly size: number; readonly root: string } | null;
  readonly violations: readonly ReportedViolation[];
  readonly gaps: readonly Gap[];
  readonly unknown: readonly Unknown[];
  readonly proven: readonly Proven[];
  readonly abandoned: readonly { readonly key: string; readonly reason: string }[];
  readonly disowned: readonly { readonly key: string; readonly reason: string }[];
  readonly void: readonly { readonly index: number; readonly reason: string }[];
  /** Missed slots: how many in each gap, and the first of it. */
  readonly missed: readonly Missed[];
  readonly read: { readonly objects: number; readonly records: number; readonly seals: number };
  /** Sentences that say what was not observed in the period; the gravest first. */
  readonly notObserved: readonly string[];
  /** Sentences that say what this verification can't show. */
  readonly cannotShow: readonly string[];
};

/** Slots in a row that were due and have no run: the first of them, and how many. */
export type Missed = { readonly first: string; readonly count: number };

/** The breach that a violation is, in an object. Errors that are no violation are thrown on. */
export function reportViolation(error: unknown, object: string): ReportedViolation {
  if (error instanceof TooLong) return violationOf("B5", object, "an object within its bound", `${error.size} bytes`);
  if (!(error instanceof Violation)) throw error;
  const { rule, line, expected, found } = error;
  return { ...violationOf(rule, object, expected, found), line };
}

export const violationOf = (rule: Rule, object: string, expected: string, found: string): ReportedViolation => ({
  rule,
  name: RULES[rule],
  object,
  line: null,
  expected,
  found,
});

/** A breach by an object beside what is signed. */
export const strayViolationOf = (rule: Rule, object: string, expected: string, found: string): ReportedViolation => ({
  ...violationOf(rule, object, expected, found),
  stray: true,
});

export function verdictOf(violations: readonly ReportedViolation[]): Verdict {
  const grave = violations.filter(({ stray }) => stray !== true);
  if (grave.some(({ rule }) => !isCompletenessRule(rule))) return "BROKEN";
  if (grave.length > 0) return "INCOMPLETE";
  return violations.length > 0 ? "STRAY" : "INTACT";
}
