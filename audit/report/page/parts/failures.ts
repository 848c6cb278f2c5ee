// Writes the exceptions of the first page, and a card for each failure with all that is known of it.
import { html } from "../html.ts";
import { itemNamed, people } from "../people.ts";
import type { Ending } from "../../../period/failures.ts";
import { common } from "../../../period/stretches.ts";
import type { Lateness } from "../../../period/lateness.ts";
import { durationInWords } from "../../../duration.ts";
import type { FailureInWindow } from "../../../tables/failures-in.ts";
import type { Report } from "../../report.ts";
import { bar } from "../bar.ts";
import { citation } from "../citation.ts";
import { isExceptional, type FailureEntry } from "./failure-list.ts";
import { lastedWords, limitWords, type Times } from "../../words.ts";

const BADGES: { readonly [status in Lateness]: string } = {
  exception: "Exception",
  "possible exception": "Possible exception",
  accepted: "Accepted",
  "open within its limit": "Open within its limit",
  "ended uncorrected": "Ended uncorrected",
  "corrected in time": "Corrected in time",
};

const badge = (status: Lateness | undefined) =>
  html`<span class=${`badge s-${(status ?? "none").replaceAll(" ", "-")}`}
    >${status === undefined ? "Counts for no control" : BADGES[status]}</span
  >`;

export function exceptionTable({ window, controls }: Report, entries: readonly FailureEntry[], times: Times) {
  const rows = entries.flatMap((entry) =>
    entry.under.filter(({ counted }) => isExceptional(counted?.status)).map((failure) => ({ entry, failure })),
  );
  return html`<section id="exceptions">
    <h2>
      Exceptions
      <span
        >failures known past the time to correct, at a time without an accepted risk; possible ones depend on times that
        nobody read</span
      >
    </h2>
    ${
      rows.length === 0
        ? html`<p class="card">
            ${entries.length === 0 ? "No failure was seen in the period" : "No failure was seen past its limit"}. Seen
            means: by the runs that were made, of what they could
            read${controls.length > 0 ? "; days that were not observed may hide some" : ""}.
          </p>`
        : html`<div class="card">
            <table class="wide">
              <thead>
                <tr>
                  <th scope="col">no.</th>
                  <th scope="col">control</th>
                  <th scope="col">item</th>
                  <th scope="col">exception from</th>
                  <th scope="col">failure lasted</th>
                  <th scope="col" class="screen">over the period</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  ({ entry, failure }) =>
                    html`<tr>
                      <th scope="row">
                        <a href=${`#${entry.anchor}`}>${entry.number}</a> ${badge(failure.counted?.status)}
                      </th>
                      <td data-label="control" class="id">${failure.counted?.control}</td>
                      <td data-label="item">
                        ${itemNamed({ item: entry.item, key: failure.key })}
                        <p class="dim">${people(failure.because)}</p>
                      </td>
                      <td data-label="exception from" class="when">${exceptionFrom(failure, window, times)}</td>
                      <td data-label="failure lasted" class="when">
                        ${lastedWords(failure.lasted.shortest, failure.lasted.longest)}
                      </td>
                      <td class="screen">${bar(failure, window, times)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

function exceptionFrom({ counted }: FailureInWindow, window: Report["window"], times: Times): string {
  if (counted === null) return "";
  const isDoubtful = counted.status === "possible exception";
  const parts = isDoubtful ? counted.verdict.possible : counted.verdict.exceptions;
  const [first, last] = [parts[0], common(parts, [window]).at(-1)];
  const from = first === undefined || first.from < window.from ? "before the period" : times.moment(first.from);
  const isOpen = last === undefined || last.to >= window.to;
  const said = isOpen ? `${from}, past the end of the period` : `${from} to ${times.moment(last.to)}`;
  return isDoubtful ? `in doubt: perhaps ${said}` : said;
}

/** For the search: the names of the statuses, with bars between. */
const statusesOf = (under: readonly FailureInWindow[]): string =>
  under.map(({ counted }) => counted?.status ?? "counts for no control").join("|");

/** Above this only exceptions have cards, so that the page stays one that opens. */
const MOST_CARDS = 1500;

export function failureCards(report: Report, entries: readonly FailureEntry[], times: Times) {
  const { failures } = report;
  const cards = entries.length <= MOST_CARDS ? entries : entries.filter(({ number }) => number !== null);
  const rows = entries.filter((entry) => !cards.includes(entry));
  return html`<section id="failures">
    <h2>Failures and exceptions <span>facts first; how late each was follows from the terms of its controls</span></h2>
    <form class="search" id="search" hidden>
      <label>Search <input type="search" name="text" /></label>
      <label
        >Status
        <select name="status">
          <option value="">all</option>
          ${[...new Set(failures.map(({ counted }) => counted?.status ?? "counts for no control"))].map((status) => html`<option>${status}</option>`)}
        </select>
      </label>
      <output name="shown" aria-live="polite"></output>
    </form>
    ${entries.length === 0 ? html`<p class="card">No failure was seen in the period. Seen means: by the runs that were made, of what they could read.</p>` : null}
    ${cards.map((entry) => card(entry, report, times))}
    ${
      rows.length === 0
        ? null
        : html`<p>There are over ${MOST_CARDS} failures: those that are no exceptions stand as rows.</p>
            <table class="wide">
              <thead>
                <tr>
                  <th scope="col">failure</th>
                  <th scope="col">item</th>
                  <th scope="col">began</th>
                  <th scope="col">ended</th>
                  <th scope="col">status</th>
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  ({ anchor, item, first, under }) =>
                    html`<tr id=${anchor} data-card data-status=${statusesOf(under)}>
                      <th scope="row">${first.id}</th>
                      <td data-label="item">
                        ${itemNamed({ item, key: first.key })}
                        <p class="dim">${first.check} in ${first.scope}</p>
                      </td>
                      <td data-label="began">${times.moment(first.failure.from)}</td>
                      <td data-label="ended">${first.failure.to === null ? "open" : times.moment(first.failure.to)}</td>
                      <td data-label="status">
                        ${under.map(({ counted }) => `${counted?.control ?? ""} ${counted?.status ?? "counts for no control"}`).join("; ")}
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>`
    }
  </section>`;
}

function card({ anchor, number, item, under, first }: FailureEntry, { window, responsesTo }: Report, times: Times) {
  const { failure, check, scope, key, region, severity, owner, because, lasted } = first;
  return html`<article class="card failure" id=${anchor} data-card data-status=${statusesOf(under)}>
    <h3>
      ${number === null ? null : html`<b>${number}</b>`} ${itemNamed({ item, key })}
      ${[...new Set(under.map(({ counted }) => counted?.status))].map((status) => badge(status))}
    </h3>
    <p>${people(because)}</p>
    ${under.map((each) => bar(each, window, times))}
    <dl class="terms">
      <div>
        <dt>Failure</dt>
        <dd>${first.id}${first.time > 1 ? `, failure ${first.time} of this item in the period` : ""}</dd>
      </div>
      <div>
        <dt>Check</dt>
        <dd>${check}${severity === null ? "" : ` (${severity})`}</dd>
      </div>
      <div>
        <dt>Where</dt>
        <dd>
          ${scope}${region === null ? "" : `, ${region}`}${item === key ? "" : html`<br /><code>${people(key)}</code>`}
        </dd>
      </div>
      ${
        owner === null
          ? null
          : html`<div>
              <dt>Owner</dt>
              <dd>${people(owner)}</dd>
            </div>`
      }
      <div>
        <dt>Began</dt>
        <dd>
          by
          ${times.moment(failure.from)}${failure.fromIs === "source" ? " (the last change that the source tells)" : ""};
          ${before(first, times)}
        </dd>
      </div>
      <div>
        <dt>Ended</dt>
        <dd>${ended(first, times)}</dd>
      </div>
      <div>
        <dt>Lasted</dt>
        <dd>${lastedWords(lasted.shortest, lasted.longest)}</dd>
      </div>
      ${under.map((each) =>
        each.counted === null
          ? null
          : html`<div>
              <dt>${each.counted.control}</dt>
              <dd>${lateness(each, times)}</dd>
            </div>`,
      )}
      ${
        first.becameKnownLater
          ? html`<div>
              <dt>Known</dt>
              <dd>It became known after the period, and fills no day of it.</dd>
            </div>`
          : null
      }
      ${responsesTo(first).map(
        ({ text, time, record }) =>
          html`<div>
            <dt>Management’s response</dt>
            <dd>
              ${text} <span class="dim">(recorded ${times.moment(Date.parse(time))})</span><br />${citation(record)}
            </dd>
          </div>`,
      )}
      <div>
        <dt>Records</dt>
        <dd>
          ${citation(failure.opening.record)}${failure.closing === null ? null : html`<br />${citation(failure.closing.record)}`}
        </dd>
      </div>
    </dl>
  </article>`;
}

function before({ failure: { began, lastGood } }: FailureInWindow, times: Times): string {
  const good = lastGood === null ? null : times.moment(lastGood);
  switch (began) {
    case "drift":
      return `known not failing ${good ?? ""}`;
    case "created failing":
      return `failing since it was created; not there yet ${good ?? ""}`;
    case "began to apply":
      return `the check did not apply before, as last known ${good ?? ""}`;
    case "first sight":
      return good === null
        ? "failing when it was first read; nothing is known from before"
        : `failing when it was first read; created ${good}`;
    case "judged otherwise":
      return "judged by other tests from then on";
    case "replaced":
      return `another resource stood under this key until ${good ?? "then"}`;
  }
}

const ENDED: { readonly [ended in Ending]: string } = {
  corrected: "corrected",
  removed: "removed",
  replaced: "replaced by another resource",
  "no longer applies": "the check no longer applies",
  "judged otherwise": "judged otherwise by other tests",
  "check withdrawn": "no longer asked",
  open: "open",
};

function ended({ failure, goesOn }: FailureInWindow, times: Times): string {
  const { to, ended: how, lastBad, firstBad, from, toIs } = failure;
  const seen = lastBad < from ? `read failing ${times.moment(firstBad)}` : `seen failing last ${times.moment(lastBad)}`;
  if (to === null) return `open when last read; ${seen}`;
  const whose = toIs === "source" ? " (the last change that the source tells)" : "";
  return `${ENDED[how]} by ${times.moment(to)}${whose}${goesOn ? ", after the period" : ""}; ${seen}`;
}

function lateness({ counted }: FailureInWindow, times: Times) {
  if (counted === null) return null;
  const { status, limit, verdict, lateFrom, lateSeen, latePresumed, countedUntil, acceptances } = counted;
  const said = [
    `${BADGES[status]}; ${limit === 0 ? "to be corrected at once" : `time to correct ${limitWords(limit)}`}${verdict.clock === null ? "" : `, counting from ${times.moment(verdict.clock)}`}`,
  ];
  if (status === "exception")
    said.push(
      `late from ${lateFrom === null ? "" : times.moment(lateFrom)}: in the period ${durationInWords(lateSeen)} up to the last reading that shows it${latePresumed > 0 ? `, and ${durationInWords(latePresumed)} more if it went on (not confirmed)` : ""}`,
    );
  if (status === "open within its limit" && verdict.due !== null) said.push(`due ${times.moment(verdict.due)}`);
  if (verdict.lateAfter) said.push("late only after the period");
  if (countedUntil !== null)
    said.push(
      `counts until ${times.moment(countedUntil)}, when it left the boundary, its scope the roster, or the control its effect`,
    );
  return html`${said.join("; ")}${acceptances.map(
    ({ id, record, from, to }) =>
      html`<br />risk accepted (${id}) from ${times.moment(from)} to ${times.moment(to)}, ${citation(record)}`,
  )}`;
}
