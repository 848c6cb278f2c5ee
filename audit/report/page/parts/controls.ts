// Writes each control: in one line on the first page, and in a part of its own with its days, tests and failures.
import { html } from "../html.ts";
import { itemNamed, people } from "../people.ts";
import { CRITERIA, type Criterion } from "../../../../controls/criteria.ts";
import type { Stretch } from "../../../period/stretches.ts";
import type { ControlDay } from "../../../period/control-days.ts";
import { plural } from "../../../plural.ts";
import type { ControlPart, TestPart } from "../../facts/controls.ts";
import type { Test } from "../../facts/tests-over-time.ts";
import type { Report } from "../../report.ts";
import { controlAnchor } from "../anchor.ts";
import { besides, DAY_LOOKS, dayClass } from "../day-look.ts";
import type { FailureEntry } from "./failure-list.ts";
import { limitWords, type Times } from "../../words.ts";

/** Each control in one line. */
export function controlTable({ controls, window }: Report, times: Times) {
  if (controls.length === 0) return null;
  return html`<section id="controls" class="card">
    <h2 class="small">What each control states, and how it stood</h2>
    <table class="wide">
      <thead>
        <tr>
          <th scope="col">control</th>
          <th scope="col">statement</th>
          <th scope="col">criteria</th>
          <th scope="col">time to correct</th>
          <th scope="col" class="r">items</th>
          <th scope="col">${window.isInstant ? "at this time" : "days by status"}</th>
        </tr>
      </thead>
      <tbody>
        ${controls.map(
          (each) =>
            html`<tr>
              <th scope="row"><a href=${`#${controlAnchor(each.id)}`}>${each.id}</a></th>
              <td data-label="statement">${each.control.statement}</td>
              <td data-label="criteria">${each.control.criteria.join(" ")}</td>
              <td data-label="time to correct">${limitWords(each.limit)}</td>
              <td data-label="items" class="r">${each.items}</td>
              <td data-label=${window.isInstant ? "at this time" : "days by status"}>
                ${window.isInstant ? at(each.days) : dayCounts(each)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="note">
      The time to correct counts from when the failure began, at the latest time at which it can have begun. An item is
      a check on a resource.
      ${window.isInstant ? "" : ` Each day counts once, by its gravest status, as it was known at the end of the period; in a longer period it may stand otherwise. Days are those of ${times.zone}.`}
    </p>
  </section>`;
}

const sign = (day: Pick<ControlDay, "status" | "marks">) =>
  html`<span class=${`key ${dayClass(day)}`} aria-hidden="true">${DAY_LOOKS[day.status].sign}</span>`;

const at = ([day]: readonly ControlDay[]) =>
  day === undefined ? null : html`${sign(day)} <b>${day.status}</b> ${besides(day)}`;

const dayCounts = ({ byStatus, possiblyLate }: ControlPart) =>
  html`<ul class="counts">
    ${byStatus.map(([status, count]) => html`<li data-status=${status}>${sign({ status, marks: [] })} ${count} ${status}</li>`)}
    ${possiblyLate > 0 ? html`<li>${possiblyLate} of them possibly late</li>` : null}
  </ul>`;

/** A part for each control. */
export function controlParts(report: Report, entries: readonly FailureEntry[], times: Times) {
  return html`<section id="each-control">
    <h2>Each control <span>its terms, its days in words, its tests and its failures</span></h2>
    ${report.controls.map((part) => controlPart(part, report, entries, times))}
  </section>`;
}

function controlPart(part: ControlPart, { window }: Report, entries: readonly FailureEntry[], times: Times) {
  const { id, control, stated, effect, tests, failures, days } = part;
  const own = entries.filter(({ under }) => under.some((each) => failures.includes(each)));
  return html`<article class="card" id=${controlAnchor(id)}>
    <h3>${id} <span>${control.statement}</span></h3>
    <dl class="terms">
      <div>
        <dt>Criteria</dt>
        <dd>${control.criteria.map((each) => html`<p><b>${each}</b> ${CRITERIA[each as Criterion] ?? ""}</p>`)}</dd>
      </div>
      <div>
        <dt>Owner</dt>
        <dd>${people(control.owner ?? "nobody named")}</dd>
      </div>
      <div>
        <dt>Frequency</dt>
        <dd>${control.frequency}, as the entity states</dd>
      </div>
      <div>
        <dt>Time to correct</dt>
        <dd>${limitWords(part.limit)}</dd>
      </div>
      <div>
        <dt>In effect</dt>
        <dd>
          ${effect.length === 0 ? "not in this period" : effect.map((each) => html`<p>${whole(each, window) ? "all of the period" : times.span(each)}</p>`)}
        </dd>
      </div>
      <div>
        <dt>Items</dt>
        <dd>${part.items}</dd>
      </div>
    </dl>
    ${
      stated.length > 1
        ? html`<h4>The control was stated in ${stated.length} ways</h4>
            <ul>
              ${stated.map(
                ({ control: each, limit, ...over }) =>
                  html`<li>
                    ${times.span(over)}: “${each.statement}”, ${limitWords(limit)},
                    ${plural(each.checks.length, "check")}
                  </li>`,
              )}
            </ul>`
        : null
    }
    ${window.isInstant ? null : daysInWords(part, times)}
    ${window.isInstant && days[0] !== undefined ? html`<p>${at(days)}</p>` : null}
    <h4>Tests</h4>
    ${tests.length === 0 ? html`<p>No check speaks for this control: Tidemark does not test it.</p>` : testBlocks(tests, window, times)}
    <h4>Failures</h4>
    ${
      own.length === 0
        ? html`<p>No failure was seen. Seen means: by the runs that were made, of what they could read.</p>`
        : html`<ul>
            ${own.map(
              ({ anchor, number, item, under, first }) =>
                html`<li>
                  <a href=${`#${anchor}`}>${number ?? first.id}</a> ${itemNamed({ item, key: first.key })}:
                  ${under.find((each) => failures.includes(each))?.counted?.status ?? ""}
                </li>`,
            )}
          </ul>`
    }
  </article>`;
}

const whole = ({ from, to }: Stretch, window: Stretch): boolean => from <= window.from && to >= window.to;

/** Days one after the other that stand alike are one line: `data-n` says how many. */
function daysInWords({ days }: ControlPart, times: Times) {
  const runs: { first: ControlDay; last: ControlDay; n: number }[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && run.first.status === day.status && besides(run.first) === besides(day)) {
      run.last = day;
      run.n += 1;
    } else runs.push({ first: day, last: day, n: 1 });
  }
  return html`<h4>Days</h4>
    <ol class="runs">
      ${runs.map(({ first, last, n }) => {
        const more = besides(first);
        return html`<li data-n=${n}>
          ${sign(first)} ${times.days({ from: first.from, to: last.to })}${n > 1 ? ` (${n} days)` : ""}:
          <span><b>${first.status}</b>${more === "" ? "" : `; ${more}`}</span>
        </li>`;
      })}
    </ol>`;
}

function testBlocks(tests: readonly TestPart[], window: Stretch, times: Times) {
  return tests.map(
    ({ check, title, reason, limits, parts, hasFailed, byProvider, stated }) =>
      html`<div class="test">
        <p><b>${check}</b>: ${title ?? "a check of another version of Tidemark"}. ${reason}</p>
        <p>
          ${parts.length === 0 ? "It was not asked in this period." : null}
          ${parts.map((part, at) => html`${at > 0 ? html`<br />` : null}${askedAs(part, window, times)}`)}
        </p>
        <p>
          ${hasFailed ? "It failed on something in this period." : "Nothing failed it in this period; its test cases show that it can fail."}
          ${byProvider > 0 ? `${byProvider} ${byProvider === 1 ? "pass rests" : "passes rest"} on the cloud provider’s own control.` : ""}
          ${stated > 0 ? `${plural(stated, "result")} not applicable as the entity states.` : ""}
        </p>
        ${limits === null ? null : html`<p class="dim"><b>Limits:</b> ${limits}</p>`}
      </div>`,
  );
}

function askedAs({ version, parameters, from, to }: Test, window: Stretch, times: Times) {
  const over = whole({ from, to }, window) ? "all of the period" : times.span({ from, to });
  const set = Object.entries(parameters).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return html`Asked as version ${version}, ${over}${set.length > 0 ? html`, with <code>${set.join("; ")}</code>` : ""}.`;
}
