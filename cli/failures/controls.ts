// Counts on how many days of a window each control stood how.
import { countedDays as byStatusOf, type DayStatus } from "../../audit/period/control-days.ts";
import type { DaysOfControl } from "../../audit/tables/days/control-days-in.ts";

/** Days by status, in the order of DAY_STATUSES; those that do not occur are left out. They add up to the days of the window. */
export type ControlDays = {
  readonly control: string;
  readonly days: number;
  readonly byStatus: Partial<Record<DayStatus, number>>;
  /** Days that a possible exception touches, whatever their status. */
  readonly possiblyLate: number;
};

export const countedDays = (controls: readonly DaysOfControl[]): ControlDays[] =>
  controls.map(({ control, days }) => {
    const byStatus: ControlDays["byStatus"] = Object.fromEntries(byStatusOf(days));
    const possiblyLate = days.filter(({ marks }) => marks.includes("possibly late")).length;
    return { control, days: days.length, byStatus, possiblyLate };
  });

export function daysInWords({ byStatus, possiblyLate }: ControlDays): string {
  const counts = Object.entries(byStatus).map(([status, count]) => `${count} ${status}`);
  return `${counts.join(", ")}${possiblyLate === 0 ? "" : ` (${possiblyLate} of them possibly late)`}`;
}
