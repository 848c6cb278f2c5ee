// Writes START-HERE.html, the first page of a bundle: what it is, the steps to check it, and the texts in it that may name people.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { renderToString } from "preact-render-to-string";
import { EXITS } from "../../../ledger/verify/report.ts";
import { EXAMPLE_NOTICE } from "../../example-data.ts";
import { plural } from "../../plural.ts";
import { countsOf } from "../../report/facts/counts.ts";
import { html } from "../../report/page/html.ts";
import { lockWords } from "../../report/page/lock-words.ts";
import type { Report } from "../../report/report.ts";
import { Times } from "../../report/words.ts";
import type { FreeText } from "../free-text.ts";
import { bundleCommand, type SealedEvidence } from "./manifest.ts";
import { MEANINGS } from "./verify-page.ts";

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
  const digest = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${renderToString(html`${title}`)}</title>
<style>${style}</style>
</head>
<body>
${renderToString(html`<main>${heading(of)}${steps(of)}${files(of)}${people(of.texts)}</main>`)}
</body>
</html>
`;
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
  return html`
    ${notice === null ? null : html`<p class="banner">${notice}</p>`}
    <h1>Evidence of cloud configuration: ${entity.system}</h1>
    <p>
      ${entity.legalEntity} prepared this bundle with its own tool, Tidemark. It is about
      ${` ${times.title(window)} (${times.zone})`}${window.soFar ? ", so far: the period had not ended, or nothing after its end was sealed" : ""}.
      Nobody outside the entity has looked at it. It gives no opinion on a control.
    </p>
    <p>
      The report counts ${plural(exceptions, "exception")}, ${possible} more possible, and
      ${plural(failures, "failure")}.
    </p>
    <p>
      When the bundle was made, its evidence from ${evidence.window.from} to ${evidence.window.to} was verified as
      ${` ${evidence.verdict}`}: ${MEANINGS[evidence.verdict]}. All of the ledger was verified as
      ${` ${report.verification.verdict}`}.
    </p>
    <h2>Two numbers to compare</h2>
    <p>
      Ledger id, which your trust file names: <code class="number">${ledger}</code> Root of the log of size
      ${` ${evidence.size}`}: <code class="number">${evidence.root}</code>
    </p>
  `;
}

function steps({ evidence: { window, verdict }, report }: StartHere) {
  return html`
    <h2>Five steps</h2>
    <ol>
      <li>
        Take the trust file that ${report.entity.legalEntity} gave you another way, at the begin of the period if you
        can. <code>trust.txt</code> here is a copy: compare the two. A copy from this bundle proves nothing.
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
        <code>VERIFY.md</code> has the same without Python as far as it goes, step by step.
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
      Ask your contact at ${report.entity.legalEntity} about all that differs, and about
      ${verdict === "INTACT" ? " what you miss" : ` why the verdict is ${verdict}`}. A bundle with the same content,
      byte for byte, is made of the same ledger by the same version of Tidemark with
      <code>${bundleCommand(report)}</code>.
    </p>
  `;
}

const FILES: readonly (readonly [path: string, said: string])[] = [
  ["CHECK-ME.html", "checks the ZIP file in a browser"],
  ["VERIFY.md", "commands that check it without Tidemark"],
  ["report.html", "the report of the period"],
  ["workbook.xlsx", "the same as tables, a row for all that the report counts"],
  ["csv/", "the tables of the workbook as CSV; 00-about.csv says what each is"],
  ["evidence/", "the sealed records, the log, documents and attachments that the period rests on"],
  ["trust.txt", "a copy of the trust file: compare it with the one that came another way"],
  ["verify.py", "a verifier in Python that shares no code with Tidemark"],
  ["tidemark-verify.mjs", "Tidemark's own verifier, for Node"],
  ["export-manifest.json", "the ledger, window, checkpoint and counts, for programs"],
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
      The bundle has references of people, as <code>person:</code> and 64 digits, and names nobody by itself. Ask for
      their names. They come another way, in a file that <code>report.html</code> can load.
    </p>
    <h2>Texts that may name people</h2>
    <p>
      Tidemark takes texts that people chose as they are: names and labels of resources, tickets, reasons and the like.
      Whether one of them names a person, no program can tell. Keys of resources, reasons of results and attachments can
      repeat such texts.
      ${texts.length === 0 ? "There is none in the evidence." : `There ${texts.length === 1 ? "is" : "are"} ${plural(texts.length, "text")}:`}
    </p>
    ${[...kinds].map(
      ([what, all]) =>
        html`<details open>
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
