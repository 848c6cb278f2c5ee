// Writes the first page: whose evidence it is, whether it is whole, how each control stood, and the exceptions.
import { html } from "../html.ts";
import { plural } from "../../../plural.ts";
import { isInEffect } from "../../facts/controls.ts";
import type { Report } from "../../report.ts";
import { countsOf } from "../../facts/counts.ts";
import { heatMap } from "./heat-map.ts";
import { integrityBox, runsBox, settledBox } from "./standing.ts";
import type { Times } from "../words.ts";

export function overview(report: Report, times: Times) {
  const { entity, window, sealed, controls, runs } = report;
  const days = controls[0]?.days.length ?? 0;
  return html`
    <header>
      <p class="who">${entity.legalEntity} · ${entity.system}</p>
      <h1>
        Evidence of cloud configuration,
        <span
          >${window.isInstant ? `as of ${times.moment(window.from)}` : times.title(window)}${window.soFar ? " (so far)" : ""}</span
        >
      </h1>
      <p class="lead">
        ${window.isInstant ? "A point in time says nothing of the days before. " : `${plural(days, "day")}, ${times.zone}. `}
        Prepared by the entity with its own tool, Tidemark, from records that are sealed up to
        ${` ${times.moment(Date.parse(sealed.time))} `}(entry ${sealed.leaf} of the log). It tells what the sources
        answered, and gives no opinion on a control.
      </p>
    </header>
    <div class="facts">${integrityBox(report, times)} ${runsBox(report, times)} ${settledBox(report, times)}</div>
    ${cards(report)}
    ${
      controls.length === 0
        ? html`<p class="card">
            No control is stated in the period, so nothing is judged here. Failures and what was not observed stand
            below.
          </p>`
        : window.isInstant
          ? null
          : html`<section class="card" aria-labelledby="map-title">
              <h2 id="map-title" class="small">
                ${plural(controls.length, "control")} over ${plural(days, "day")}
                <span class="screen">Arrow keys move, Enter opens the control.</span>
              </h2>
              ${heatMap(report, times)}
            </section>`
    }
    ${runs.seals === 0 ? html`<p class="card">No run was sealed in the period. All that is known of it was recorded later.</p>` : null}
  `;
}

function cards(report: Report) {
  const { controls, window, boundary } = report;
  const { exceptions, possible, withExceptions, openAtEnd, failures, corrected, accepted, items, days, met, unread } =
    countsOf(report);
  const inEffect = controls.filter((control) => isInEffect(control, window)).length;
  const read = boundary.scopes.filter(({ isRead }) => isRead).length;
  const states = Map.groupBy(boundary.unread, ({ state }) => state);
  const many = (state: string): number => new Set(states.get(state)?.map(({ name }) => name)).size;
  const others = [
    many("excluded") > 0 ? `${many("excluded")} excluded by decision` : "",
    many("found") > 0 ? `${many("found")} found and not enrolled` : "",
    many("unlisted") > 0 ? `${many("unlisted")} could not be listed` : "",
  ].filter((text) => text !== "");
  // A scope that was found, enrolled and excluded later is one.
  const known = boundary.unread.filter(({ state }) => state !== "unlisted");
  const all = new Set([...boundary.scopes.map(({ scope }) => scope), ...known.map(({ name }) => name)]).size;
  const card = (name: string, figure: string, said: string, isGrave = false) =>
    html`<li data-figure=${name}>
      <b class=${isGrave ? "figure grave" : "figure"}>${figure}</b> <span>${said}</span>
    </li>`;
  return html`<ul class="cards" aria-label="Figures">
    ${card(
      "exceptions",
      String(exceptions),
      `${exceptions === 1 ? "exception" : "exceptions"} on ${withExceptions} of ${plural(inEffect, "control")}${openAtEnd > 0 ? `, ${openAtEnd} open at the end` : ""}; ${possible} more possible`,
      exceptions > 0,
    )}
    ${card(
      "failures",
      String(failures),
      `${failures === 1 ? "failure" : "failures"} seen, of ${plural(items, "item")} (a check on a resource); ${corrected} corrected in time, ${accepted} accepted`,
    )}
    ${
      window.isInstant
        ? null
        : card(
            "days",
            share(met, days),
            `of ${plural(days, "control-day")} met (${met}); ${unread} not or partly observed`,
          )
    }
    ${card(
      "scopes",
      `${read} of ${all}`,
      `accounts, subscriptions, projects and directories read${others.length > 0 ? `; ${others.join(", ")}` : ""}`,
    )}
  </ul>`;
}

/** Rounded down, so that what is not whole is never called so. */
function share(part: number, of: number): string {
  if (of === 0) return "–";
  return `${(Math.floor((part * 1000) / of) / 10).toFixed(1)} %`;
}
