// Writes START-HERE.html, the first page of a bundle: what it is, the steps to check it, and the texts in it that may name people.
import { readFile } from "node:fs/promises";
import { renderToString } from "preact-render-to-string";
import { EXITS } from "../../../ledger/verify/report.ts";
import { EXAMPLE_NOTICE } from "../../example-data.ts";
import { plural } from "../../plural.ts";
import { countsOf } from "../../report/facts/counts.ts";
import { html } from "../../report/page/html.ts";
import { htmlFile } from "../../report/page/html-file.ts";
import { lockWords } from "../../report/page/lock-words.ts";
import type { Report } from "../../report/report.ts";
import { Times } from "../../report/words.ts";
import type { FreeText } from "../free-text.ts";
import { bundleCommand, type SealedEvidence } from "./manifest.ts";
import { meaningOf } from "./verify-page.ts";

export type StartHere = {
  readonly report: Report;
  readonly evidence: SealedEvidence;
  readonly texts: readonly FreeText[];
};

/** The page asks for nothing from any network, and has no script. The bytes depend on what is given alone. */
export async function startHerePage(of: StartHere): Promise<string> {
  const style = await readFile(new URL("assets/start-here.css", import.meta.url), "utf8");
  const { entity, window } = of.report;
  const title = `${entity.system}: evidence of ${new Times(window.zone).title(window)}`;
  const body = renderToString(html`<main>${heading(of)}${steps(of)}${files(of)}${people(of.texts)}</main>`);
  return htmlFile({ title, style, body });
}

function heading({ report, evidence }: StartHere) {
  const { entity, window, example, mode, ledger } = report;
  const times = new Times(window.zone);
  const lock = lockWords(mode);
  const notice = example
    ? EXAMPLE_NOTICE
    : lock === null
      ? null
      : `${mode === "trial" ? "Trial" : "Local"} ledger: ${lock}.`;
  const { exceptions, possible, failures } = countsOf(report);
  const { checkpoint } = report.verification;
  return html`
    ${notice === null ? null : html`<p class="banner">${notice}</p>`}
    <h1>Evidence of cloud configuration: ${entity.system}</h1>
    <p>
      ${entity.legalEntity} prepared this bundle with its own tool, Tidemark. It is about
      ${` ${times.title(window)} (${times.zone})`}${window.soFar ? ", so far: the period had not ended, or nothing after its end was sealed" : ""}.
      It holds no auditor's opinion, and gives none on a control.
    </p>
    <p>
      The report counts ${plural(exceptions, "exception")}, ${possible} more possible, and
      ${plural(failures, "failure")}.
    </p>
    <p>
      When the bundle was made, its evidence from ${evidence.window.from} to ${evidence.window.to} was verified as
      ${` ${evidence.verdict}`}: ${meaningOf(evidence.verdict, report)}. All of the ledger was verified as
      ${` ${report.verification.verdict}`}.
    </p>
    <h2>Compare these two numbers with those that you got separately</h2>
    <p>
      Ledger id, which your trust file names: <code class="number">${ledger}</code> Root of the log of size
      ${` ${evidence.size}`}, with which the evidence here ends: <code class="number">${evidence.root}</code>
    </p>
    ${
      checkpoint === null || checkpoint.size === evidence.size
        ? null
        : html`<p>
            The report and the tables were made from size ${checkpoint.size}, root <code>${checkpoint.root}</code>.
            Seals after size ${evidence.size} are not in this bundle, and neither are readings after the period that
            they hold, such as the last bad reading of a failure that went on.
          </p>`
    }
  `;
}

function steps({ evidence: { window, verdict }, report }: StartHere) {
  return html`
    <h2>Five steps</h2>
    <ol>
      <li>
        Take the trust file that ${report.entity.legalEntity} gave you another way, if possible before the period began.
        <code>trust.txt</code> here is a copy: compare the two. A copy from this bundle proves nothing.
      </li>
      <li>
        Keep the ZIP file as it is. Copy <code>CHECK-ME.html</code> out of it, open the copy with a double-click, paste
        the text of your trust file, and choose the ZIP file. The page says what it checked and what it did not. It
        sends nothing anywhere.
      </li>
      <li>
        Unpack the ZIP file, and run
        <code>python3 verify.py evidence --trust YOUR-TRUST-FILE --from ${window.from} --to ${window.to}</code>. It
        checks every rule of the format, and should say ${verdict} (exit code ${EXITS[verdict]}).
        <code>VERIFY.md</code> has most of these steps without Python.
      </li>
      <li>
        Read <code>report.html</code>. Each finding cites an object and a line; the object lies below
        <code>evidence/</code>.
      </li>
      <li>
        Work in <code>workbook.xlsx</code>, or in the same tables below <code>csv/</code>. Draw your samples with a seed
        that you choose after you know the digest of the population: <code>VERIFY.md</code>, steps 7 and 8.
      </li>
    </ol>
    <p>
      Ask your contact at ${report.entity.legalEntity} about each difference, and about
      ${verdict === "INTACT" ? " anything that is missing" : ` why the verdict is ${verdict}`}. A bundle with the same
      content, byte for byte, is made of the same ledger by the same version of Tidemark with
      <code>${bundleCommand(report)}</code>.
    </p>
  `;
}

const FILES: readonly (readonly [path: string, said: string])[] = [
  ["CHECK-ME.html", "checks the ZIP file in a browser"],
  ["VERIFY.md", "commands that check it without Tidemark"],
  ["report.html", "the report of the period"],
  ["workbook.xlsx", "the same as tables: a row for each thing that the report counts"],
  ["csv/", "the tables of the workbook as CSV; 00-about.csv says what each is"],
  ["evidence/", "the sealed records, the log, documents and attachments that the period rests on"],
  ["trust.txt", "a copy of the trust file: compare it with the one that came another way"],
  ["verify.py", "a verifier in Python that shares no code with Tidemark"],
  ["tidemark-verify.mjs", "Tidemark's own verifier, for Node"],
  ["export-manifest.json", "ledger, period, size and root of the log, and counts, for programs"],
  ["SHA256SUMS", "the SHA-256 of each file but this one"],
];

function files({ evidence: { window } }: StartHere) {
  return html`
    <h2>The files</h2>
    <table>
      <tbody>
        ${FILES.map(
          ([path, said]) =>
            html`<tr>
              <th scope="row"><code>${path}</code></th>
              <td>${said}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p>
      The evidence begins with entry ${window.firstSeal} of the log and ends with entry ${window.lastSeal}. It holds
      what the first page and the failures of the report cite. Other citations of the report and the workbook may lead
      to older records: ask for them.
    </p>
  `;
}

function people(texts: readonly FreeText[]) {
  const kinds = Map.groupBy(texts, ({ what }) => what);
  return html`
    <h2>People</h2>
    <p>
      People stand here by reference, as <code>person:</code> and 64 digits. Ask for their names. They come another way,
      in a file that <code>report.html</code> can load. Texts that somebody chose may name people all the same.
    </p>
    <h2>Texts that may name people</h2>
    <p>
      Tidemark takes texts that people chose as they are: names and labels of resources, tickets, reasons and the like.
      No program can tell whether a text names a person. Keys of resources, reasons of results and attachments can
      repeat such texts.
      ${texts.length === 0 ? "There is none in the evidence." : `There ${texts.length === 1 ? "is" : "are"} ${plural(texts.length, "text")}:`}
    </p>
    ${[...kinds].map(
      ([what, all]) =>
        html`<details>
          <summary>${what} (${all.length})</summary>
          <table>
            <tbody>
              ${all.map(
                ({ text, where }) =>
                  html`<tr>
                    <td>${text}</td>
                    <td><code>${where}</code></td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </details>`,
    )}
  `;
}
