// Holds tiles, verdicts and days of a control against the same questions answered hour by hour.
import type { Tile } from "../../../../audit/period/tiles.ts";
import { at, hours } from "../history.ts";
import type { Property } from "./against-truth.ts";
import { dayAt, inHours, tileAt, verdictAt, type HourVerdict } from "./by-hour.ts";
import { BEGIN, END } from "./true-history.ts";

const tileIn = (tiles: readonly Tile[], hour: number): string => {
  const tile = tiles.find(({ from, to }) => from <= at(hour) && at(hour) < to);
  return tile === undefined ? "no tile" : tile.cause === null ? tile.state : `${tile.state}: ${tile.cause}`;
};

/** Every instant has one tile, and it is that of the last reading, as long as that counts. */
export const tilesAreThoseOfEachHour: Property = (history, { tiles, readings }) => {
  const wrong: string[] = [];
  for (const [index, { from, to }] of tiles.entries())
    if (from >= to || from !== (index === 0 ? -Infinity : tiles[index - 1]?.to))
      wrong.push(`tile ${index} is out of order`);
  if (tiles.at(-1)?.to !== Infinity) wrong.push("the last tile ends");
  for (let hour = BEGIN; hour < END; hour += 1) {
    const [found, expected] = [tileIn(tiles, hour), tileAt(history, readings, hour)];
    if (found !== expected) return [...wrong, `hour ${hour}: found ${found}, expected ${expected}`];
  }
  return wrong;
};

/** A time that was not observed has one basis: the states that were observed before and after it. */
export const basisIsThatOfBothSides: Property = (_, { tiles }) =>
  tiles.flatMap(({ state, basis }, index) => {
    const isKnown = (tile: Tile): boolean => tile.state !== "not observed";
    const [before, after] = [tiles.slice(0, index).findLast(isKnown), tiles.slice(index + 1).find(isKnown)];
    const both =
      before === undefined || after === undefined ? "open" : before.state === after.state ? "same" : "different";
    const expected = state === "not observed" ? both : null;
    return basis === expected ? [] : [`tile ${index}: found ${basis}, expected ${expected}`];
  });

const said = (all: readonly number[]): string =>
  all.length === 0 ? "none" : `${all[0]} to ${all.at(-1)} (${all.length})`;

export const verdictsAreThoseOfEachHour: Property = ({ laid, window }, { failures, verdicts, until }) =>
  verdicts().flatMap((verdict, index) => {
    const expected = verdictAt(failures, index, laid, window, hours(until));
    const wrong: string[] = [];
    if ((verdict?.status ?? null) !== expected.status)
      wrong.push(`verdict ${index}: found ${verdict?.status}, expected ${expected.status}`);
    if (verdict === null) return wrong;
    for (const part of ["counted", "exceptions"] as const) {
      const [found, right] = [inHours(verdict, part), expected[part]];
      if (found.join() !== right.join())
        wrong.push(`${part} of ${index}: found ${said(found)}, expected ${said(right)}`);
    }
    return wrong;
  });

export const daysAreThoseOfEachHour: Property = (history, { failures, readings, until, days }) => {
  const { laid, window } = history;
  const verdicts: HourVerdict[] = failures.map((_, index) => verdictAt(failures, index, laid, window, hours(until)));
  const reads = readings.flatMap(({ time, answer }) =>
    answer === "pass" || answer === "fail" || answer === "not-applicable" ? [time] : [],
  );
  const found = days();
  const wrong = found.flatMap((day) => {
    const [from, to] = [hours(day.from), hours(day.to)];
    const expected = dayAt({ from, to }, laid, { verdicts, tile: (hour) => tileAt(history, readings, hour), reads });
    const text = [day.status, ...day.marks].join("; ");
    return text === expected ? [] : [`day from ${from}: found ${text}, expected ${expected}`];
  });
  return 24 * found.length === window.to - window.from ? wrong : [...wrong, "the days are not those of the window"];
};
