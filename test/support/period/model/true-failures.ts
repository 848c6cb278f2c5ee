// Finds which true failures a found one tells of, and in which hours they were late: by the page, not by the code.
import type { Laid } from "./any-history.ts";
import { askingsOf, type Reading } from "./read-history.ts";
import { BEGIN, changesIn, END, spellsOf, type Spell, type World } from "./true-history.ts";

/** Readings that say fail of one resource, one after the other, and the readings before and after that told something. */
export type Group = {
  readonly before: Reading | null;
  readonly bad: readonly Reading[];
  readonly after: Reading | null;
};

/** Every failure is one group; what told nothing is passed over. */
export function groupsOf(readings: readonly Reading[]): Group[] {
  const groups: Group[] = [];
  let open: { before: Reading | null; bad: Reading[] } | null = null;
  let before: Reading | null = null;
  for (const reading of readings) {
    // A resource that stands in the place of another ends what that one did, even where nobody could judge it.
    const isOther = open !== null && reading.life !== null && open.bad[0]?.life !== reading.life;
    if (open !== null && isOther) {
      groups.push({ ...open, after: reading });
      open = null;
    }
    if (reading.of === null) continue;
    if (reading.answer === "fail") {
      if (open === null) open = { before, bad: [] };
      open.bad.push(reading);
    } else if (open !== null) {
      groups.push({ ...open, after: reading });
      open = null;
    }
    before = reading;
  }
  return open === null ? groups : [...groups, { ...open, after: null }];
}

/** The truth of a history: its spells, and which resources anybody ever read. */
export type Truth = { readonly spells: readonly Spell[]; readonly isRead: (spell: Spell) => boolean };

export function truthOf(world: World, readings: readonly Reading[]): Truth {
  const read = new Set(readings.map(({ life }) => life));
  return { spells: spellsOf(world, askingsOf(readings)), isRead: ({ life }) => life !== null && read.has(life) };
}

/** The true failures that a reading of the group fell into. */
export const toldBy = ({ spells }: Truth, { bad }: Group): Spell[] =>
  spells.filter(
    ({ answer, from, to }) => answer === "fail" && bad.some(({ of }) => of !== null && from <= of && of < to),
  );

/** The same truth, and where these spells are the others stand. */
export const withMoved = (truth: Truth, moved: ReadonlyMap<Spell, Spell>): Truth => ({
  ...truth,
  spells: truth.spells.map((spell) => moved.get(spell) ?? spell),
});

/** Whether the truth changed at most once between each two readings, from the one before the group to the one after. */
export function isPlain({ spells }: Truth, { before, bad, after }: Group): boolean {
  const all = [...(before === null ? [] : [before]), ...bad, ...(after === null ? [] : [after])];
  return all.every((reading, at) => {
    const next = all[at + 1];
    if (next === undefined || reading.of === null) return true;
    // A reading that could not judge a new resource is of no hour: the truth up to its record counts.
    return changesIn(spells, reading.of, next.of ?? next.time) <= 1;
  });
}

/** The failures of replaced resources, whose limits run together: from the first of them on. */
function seriesOf(truth: Truth, spell: Spell): Spell[] {
  const before = truth.spells[truth.spells.indexOf(spell) - 1];
  const isLinked =
    before !== undefined && before.answer === "fail" && before.life !== spell.life && truth.isRead(before);
  return isLinked ? [...seriesOf(truth, before), spell] : [spell];
}

export const limitAt = ({ terms }: Laid, hour: number): number | null =>
  terms.find(({ from, to }) => from <= hour && hour < to)?.limit ?? null;

export const isWithin = ({ within }: Laid, hour: number): boolean =>
  within.some(({ from, to }) => from <= hour && hour < to);

/** In force from the latest of its own begin, its record and the last seal that lacks it. */
export const isAccepted = ({ acceptances }: Laid, hour: number): boolean =>
  acceptances.some(({ from, to, recorded, lacking }) => Math.max(from, recorded, lacking) <= hour && hour < to);

export const isCounted = (laid: Laid, hour: number): boolean => isWithin(laid, hour) && limitAt(laid, hour) !== null;

/** The hours of a true failure in which it is past its limit, counted and under no accepted risk. */
export function lateHours(truth: Truth, spell: Spell, laid: Laid): number[] {
  const series = seriesOf(truth, spell);
  const first = Math.max(series[0]?.from ?? BEGIN, BEGIN);
  const hours = Array.from({ length: Math.min(spell.to, END) - first }, (_, at) => first + at);
  const clock = hours.find((hour) => isCounted(laid, hour));
  if (clock === undefined) return [];
  return hours.filter(
    (hour) =>
      hour >= spell.from &&
      isCounted(laid, hour) &&
      hour >= clock + (limitAt(laid, hour) ?? 0) &&
      !isAccepted(laid, hour),
  );
}
