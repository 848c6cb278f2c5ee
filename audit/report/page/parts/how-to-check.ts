// Says to a reader how to check the report without trusting whoever made it, and what a verification can't show.
import { html } from "../html.ts";
import { people } from "../people.ts";
import type { Report } from "../../report.ts";
import { commandFor } from "../citation.ts";
import type { FailureEntry } from "./failure-list.ts";
import type { Times } from "../../words.ts";

const MOST_VIOLATIONS = 20;

export function checkSection(
  { verification, ledger, entity, sealed, runs }: Report,
  entries: readonly FailureEntry[],
  times: Times,
) {
  const record = entries[0]?.first.failure.opening.record ?? null;
  const { checkpoint, violations, cannotShow } = verification;
  return html`<section id="check">
    <h2>How to check this <span>without trusting whoever made it</span></h2>
    <div class="card">
      <ol>
        <li>
          Get the trust file of the ledger another way than this report: from the entity’s security team, at the begin
          of the period.
        </li>
        <li>
          Get the ledger: the objects of the bucket or the directory. Compare its id: <code>${ledger}</code>, the
          SHA-256 of genesis.json. Its log is called <code>${entity.origin}</code>.
        </li>
        <li>
          Verify it with either verifier: <code>tidemark verify --ledger DIR --trust FILE</code>, or
          <code>python3 evidence-schema/verify.py DIR --trust FILE</code>, which shares no code with it. In a bundle,
          <code>verify.py</code> lies beside this report, and START-HERE.html has its command.
        </li>
        <li>
          Compare the size and the root of the log up to ${times.moment(Date.parse(sealed.time))}: size
          <code>${checkpoint?.size ?? "unknown"}</code>, root <code>${checkpoint?.root ?? "unknown"}</code>.
        </li>
        <li>
          Look at a record yourself. Objects of a bundle lie below <code>evidence/</code>. Each citation is an object
          and a
          line${record === null ? "." : html`, here of the first failure below: <code>${commandFor(record)}</code>`}
        </li>
        <li>
          Make this report again from the same ledger, period and version of Tidemark: the file has the same bytes.
        </li>
      </ol>
      <h3>Verdict of the verification: ${verification.verdict} (exit code ${verification.exit})</h3>
      ${
        violations.length === 0
          ? html`<p>
              ${runs.isScheduled ? "No rule of the format is broken, and no run that was due is missing." : "No rule of the format is broken. No schedule was in force, so a missing run can’t be seen."}
            </p>`
          : html`<ul>
              ${violations
                .slice(0, MOST_VIOLATIONS)
                .map(
                  ({ rule, name, object, line, expected, found }) =>
                    html`<li>
                      ${rule} (${name}): <code>${object}${line === null ? "" : ` line ${line}`}</code>: expected
                      ${expected}, found ${found}
                    </li>`,
                )}
              ${violations.length > MOST_VIOLATIONS ? html`<li>and ${violations.length - MOST_VIOLATIONS} more: tidemark verify --json shows all</li>` : null}
            </ul>`
      }
      <h3>What this can’t show</h3>
      <ul>
        ${cannotShow.map((each) => html`<li>${people(each)}</li>`)}
        <li>That a source answered truly, or listed all that there is.</li>
        <li>A resource or a failure that came and went between two runs, unless an event showed it.</li>
        <li>Controls that no check speaks for, and whether the controls suit the entity’s commitments.</li>
      </ul>
    </div>
  </section>`;
}

const WORDS: readonly (readonly [string, string])[] = [
  ["accepted", "The failure was past the time to correct only while its risk was accepted on record."],
  ["control-day", "A day of one control. It counts once, by the gravest status that held on it."],
  [
    "corrected in time",
    "The failure ended within the time to correct, even if it lasted as long as it can have lasted.",
  ],
  [
    "ended uncorrected",
    "The failure no longer counts, and nobody corrected it. It left the boundary, was replaced, was judged by other tests, or is no longer asked.",
  ],
  [
    "exception",
    "A failure that is known to have failed past the control’s time to correct, at a time without an accepted risk.",
  ],
  [
    "failure",
    "A stretch of time in which a check fails on a resource. Time in which nobody could read it does not end it.",
  ],
  ["item", "A check on a resource."],
  [
    "not observed",
    "Nobody knows how it stood. A run was missed, an answer was refused or too old, or a place was not read. It is neither a pass nor a fail.",
  ],
  ["possible exception", "Whether the failure was an exception depends on times that nobody read."],
  [
    "reading",
    "An answer of a source that a run recorded. It counts as of the source’s own time, which may be hours before the run.",
  ],
  ["scope", "An account, subscription, project or directory. Each has its own chain of records."],
  [
    "settled",
    "Each scope was read at the end of the period or later, so open ends are known. It does not mean complete.",
  ],
  [
    "shortest, longest",
    "From the latest begin to the last reading that shows the failure; from the last good reading to the latest end.",
  ],
  [
    "time to correct",
    "The limit that the control states. It counts from when the failure began, at the latest time at which it can have begun.",
  ],
];

export const glossarySection = () =>
  html`<section id="glossary">
    <h2>Glossary</h2>
    <dl class="card glossary">
      ${WORDS.map(
        ([word, means]) =>
          html`<div>
            <dt>${word}</dt>
            <dd>${means}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
