// Decides when something began or ended, between the last reading that says otherwise and the first one that says so.

/** Whose time a begin or an end is: that of the source's last change, of the reading, or of the record where tests changed. */
export type TimeOf = "source" | "reading" | "record";

/** Milliseconds since 1970. It was so at that instant at the latest. */
export type Edge = { readonly at: number; readonly is: TimeOf };

/**
 * The first reading that says so: as of when it is true, and when the source says that what was read was changed last. `listed`: as of when
 * all that it rests on was listed, where that may be later.
 */
export type FirstReading = { readonly asOf: number; readonly changed: number | null; readonly listed?: number };

/**
 * As of when a reading is true, beside one before it that says otherwise and is complete as of `after`. A row may be dated earlier than that:
 * such a date contradicts the reading before, and then the listing tells.
 */
export const asOfAfter = (after: number, { asOf, listed = asOf }: Pick<FirstReading, "asOf" | "listed">): number =>
  asOf > after ? asOf : Math.max(asOf, listed);

/**
 * The source's own time where it lies in (`after`, asOf], else that of the reading. A source tells the time of the last change of any
 * attribute, so both are bounds from above. `after`: as of when the last reading that says otherwise is complete; -Infinity where there is
 * none.
 */
export function edgeIn(after: number, first: FirstReading): Edge {
  const { changed } = first;
  const isInside = changed !== null && changed > after && changed <= first.asOf;
  return isInside ? { at: changed, is: "source" } : { at: asOfAfter(after, first), is: "reading" };
}
