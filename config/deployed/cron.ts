// Writes a schedule as EventBridge Scheduler takes it:
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
import { parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";

const DAY_MINUTES = 24 * 60;

/**
 * The cron expression (UTC) that fires at exactly the slots of a schedule; null where none does: one fires at whole minutes
 * and the same every day, so that the interval has to divide an hour, or be whole hours that divide a day.
 */
export function cronOf({
  everySeconds,
  from,
}: {
  readonly everySeconds: number;
  readonly from: string;
}): string | null {
  const every = everySeconds / 60;
  const first = parseTimestamp(from) / 60_000;
  if (!Number.isInteger(every) || !Number.isInteger(first)) return null;
  const offset = first % DAY_MINUTES;
  if (60 % every === 0) {
    const minutes = Array.from({ length: 60 / every }, (_, i) => (offset % every) + i * every);
    return `cron(${minutes.join(",")} * * * ? *)`;
  }
  if (every % 60 !== 0 || DAY_MINUTES % every !== 0) return null;
  const hours = every / 60;
  const phase = Math.floor(offset / 60) % hours;
  const at = Array.from({ length: 24 / hours }, (_, i) => phase + i * hours);
  return `cron(${offset % 60} ${at.join(",")} * * ? *)`;
}
