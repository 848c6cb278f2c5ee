// Finds the time as of which answers are true.
import type { Answers } from "./intake.ts";

/** The latest data time of the units that were answered; null where none was. */
export const latestDataTime = ({ reading }: Pick<Answers, "reading">): string | null =>
  reading.units
    .flatMap(({ dataTime }) => (dataTime === null ? [] : [dataTime]))
    .sort()
    .at(-1) ?? null;
