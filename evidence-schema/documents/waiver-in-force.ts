// Decides from when a waiver is in force: nobody can write one that covers what was already seen without it.

/** A seal's time, and whether it (or one before it) lists the segment that holds the waiver. */
export type SealOfWaiver = { readonly time: string; readonly lists: boolean };

/**
 * The latest of the waiver's own `from`, the time of its record, and the last seal that does not list its segment: on a
 * quiet chain a record's time could be written late, but not before a seal that already left it out. Instants, as text.
 */
export function waiverInForceFrom(from: string, recorded: string, seals: readonly SealOfWaiver[]): string {
  const without = seals.filter(({ lists }) => !lists).map(({ time }) => time);
  return [from, recorded, ...without].sort().at(-1) as string;
}
