// Compares how many workloads of an issuer a rule lets in: those of one name, those of one owner, or more.

/** `workload`: repositories, workspaces or service accounts by name; `owner`: all that one organization, group or namespace has. */
export const SPANS = ["workload", "owner", "anybody"] as const;
export type Span = (typeof SPANS)[number];

/** The narrowest and the widest that a rule may let in. Both are the same where the rule was understood. */
export type Reach = { readonly least: Span; readonly most: Span };

export const exactly = (span: Span): Reach => ({ least: span, most: span });

/** A rule that was not understood: it may name a workload, or let everybody pass. */
export const UNKNOWN: Reach = { least: "workload", most: "anybody" };

const wider = (a: Span, b: Span): Span => (SPANS.indexOf(a) > SPANS.indexOf(b) ? a : b);
const narrower = (a: Span, b: Span): Span => (wider(a, b) === a ? b : a);

/** All of the rules have to hold. */
export const both = (a: Reach, b: Reach): Reach => ({
  least: narrower(a.least, b.least),
  most: narrower(a.most, b.most),
});

/** Either rule is enough. */
export const either = (a: Reach, b: Reach): Reach => ({ least: wider(a.least, b.least), most: wider(a.most, b.most) });

/** Whether a rule lets in no more than is allowed: null where that depends on what was not understood. */
export function isWithin({ least, most }: Reach, allowed: Span): boolean | null {
  const limit = SPANS.indexOf(allowed);
  if (SPANS.indexOf(most) <= limit) return true;
  return SPANS.indexOf(least) > limit ? false : null;
}
