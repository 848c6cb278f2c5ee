// Reads a duration as rotation policies of Azure write it, in whole days.

const DURATION = /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;

/**
 * Days of an ISO 8601 duration without a time of day, or null on another text. A year has 365 days and a month the twelfth
 * part of one, so that a year and twelve months are the same.
 */
export function daysOf(duration: string): number | null {
  const parts = DURATION.exec(duration.toUpperCase());
  if (parts === null) return null;
  const [years = 0, months = 0, weeks = 0, days = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return Math.floor((years + months / 12) * 365) + weeks * 7 + days;
}
