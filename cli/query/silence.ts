// Finds the longest stretch of a period in which nothing of a scope was written: nobody looked at what was so meanwhile.
import { parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";

export type Silence = { readonly from: string; readonly to: string };

const lengthOf = ({ from, to }: Silence): number => parseTimestamp(to) - parseTimestamp(from);

/** `times`: of segments in order, those before the period too. Nothing can be said of what comes after the newest seal. */
export function longestWithout(
  times: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
  sealed: string,
): Silence | null {
  const end = to < sealed ? to : sealed;
  const known = times.filter((time) => time < end);
  let longest: Silence | null = null;
  known.forEach((time, i) => {
    const [start, until] = [time < from ? from : time, known[i + 1] ?? end];
    const silence = { from: start, to: until };
    if (until > start && (longest === null || lengthOf(silence) > lengthOf(longest))) longest = silence;
  });
  return longest;
}

/** In days, hours or minutes, whichever tells it; less than a minute is not worth telling. */
export function durationOf(silence: Silence): string | null {
  const minutes = Math.floor(lengthOf(silence) / 60_000);
  if (minutes === 0) return null;
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}
