// Says in words how long a failure lasted: at least from its begin to its last bad reading, at most between the good ones.
import type { Failure } from "./failures.ts";

export function lastedWords({ from, to, lastGood, lastBad }: Failure): string {
  const shortest = Math.max(0, lastBad - from);
  const longest = to === null || lastGood === null ? null : to - lastGood;
  if (longest === null) return shortest === 0 ? "not known" : `at least ${words(shortest)}`;
  const most = words(roundedUp(longest));
  if (shortest === 0) return `at most ${most}`;
  return words(shortest) === most ? most : `${words(shortest)} to ${most}`;
}

const UNITS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1000, "s"],
] as const;

/** To the unit after the first that it has. */
function roundedUp(ms: number): number {
  const sizes = UNITS.map(([size]) => size);
  const size = sizes[Math.min(3, sizes.findIndex((each) => ms >= each) + 1)] as number;
  return Math.ceil(ms / (ms < 1000 ? 1000 : size)) * (ms < 1000 ? 1000 : size);
}

/** The first unit that it has, and the next smaller one if it has any of that. */
export function words(ms: number): string {
  const first = UNITS.findIndex(([size]) => ms >= size);
  if (first === -1) return "0 s";
  const [size, name] = UNITS[first] as (typeof UNITS)[number];
  const whole = `${Math.floor(ms / size)} ${name}`;
  const next = UNITS[first + 1];
  const rest = next === undefined ? 0 : Math.floor((ms % size) / next[0]);
  return rest === 0 || next === undefined ? whole : `${whole} ${rest} ${next[1]}`;
}
