// Writes the boundary and the population: each scope with what was there, and the scopes that no run reads.
import { html } from "../html.ts";
import { people } from "../people.ts";
import type { Report } from "../../report.ts";
import type { Times } from "../../words.ts";

export function boundarySection({ boundary, window }: Report, times: Times) {
  const { scopes, unread } = boundary;
  return html`<section id="boundary">
    <h2>
      Boundary and population
      <span>resources by our own records; counts that a second source gives stand under completeness</span>
    </h2>
    <div class="card">
      <table class="wide">
        <thead>
          <tr>
            <th scope="col">scope</th>
            <th scope="col">regions asked</th>
            <th scope="col" class="r">runs</th>
            <th scope="col" class="r">start</th>
            <th scope="col" class="r">appeared</th>
            <th scope="col" class="r">departed</th>
            <th scope="col" class="r">end</th>
            <th scope="col" class="r">within the boundary</th>
            <th scope="col" class="r">outside</th>
          </tr>
        </thead>
        <tbody>
          ${scopes.map(
            ({ scope, name, regions, leftOut, enrolled, runs, population }) =>
              html`<tr>
                <th scope="row">
                  ${name ?? scope}${name === null ? null : html`<p class="dim">${scope}</p>`}
                  ${enrolled.every(({ from, to }) => from <= window.from && to >= window.to) ? null : enrolled.map((each) => html`<p class="dim">enrolled ${times.span(each)}</p>`)}
                </th>
                <td data-label="regions asked">
                  ${regions.length === 0 ? "not by region" : regions.join(", ")}
                  ${leftOut.map((each) => html`<p class="dim">without ${each.region}: ${each.reason} (approved by ${people(each.approver)})</p>`)}
                </td>
                <td class="r" data-label="runs">${runs}</td>
                <td class="r" data-label="start">${population.atStart}</td>
                <td class="r" data-label="appeared">${population.appeared}</td>
                <td class="r" data-label="departed">${population.departed}</td>
                <td class="r" data-label="end">${population.atEnd}</td>
                <td class="r" data-label="within the boundary">${population.within}</td>
                <td class="r" data-label="outside">${population.outside}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${
        unread.length === 0
          ? html`<p>No scope was excluded, found without being enrolled, or could not be listed.</p>`
          : html`<h3>Scopes that no run reads</h3>
              <ul>
                ${unread.map(
                  ({ name, state, reason, approver, ...over }) =>
                    html`<li>
                      <b>${name}</b> ${STATES.get(state) ?? state},
                      ${times.span(over)}${reason === null ? "" : `: ${reason}`}${approver === null ? "" : [" Approved by ", people(approver), "."]}
                    </li>`,
                )}
              </ul>`
      }
    </div>
  </section>`;
}

const STATES: ReadonlyMap<string, string> = new Map([
  ["excluded", "excluded by decision"],
  ["found", "found and not enrolled: not observed"],
  ["unlisted", "its scopes could not be listed: not observed"],
]);
