// Says a duration in the two largest units that it has, for lines that people read.

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
] as const;

/** As `4 d 23 h`; the rest is rounded down. `ms`: not negative. */
export function durationInWords(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [name, length] of UNITS) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0 && parts.length < 2) parts.push(`${count} ${name}`);
    else if (parts.length > 0) break;
  }
  return parts.length === 0 ? "0 s" : parts.join(" ");
}

/** The same, rounded up: what lasted at most so long did not last longer. */
export function atMostInWords(ms: number): string {
  const first = UNITS.findIndex(([, length]) => ms >= length);
  const [, least] = UNITS[
    Math.min(first === -1 ? UNITS.length - 1 : first + 1, UNITS.length - 1)
  ] as (typeof UNITS)[number];
  return durationInWords(Math.ceil(ms / least) * least);
}
