// Finds in the evidence what report.html and the tables of failures cite: each citation is an object and a line of the evidence that was checked.
import { ACTS, byPlace, readKey } from "../evidence/keys.ts";
import type { Bundle } from "../reading/bundle.ts";
import { Check } from "./check.ts";
import type { Manifest } from "./identity.ts";
import { readCsv } from "./csv.ts";
import type { Objects } from "./objects.ts";

const LEAF = /^log entry (\d{1,12})$/;
const CITATION = /^(records\/\S+\.ndjson\.gz):([1-9]\d{0,15})$/;

/** `objects` after the chains were followed: what they name was checked. */
export async function checkCitations(bundle: Bundle, objects: Objects, manifest: Manifest | null): Promise<Check> {
  const check = new Check("The first page and the failures cite lines that are in the evidence");
  const cited = new Citations(bundle, objects, check);
  const report = await bundle.text("report.html");
  let first = "no first page";
  const [begin, end] = [
    report?.indexOf('<div id="overview">') ?? -1,
    report?.indexOf('<section id="completeness"') ?? -1,
  ];
  if (report !== null && isOdd(report))
    check.add(
      "unchecked",
      "report.html",
      "it has a comment, a part twice or a citation in another form, as no report has",
    );
  if (report === null || begin === -1 || end < begin)
    check.add("unchecked", "report.html", "the report is not there, or its first page was not found");
  else {
    for (const citation of citedIn(report.slice(begin, end))) cited.look("report.html", citation);
    const page = cited.looked;
    // The first page counts failures and leads to them: each has its records there.
    const [from, to] = failuresIn(report);
    for (const citation of citedIn(report.slice(from, to))) cited.look("report.html", citation);
    for (const citation of citedIn(report.slice(end, from))) cited.pass(citation);
    for (const citation of citedIn(report.slice(Math.max(to, end)))) cited.pass(citation);
    first = `${page} citations on the first page of report.html, ${cited.looked - page} in the failures that it counts`;
  }
  let [tables, rows] = [0, 0];
  for (const path of bundle.files.keys()) {
    if (!/^csv\/\d+-(?:failures|exceptions)\.csv$/.test(path)) continue;
    const table = readCsv((await bundle.text(path)) ?? "");
    if (table === null) {
      check.add("unchecked", path, "it is no table of comma-separated values (RFC 4180)");
      continue;
    }
    const [titles = [], ...lines] = table;
    const columns = titles.flatMap((title, at) => (/^Record(?: of the .*)?$/.test(title) ? [at] : []));
    if (!titles.includes("Record")) {
      check.add("unchecked", path, 'the table has no column "Record"');
      continue;
    }
    tables += 1;
    rows += lines.length;
    for (const [at, cells] of lines.entries())
      for (const column of columns)
        for (const text of (cells[column] ?? "").split("\n"))
          if (text !== "") cited.look(path, text, `row ${at + 2}: `);
  }
  if (tables === 0) check.add("unchecked", "csv", "no table of failures was found");
  if (cited.looked === 0 && (manifest?.failures ?? 0) > 0)
    check.add("unchecked", "report.html", "it counts failures, and neither it nor a table cites a record of one");
  check.done = `${first}, and those of ${rows} rows in ${tables} tables of failures: ${cited.looked} in all, ${cited.found} found. ${cited.passed} further citations of report.html were not asked for, and ${cited.passedFound} of them are in the evidence`;
  return check;
}

class Citations {
  looked = 0;
  found = 0;
  passed = 0;
  passedFound = 0;
  readonly #bundle: Bundle;
  readonly #objects: Objects;
  readonly #check: Check;

  constructor(bundle: Bundle, objects: Objects, check: Check) {
    [this.#bundle, this.#objects, this.#check] = [bundle, objects, check];
  }

  /** `place`: where in the file, with a colon. */
  look(path: string, citation: string, place = ""): void {
    this.looked += 1;
    const wrong = this.#wrong(citation);
    if (wrong === null) this.found += 1;
    else if (this.#isLater(citation))
      this.#check.add("told", path, `${place}${citation}: the act is later than the last seal of this ZIP file`);
    else this.#check.add("differs", path, `${place}${citation}: ${wrong}`);
  }

  /** A citation beyond the first page: its record may be older than the evidence of the bundle. */
  pass(citation: string): void {
    this.passed += 1;
    if (this.#wrong(citation) === null) this.passedFound += 1;
  }

  #wrong(citation: string): string | null {
    const [, leaf] = LEAF.exec(citation) ?? [];
    if (leaf !== undefined)
      return this.#objects.all.has(`log/${leaf.padStart(12, "0")}.json`) ? null : "the leaf is not in the evidence";
    const [, key = "", line = ""] = CITATION.exec(citation) ?? [];
    if (key === "") return "this is no citation of an object and a line";
    const segment = this.#bundle.segment(key);
    if (segment === null) return "the object is not in the evidence";
    if ("rule" in segment || !this.#objects.named.has(key) || this.#objects.abandoned.has(key))
      return "the object is not among those that a seal lists";
    return Number(line) <= segment.lines ? null : `the object has ${segment.lines} lines`;
  }

  /** An act, say a response, that was recorded after the last seal of the bundle. */
  #isLater(citation: string): boolean {
    const place = readKey(CITATION.exec(citation)?.[1] ?? "");
    if (place?.is !== "segment" || place.scope !== ACTS) return false;
    const newest = this.#objects.chains.get(ACTS)?.at(-1);
    return newest === undefined || byPlace(place, newest) > 0;
  }
}

/** A comment could hide a part, and a part that stands twice could be read in place of the other. */
function isOdd(report: string): boolean {
  const times = (text: string): number => report.split(text).length - 1;
  const parts = ['id="overview"', 'id="completeness"', 'id="failures"'];
  return (
    report.includes("<!--") ||
    parts.some((part) => times(part) > 1) ||
    (report.match(/class\s*=\s*["']?cite\b/g)?.length ?? 0) !== times('<code class="cite">')
  );
}

/** Where the failures of a report begin and end. */
function failuresIn(report: string): readonly [number, number] {
  const from = report.indexOf('<section id="failures"');
  if (from === -1) return [report.length, report.length];
  const to = report.indexOf("<section id=", from + 1);
  return [from, to === -1 ? report.length : to];
}

const citedIn = (html: string): string[] =>
  [...html.matchAll(/<code class="cite">([^<]*)<\/code>/g)].map(([, text = ""]) =>
    text
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&amp;", "&"),
  );
