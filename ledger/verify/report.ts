// What a verification says. Rules are those of evidence-schema/FORMAT.md.
import { Violation } from "../../evidence-schema/violation.ts";

/** One broken rule: which object, which line of it, what was expected and found. */
export type Breach = {
  readonly rule: string;
  readonly object: string;
  /** 1-based line of a segment, null where there is none. */
  readonly line: number | null;
  readonly expected: string;
  readonly found: string;
  readonly stray?: true;
};

/** A unit that was not read completely: how many segments say so, by cause. */
export type Gap = { readonly scope: string; readonly unit: string; readonly code: string; readonly segments: number };

/** From which position on the state of a chain is proven; null seq: nowhere in the period. */
export type Proven = { readonly scope: string; readonly gen: number | null; readonly seq: number | null };

export type Report = {
  readonly verdict: "INTACT" | "BROKEN" | "INCOMPLETE" | "STRAY";
  readonly exit: 0 | 1 | 2 | 4;
  readonly asked: { readonly from: string; readonly to: string };
  readonly covered: { readonly from: string; readonly to: string } | null;
  readonly ledger: string | null;
  readonly mode: string | null;
  readonly checkpoint: { readonly size: number; readonly root: string } | null;
  readonly problems: readonly Breach[];
  readonly gaps: readonly Gap[];
  /** Record types, kinds and keys that this version does not know: hashed, not read. */
  readonly unknown: readonly { readonly what: string; readonly object: string; readonly line: number | null }[];
  readonly proven: readonly Proven[];
  readonly abandoned: readonly { readonly key: string; readonly reason: string }[];
  readonly void: readonly { readonly index: number; readonly reason: string }[];
  readonly missedSlots: readonly string[];
  readonly read: { readonly objects: number; readonly records: number; readonly seals: number };
  readonly statements: readonly string[];
};

/** The breach that a violation is, in an object. Errors that are no violation are thrown on. */
export function breachOf(error: unknown, object: string): Breach {
  if (!(error instanceof Violation)) throw error;
  return { rule: error.rule, object, line: error.line, expected: error.expected, found: error.found };
}

export const breach = (rule: string, object: string, expected: string, found: string): Breach => ({
  rule,
  object,
  line: null,
  expected,
  found,
});
