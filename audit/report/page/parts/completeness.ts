// Writes the answers on completeness and accuracy as a table.
import { html } from "../html.ts";
import { people } from "../people.ts";
import { completenessLines } from "../../facts/completeness.ts";
import type { Report } from "../../report.ts";
import type { Times } from "../../words.ts";

export function completeness(report: Report, times: Times) {
  return html`<section id="completeness">
    <h2>
      Completeness and accuracy
      <span>what an auditor asks of information produced by the entity; the lines are ours</span>
    </h2>
    <div class="card">
      <table class="wide">
        <thead>
          <tr>
            <th scope="col" class="r">no.</th>
            <th scope="col">about</th>
            <th scope="col">answer</th>
            <th scope="col">where it stands</th>
            <th scope="col">mark</th>
          </tr>
        </thead>
        <tbody>
          ${completenessLines(report, times).map(
            ({ about, said, list, from, mark }, at) =>
              html`<tr>
                <td class="r" data-label="no.">${at + 1}</td>
                <th scope="row">${about}</th>
                <td data-label="answer">
                  ${people(said)}${
                    list.length > 0
                      ? html`<ul>
                          ${list.map((each) => html`<li>${people(each)}</li>`)}
                        </ul>`
                      : null
                  }
                </td>
                <td data-label="where it stands" class="dim">${from}</td>
                <td data-label="mark">
                  ${mark === null ? "" : html`<span class=${mark === "complete" ? "mark good" : "mark note"}>${mark}</span>`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
