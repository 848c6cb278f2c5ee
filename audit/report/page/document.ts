// Writes the report as one HTML file that asks for nothing from any network, and works without its script.
import { readFile } from "node:fs/promises";
import { html } from "./html.ts";
import { htmlFile } from "./html-file.ts";
import { renderToString } from "preact-render-to-string";
import type { Report } from "../report.ts";
import { boundarySection } from "./parts/boundary.ts";
import { checkSection, glossarySection } from "./parts/how-to-check.ts";
import { completeness } from "./parts/completeness.ts";
import { controlParts, controlTable } from "./parts/controls.ts";
import { failureEntries } from "./parts/failure-list.ts";
import { exceptionTable, failureCards } from "./parts/failures.ts";
import { namesForm, withNamesBanner } from "./people.ts";
import { overview } from "./first/overview.ts";
import { lockWords } from "./lock-words.ts";
import { printStyle } from "./print-style.ts";
import { acceptanceSection, afterSection, changeSection, unreadSection } from "./parts/records.ts";
import { Times } from "../words.ts";

const asset = (name: string): Promise<string> => readFile(new URL(`assets/${name}`, import.meta.url), "utf8");

const PARTS = [
  ["overview", "Overview"],
  ["exceptions", "Exceptions"],
  ["completeness", "Completeness"],
  ["boundary", "Boundary"],
  ["each-control", "Controls"],
  ["failures", "Failures"],
  ["acceptances", "Acceptances"],
  ["changes", "Changes"],
  ["unread", "Not observed"],
  ["after", "After the period"],
  ["check", "How to check"],
  ["glossary", "Glossary"],
] as const;

/** The bytes depend on the report alone: no clock, no locale, no name of a person, no path. */
export async function reportPage(report: Report): Promise<string> {
  const times = new Times(report.window.zone);
  const [css, script] = await Promise.all([asset("report.css"), asset("report.js")]);
  const style = `${css}${printStyle(report, times)}`;
  const entries = await failureEntries(report.failures);
  const body = renderToString(html`
    ${banner(report)}${withNamesBanner()}
    <nav aria-label="Parts of this report">
      <b>Tidemark</b>${PARTS.map(([id, name]) => html`<a href=${`#${id}`}>${name}</a>`)}
    </nav>
    <main>
      ${namesForm(report.ledger)}
      <div id="overview">${overview(report, times)}${controlTable(report, times)}</div>
      ${exceptionTable(report, entries, times)} ${completeness(report, times)} ${boundarySection(report, times)}
      ${controlParts(report, entries, times)} ${failureCards(report, entries, times)}
      ${acceptanceSection(report, times)} ${changeSection(report, times)} ${unreadSection(report, times)}
      ${afterSection(report, entries, times)} ${checkSection(report, entries, times)} ${glossarySection()}
    </main>
  `);
  const title = `${report.entity.system}: evidence of cloud configuration, ${report.window.isInstant ? `as of ${times.moment(report.window.from)}` : times.title(report.window)}`;
  return htmlFile({ title, style, body, script });
}

/** Told on every page: of example data, and of a ledger that can be made again. */
function banner({ example, mode }: Report) {
  if (example)
    return html`<aside class="banner" aria-label="Kind of data">
      Example data. Nothing in this report was read from a real cloud.
    </aside>`;
  const lock = lockWords(mode);
  if (lock === null) return null;
  return html`<aside class="banner" aria-label="Kind of ledger">
    ${mode === "trial" ? "Trial" : "Local"} ledger: ${lock}.
  </aside>`;
}
