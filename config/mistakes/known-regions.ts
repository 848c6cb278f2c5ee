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
export const meantBy = (region: string, known: readonly string[] = KNOWN): string | null =>
  [1, 2].flatMap((letters) => known.filter((each) => isWithin(region, each, letters)))[0] ?? null;

/**
 * Whether AWS may open `region`, or has since the list was made: an area of two letters or one that is known, a known
 * direction, and any number. AWS opens regions a letter away from others (mx-central-1 after me-central-1, eu-central-2
 * after eu-central-1), so that a likeness alone shows no mistake.
 */
export function mayBeNew(region: string, known: readonly string[] = KNOWN): boolean {
  const [area, direction] = wordsOf(region);
  return (
    known.some((each) => wordsOf(each)[1] === direction) &&
    (area.length === 2 || known.some((each) => wordsOf(each)[0] === area))
  );
}

/** The area and the direction of a region: us-gov and west of us-gov-west-1. */
function wordsOf(region: string): readonly [area: string, direction: string] {
  const words = region.split("-");
  return [words.slice(0, -2).join("-"), words.at(-2) ?? ""];
}

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
