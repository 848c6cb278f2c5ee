// Finds which regions of AWS are known, by a list that is generated from the SDK's.
import list from "./aws-regions.json" with { type: "json" };

const KNOWN: readonly string[] = Object.values(list).flat();

/** The partitions of AWS. */
export const PARTITIONS: readonly string[] = Object.keys(list);

export const isKnown = (region: string): boolean => KNOWN.includes(region);

/** The partition that a known region lies in; null for others. */
export const partitionOf = (region: string): string | null =>
  Object.entries(list).find(([, regions]) => (regions as readonly string[]).includes(region))?.[0] ?? null;

/** The known region that differs from `region` in one letter or two; null where none does. */
export const meantBy = (region: string): string | null =>
  [1, 2].flatMap((letters) => KNOWN.filter((known) => isWithin(region, known, letters)))[0] ?? null;

/** Whether `edits` insertions, deletions and replacements of letters are enough to make one text of the other. */
function isWithin(one: string, other: string, edits: number): boolean {
  if (one === "" || other === "") return one.length + other.length <= edits;
  if (one[0] === other[0]) return isWithin(one.slice(1), other.slice(1), edits);
  if (edits === 0) return false;
  return (
    isWithin(one.slice(1), other.slice(1), edits - 1) ||
    isWithin(one.slice(1), other, edits - 1) ||
    isWithin(one, other.slice(1), edits - 1)
  );
}
