// Lists the days of controls in a window: how the monitoring of each control operated, day by day.
import { controlDaysIn } from "../../tables/days/control-days-in.ts";
import { daysOf } from "../../period/days.ts";
import type { Rows } from "../../tables/rows.ts";
import { idOf, type PopulationRow } from "../population.ts";
import type { Asked } from "./asked.ts";

/** The id is `control|date`. Days on which a control was not in effect are no part of it. */
export function dayRows(rows: Rows, { question, window, policy, until }: Asked): PopulationRow[] {
  const dates = daysOf(window, question.zone);
  return controlDaysIn(rows, policy, { window, zone: question.zone, until })
    .filter(({ control }) => question.controls.length === 0 || question.controls.includes(control))
    .flatMap(({ control, days }) =>
      days.flatMap(({ status, marks, failing, unread }, at): PopulationRow[] => {
        const date = dates[at]?.day ?? "";
        if (status === "not in effect") return [];
        const cells = { control, date, status, also: marks.join(", ") || null };
        return [
          {
            id: idOf(control, date),
            cells: { ...cells, items_failing: String(failing), items_not_observed: String(unread) },
            about: null,
          },
        ];
      }),
    );
}
