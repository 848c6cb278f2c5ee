// Writes accepted risks, changes, what was not observed, and what concerns the time after the period.
import { html } from "../html.ts";
import { itemNamed, people } from "../people.ts";
import { plural } from "../../../plural.ts";
import type { Report } from "../../report.ts";
import { citation } from "../citation.ts";
import type { FailureEntry } from "./failure-list.ts";
import type { Times } from "../../words.ts";

export function acceptanceSection({ acceptances }: Report, times: Times) {
  return html`<section id="acceptances">
    <h2>
      Risk acceptances <span>in force from their record on; they change no failure, only how late it counts</span>
    </h2>
    ${acceptances.length === 0 ? html`<p class="card">No risk acceptance was in force in the period.</p>` : null}
    ${acceptances.map(
      ({ id, terms, recorded, record, failures, ...over }) =>
        html`<article class="card">
          <h3>${id} <span>${terms.risk}</span></h3>
          <dl class="terms">
            <div>
              <dt>Reason</dt>
              <dd>${terms.reason}</dd>
            </div>
            <div>
              <dt>In force</dt>
              <dd>${times.span(over)}</dd>
            </div>
            <div>
              <dt>Recorded</dt>
              <dd>${times.moment(recorded)}</dd>
            </div>
            <div>
              <dt>Asked by</dt>
              <dd>${people(terms.requester)}</dd>
            </div>
            <div>
              <dt>Approved by</dt>
              <dd>${people(terms.approver)}</dd>
            </div>
            <div>
              <dt>Ticket</dt>
              <dd>${terms.ticket}</dd>
            </div>
            <div>
              <dt>Checks</dt>
              <dd>${terms.match.checks.join(", ")}</dd>
            </div>
            <div>
              <dt>Failures</dt>
              <dd>
                ${failures.length === 0 ? "none in the period" : failures.map((each, at) => html`${at > 0 ? ", " : ""}<a href=${`#${each}`}>${each}</a>`)}
              </dd>
            </div>
            <div>
              <dt>Record</dt>
              <dd>${citation(record)}</dd>
            </div>
          </dl>
        </article>`,
    )}
  </section>`;
}

export function changeSection({ changes }: Report, times: Times) {
  return html`<section id="changes">
    <h2>Changes <span>to controls, checks, scopes and Tidemark itself, as seals and acts say</span></h2>
    ${
      changes.length === 0
        ? html`<p class="card">No change was recorded in the period.</p>`
        : html`<div class="card">
            <table class="wide">
              <thead>
                <tr>
                  <th scope="col">when</th>
                  <th scope="col">kind</th>
                  <th scope="col">what</th>
                  <th scope="col">change</th>
                  <th scope="col">sealed or done by</th>
                  <th scope="col">record</th>
                </tr>
              </thead>
              <tbody>
                ${changes.map(
                  ({ at, kind, subject, said, who, record }) =>
                    html`<tr>
                      <td data-label="when">${times.moment(at)}</td>
                      <td data-label="kind">${kind}</td>
                      <th scope="row">${subject}</th>
                      <td data-label="change" class="long">${people(said)}</td>
                      <td data-label="sealed or done by">${people(who ?? "")}</td>
                      <td data-label="record" class="long">${citation(record)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

/** Above this the causes of single results are summed up. */
const MOST_ROWS = 400;

export function unreadSection({ unread, runs }: Report, times: Times) {
  const rows = unread.slice(0, MOST_ROWS);
  const more = unread.length - rows.length;
  return html`<section id="unread">
    <h2>Not observed <span>what nobody read, and why; it is neither a pass nor a fail</span></h2>
    <div class="card">
      ${runs.missing.length > 0 ? html`<p>Missed runs: ${runs.missing.map((slot) => times.moment(Date.parse(slot))).join(", ")}.</p>` : null}
      ${
        rows.length === 0
          ? html`<p>All that was to be read was read, by the runs that were made.</p>`
          : html`<table class="wide">
              <thead>
                <tr>
                  <th scope="col">from</th>
                  <th scope="col">to</th>
                  <th scope="col">what</th>
                  <th scope="col">cause</th>
                  <th scope="col" class="r">results</th>
                  <th scope="col">controls</th>
                  <th scope="col">record</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  ({ from, to, name, cause, detail, results, controls, goesOn, record }) =>
                    html`<tr>
                      <td data-label="from">${times.moment(from)}</td>
                      <td data-label="to">${goesOn ? "goes on" : times.moment(to)}</td>
                      <th scope="row" class="long">${people(name)}</th>
                      <td data-label="cause" class="long">
                        ${cause}${detail === null || detail === "" ? "" : html`<p class="dim">${people(detail)}</p>`}
                      </td>
                      <td class="r" data-label="results">${results ?? "unknown"}</td>
                      <td data-label="controls">${controls.join(" ")}</td>
                      <td data-label="record" class="long">${record === null ? "" : citation(record)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }
      ${more > 0 ? html`<p>${plural(more, "more row")} are not shown here. tidemark query --sql lists them from the tables unit, gap and result.</p>` : null}
    </div>
  </section>`;
}

export function afterSection({ window, failures, runs }: Report, entries: readonly FailureEntry[], times: Times) {
  const later = entries.filter(({ first }) => first.becameKnownLater);
  const endAfter = entries.filter(({ first }) => first.goesOn && first.failure.to !== null);
  const lateAfter = entries.filter(({ under }) => under.some(({ counted }) => counted?.verdict.lateAfter === true));
  const list = (of: readonly FailureEntry[], said: (entry: FailureEntry) => string) =>
    html`<ul>
      ${of.map((entry) => html`<li><a href=${`#${entry.anchor}`}>${entry.number ?? entry.id}</a> ${itemNamed({ item: entry.item, key: entry.first.key })}: ${said(entry)}</li>`)}
    </ul>`;
  return html`<section id="after">
    <h2>After the period <span>what later records say of it</span></h2>
    <div class="card">
      ${window.soFar ? html`<p>The period still runs, and nothing was recorded after it.</p>` : null}
      ${
        endAfter.length > 0
          ? html`<h3>Ended after the period</h3>
              ${list(endAfter, ({ first }) => `${first.failure.ended} by ${times.moment(first.failure.to as number)}`)}`
          : null
      }
      ${
        lateAfter.length > 0
          ? html`<h3>Past the time to correct only after the period</h3>
              ${list(lateAfter, ({ under }) => under.map(({ counted }) => counted?.control ?? "").join(" "))}`
          : null
      }
      ${
        later.length > 0
          ? html`<h3>Became known after the period</h3>
              ${list(later, ({ first }) => `recorded ${times.moment(first.failure.knownAt)}; it fills no day`)}`
          : null
      }
      ${
        !window.soFar && endAfter.length + lateAfter.length + later.length === 0
          ? html`<p>
              ${runs.unsettled === 0 ? "Later records change nothing of the period" : "Nothing yet, and the period is not settled"}${failures.some(({ goesOn, failure }) => goesOn && failure.to === null) ? ". Open failures go on" : ""}.
            </p>`
          : null
      }
    </div>
  </section>`;
}
