// Decides when something began or ended, between the last reading that says otherwise and the first one that says so.

/** Whose time a begin or an end is: that of the source's last change, of the reading, or of the record where tests changed. */
export type TimeOf = "source" | "reading" | "record";

/** Milliseconds since 1970. It was so at that instant at the latest. */
export type Edge = { readonly at: number; readonly is: TimeOf };

/** The first reading that says so: as of when it is true, and when the source says that what was read was changed last. */
export type FirstReading = { readonly asOf: number; readonly changed: number | null };

/**
 * The source's own time where it lies in (`after`, asOf], else that of the reading. A source tells the time of the last change of any
 * attribute, so both are bounds from above. `after`: as of when the last reading that says otherwise is complete; -Infinity where there is
 * none.
 */
export function edgeIn(after: number, { changed, asOf }: FirstReading): Edge {
  const isInside = changed !== null && changed > after && changed <= asOf;
  return isInside ? { at: changed, is: "source" } : { at: asOf, is: "reading" };
}
