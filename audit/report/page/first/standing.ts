// Says as separate facts whether the records are unaltered, which runs were made, and whether the period can still change.
import { html } from "../html.ts";
import type { ReportedViolation } from "../../../../ledger/verify/report.ts";
import { durationInWords } from "../../../duration.ts";
import { plural } from "../../../plural.ts";
import { brokenRules } from "../../facts/broken-rules.ts";
import type { Report } from "../../report.ts";
import { lockWords } from "../lock-words.ts";
import type { Times } from "../../words.ts";

const box = (grade: "good" | "note" | "grave", label: string, figure: string, said: unknown) =>
  html`<div class=${`fact ${grade}`}>
    <h2><span>${label}:</span> ${figure}</h2>
    <p>${said}</p>
  </div>`;

export function integrityBox(report: Report, times: Times) {
  const broken = brokenRules(report);
  const { example, mode, verification, brokenScopes } = report;
  if (broken.length === 0) {
    const strays = verification.verdict === "STRAY" ? " Beside them lie objects that no signature covers." : "";
    const lock = lockWords(mode);
    const unlocked = lock === null ? "" : ` Yet ${lock}. Whoever holds its key can replace it.`;
    return box(
      "good",
      "Integrity",
      "unaltered",
      `Every record that this report rests on is as it was sealed, by the keys of the trust file.${strays}${example ? "" : unlocked} `,
    );
  }
  const [first] = broken as [ReportedViolation];
  const scopes = brokenScopes.map(
    ({ scope, from, object }) =>
      html`<li>${scope} from ${times.moment(Date.parse(from))} on (<code>${object}</code>)</li>`,
  );
  return box(
    "grave",
    "Integrity",
    "BROKEN",
    html`The evidence under this report is not as it was sealed: ${plural(broken.length, "fault")}, the first in
      <code>${first.object}</code> (${first.name}: expected ${first.expected}, found ${first.found}).
      ${
        scopes.length > 0
          ? html`From then on, nothing of these scopes counts, and they are shown as not observed:
              <ul>
                ${scopes}
              </ul>
              Do not rely on their results.`
          : "The fault concerns more than single scopes. Do not rely on this report."
      }
      Tell the entity’s security team. ${CHECK}`,
  );
}

const CHECK = html`<a href="#check">Check it yourself</a>.`;

const MOST_MISSING = 6;

export function runsBox(report: Report, times: Times) {
  const { runs, window, longestWithout, boundary, every } = report;
  const { due, made, missing, isScheduled, seals, begins } = runs;
  if (window.isInstant) return lastRunBox(report, times);
  const before =
    begins === null
      ? ""
      : `The log begins on ${times.moment(begins)}. Before that nothing was due, and nothing was observed. `;
  const often = every.length === 0 ? "" : `A run is due every ${every.map(durationInWords).join(", then every ")}. `;
  const longest = `${often}The longest time without one was ${durationInWords(longestWithout)}. Between readings nothing is known, unless an event told it.`;
  const grade = begins === null ? "good" : "note";
  if (seals === 0)
    return box("grave", "Runs", "none", `No run was sealed in the period. ${lastRunWords(report, times)}`);
  const skipped = skippedWords(boundary.scopes, made, window);
  if (!isScheduled)
    return box(
      "note",
      "Runs",
      plural(seals, "seal"),
      `${before}No schedule was in force, so nobody can tell which runs are missing. ${longest}`,
    );
  if (made === due)
    return box(
      skipped === "" ? grade : "note",
      "Runs",
      `all ${due} made`,
      `${before}Each run that was due is sealed. ${skipped}${longest}`,
    );
  const named = missing.slice(0, MOST_MISSING).map((slot) => times.moment(Date.parse(slot)));
  const more = missing.length > MOST_MISSING ? ` and ${missing.length - MOST_MISSING} more` : "";
  const shown = missing.length === 1 ? "It is shown" : "They are shown";
  return box(
    "note",
    "Runs",
    `${made} of ${due} made`,
    `${before}Missing: ${named.join(", ")}${more}. ${shown} as not observed. ${skipped}${longest}`,
  );
}

/** Scopes that were enrolled all the time, and that fewer runs read than were made. */
function skippedWords(scopes: Report["boundary"]["scopes"], made: number, window: Report["window"]): string {
  const skipped = scopes.filter(
    ({ slots, enrolled }) => slots < made && enrolled.some(({ from, to }) => from <= window.from && to >= window.to),
  );
  const named = skipped.slice(0, MOST_MISSING).map(({ scope, slots }) => `${scope} by ${slots}`);
  return skipped.length === 0 ? "" : `Not each run read each scope (${named.join(", ")}). `;
}

function lastRunWords({ lastRun, window }: Report, times: Times): string {
  if (lastRun === null) return "No run was sealed before it either.";
  const age = durationInWords(window.from - lastRun);
  return `The last one before it was sealed on ${times.moment(lastRun)} (${age} earlier). A reading counts until the next run was due and could have come.`;
}

function lastRunBox(report: Report, times: Times) {
  const { lastRun } = report;
  if (lastRun === null) return box("grave", "Last run", "none", "No run was sealed before this time.");
  const age = durationInWords(report.window.from - lastRun);
  return box(
    "good",
    "Last run",
    times.moment(lastRun),
    `It was sealed ${age} before this time. A reading counts until the next run was due and could have come.`,
  );
}

export function settledBox({ runs, window, sealed }: Report, times: Times) {
  if (window.isInstant) return null;
  if (window.soFar)
    return box(
      "note",
      "Period",
      "still running",
      `It is cut at the newest seal, of ${times.moment(Date.parse(sealed.time))}, and ends ${times.moment(window.until)}. No record tells of the time between: if that is past, nothing was observed in it. Later runs can add failures and end open ones.`,
    );
  if (runs.unsettled === 0)
    return box(
      "good",
      "Period",
      "settled",
      "Each scope was read at the end of the period or later. Settled does not mean complete.",
    );
  return box(
    "note",
    "Period",
    "not settled",
    `Not every scope was read at the end: the last ${durationInWords(runs.unsettled)} can still change.`,
  );
}
