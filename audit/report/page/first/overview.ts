// Writes the first page: whose evidence it is, whether it is whole, how each control stood, and the exceptions.
import { html } from "../html.ts";
import { plural } from "../../../plural.ts";
import { CRITERION_IDS } from "../../../../controls/criteria.ts";
import { CHANGE_KINDS, type Change } from "../../facts/changes.ts";
import { isInEffect } from "../../facts/controls.ts";
import type { Report } from "../../report.ts";
import { countsOf } from "../../facts/counts.ts";
import { heatMap } from "./heat-map.ts";
import { integrityBox, runsBox, settledBox } from "./standing.ts";
import type { Times } from "../../words.ts";

export function overview(report: Report, times: Times) {
  const { entity, window, sealed, controls } = report;
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
        ${` ${times.moment(Date.parse(sealed.time))} `}(entry ${sealed.leaf} of the log). It shows what the sources
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
    ${summary(report)}
  `;
}

function cards(report: Report) {
  const { controls, window, boundary } = report;
  const counts = countsOf(report);
  const { exceptions, possible, withExceptions, openAtEnd, failures, items, days, met } = counts;
  const inEffect = controls.filter((control) => isInEffect(control, window)).length;
  const read = boundary.scopes.filter(({ isRead }) => isRead).length;
  // By its last state: a scope that was found and excluded later is one.
  const last = new Map(boundary.unread.toSorted((a, b) => a.from - b.from).map(({ name, state }) => [name, state]));
  for (const { scope } of boundary.scopes) last.delete(scope);
  const many = (state: string): number => [...last.values()].filter((each) => each === state).length;
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
      `${exceptions === 1 ? "exception" : "exceptions"} on ${withExceptions} of ${plural(inEffect, "control")}${openAtEnd > 0 ? `, ${openAtEnd} still past the limit at the end` : ""}; ${possible} more possible`,
      exceptions > 0,
    )}
    ${card(
      "failures",
      String(failures),
      `${failures === 1 ? "failure" : "failures"} seen, of ${plural(items, "item")} (a check on a resource); under their controls ${counts.corrected} corrected in time, ${counts.accepted} accepted, ${counts.open} open within the limit, ${counts.uncorrected} ended uncorrected`,
    )}
    ${
      window.isInstant
        ? null
        : card(
            "days",
            share(met, days),
            `of ${plural(days, "control-day")} met (${met}); ${counts.notObserved} not observed, ${counts.partly} in part, ${counts.beside} in part beside a graver status`,
          )
    }
    ${card(
      "scopes",
      `${read} of ${all}`,
      `accounts, subscriptions, projects and directories read${others.length > 0 ? `; ${others.join(", ")}` : ""}`,
    )}
  </ul>`;
}

/** The changes, and what is not tested here, in a line each: their parts say more. */
function summary({ changes, acceptances, controls, window, untestedCriteria }: Report) {
  const kinds = CHANGE_KINDS.flatMap((kind) => {
    const count = changes.filter((each) => each.kind === kind).length;
    return count === 0 ? [] : [`${count} of ${CHANGED[kind]}`];
  });
  const risks = acceptances.length === 0 ? "" : ` ${plural(acceptances.length, "risk acceptance")} in force.`;
  const inEffect = controls.filter((control) => isInEffect(control, window));
  const untested = inEffect.filter(({ tests }) => tests.length === 0).length;
  return html`<div class="card">
    ${window.isInstant ? null : html`<p><a href="#changes">Changes</a> in the period: ${kinds.length === 0 ? "none" : kinds.join(", ")}.${risks}</p>`}
    <p>
      Not tested here: ${untested} of ${plural(inEffect.length, "control")} in effect ${untested === 1 ? "has" : "have"}
      no check, and ${untestedCriteria.length} of ${CRITERION_IDS.length} criteria are served by no control here (<a
        href="#completeness"
        >line 19</a
      >).
    </p>
  </div>`;
}

const CHANGED: { readonly [kind in Change["kind"]]: string } = {
  control: "controls",
  test: "tests",
  boundary: "the boundary",
  schedule: "the schedule",
  scope: "scopes",
  Tidemark: "Tidemark itself",
  act: "recorded acts",
};

/** Rounded down, so that what is not whole is never called so. */
function share(part: number, of: number): string {
  if (of === 0) return "–";
  return `${(Math.floor((part * 1000) / of) / 10).toFixed(1)} %`;
}
