// Writes the controls by the days of the window: a table whose cells are days, with the same in words under each control.
import { html } from "../html.ts";
import { DAY_STATUSES, type ControlDay } from "../../../period/control-days.ts";
import type { Report } from "../../report.ts";
import { controlAnchor } from "../anchor.ts";
import { besides, dayClass, DAY_LOOKS } from "../day-look.ts";
import type { Times } from "../../words.ts";

/** A longer window is drawn by weeks: a page of more cells is no longer a picture. */
const MOST_DAYS = 400;
const WEEK = 7;

export function heatMap({ controls, window }: Report, times: Times) {
  const columns = columnsOf(controls[0]?.days ?? []);
  const isByWeeks = columns.length < (controls[0]?.days.length ?? 0);
  const months = Map.groupBy(columns, ({ from }) => times.month(from));
  const firsts = new Set([...months.values()].map(([first]) => first?.from));
  return html`
    <div class="map" tabindex="0" role="region" aria-label="Controls by days">
      <table
        class=${`days ${widthOf(columns.length)}`}
        id="map"
        data-from=${times.isoDay(window.from)}
        data-step=${isByWeeks ? WEEK : 1}
      >
        <caption class="hid">
          Each row is a control, each cell a day. The same in words stands under each control.
        </caption>
        <thead>
          <tr>
            <td></td>
            ${[...months].map(([name, of]) => html`<th scope="colgroup" colspan=${of.length}><span>${of.length > 4 ? name : name.slice(0, 3)}</span></th>`)}
          </tr>
          <tr aria-hidden="true">
            <td></td>
            ${columns.map(({ from }) => {
              const day = times.dayNumber(from);
              return html`<td class=${firsts.has(from) ? "f" : undefined}>
                ${day === 1 || day % 5 === 0 ? html`<i>${day}</i>` : null}
              </td>`;
            })}
          </tr>
        </thead>
        <tbody>
          ${controls.map(
            ({ id, days }) => html`
              <tr>
                <th scope="row"><a href=${`#${controlAnchor(id)}`}>${id}</a></th>
                ${columnsOf(days).map(
                  (day) =>
                    html`<td
                      class=${`${dayClass(day)}${firsts.has(day.from) ? " f" : ""}`}
                      data-w=${isByWeeks ? dayWords(day) : undefined}
                    >
                      ${DAY_LOOKS[day.status].sign}
                    </td>`,
                )}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
    ${isByWeeks ? html`<p>The period is long: each cell is a week and shows its gravest day.</p>` : null}
    ${legend(controls.flatMap(({ days }) => days))}
    <p id="day" class="live" aria-live="polite">
      The days of each control stand in words under <a href="#controls">Controls</a>.
    </p>
  `;
}

const dayWords = (day: ControlDay): string => [day.status, besides(day)].filter((text) => text !== "").join("; ");

/** How much room the days need beside each other, so that their signs do not touch. */
const widthOf = (columns: number): string => (columns <= 45 ? "few" : columns <= 100 ? "some" : "many");

/** Days; in a long window weeks, each with the gravest status of its days. */
function columnsOf(days: readonly ControlDay[]): readonly ControlDay[] {
  if (days.length <= MOST_DAYS) return days;
  const weeks: ControlDay[] = [];
  for (let at = 0; at < days.length; at += WEEK) {
    const week = days.slice(at, at + WEEK);
    const gravest = week.toSorted(
      (a, b) => DAY_STATUSES.indexOf(a.status) - DAY_STATUSES.indexOf(b.status),
    )[0] as ControlDay;
    const marks = [
      ...new Set(
        week.flatMap((day) => [
          ...day.marks,
          ...(day.status === gravest.status || day.status === "met" ? [] : [day.status]),
        ]),
      ),
    ];
    weeks.push({ ...gravest, marks, from: (week[0] as ControlDay).from, to: (week.at(-1) as ControlDay).to });
  }
  return weeks;
}

function legend(days: readonly ControlDay[]) {
  const statuses = new Set(days.map(({ status }) => status));
  const isUnread = days.some((day) => / u/.test(dayClass(day)));
  const isDoubtful = days.some((day) => / d/.test(dayClass(day)));
  const entry = (name: string, sign: string, word: string, means: string) =>
    html`<li>
      <span class=${`key ${name}`} aria-hidden="true">${sign}</span><span><b>${word}</b>: ${means}</span>
    </li>`;
  return html`<ul class="legend" aria-label="Statuses of days">
    ${Object.entries(DAY_LOOKS)
      .filter(([status]) => statuses.has(status as ControlDay["status"]))
      .map(([status, { name, sign, means }]) => entry(name, sign, status, means))}
    ${isUnread ? entry("m u", "", "dark corner", "beside its status, some of the day was not read") : null}
    ${isDoubtful ? entry("m d", "", "light corner", "a possible exception goes on, beside the status") : null}
  </ul>`;
}
