// Reads the numbers of the first page out of a report's HTML.
import type { CountedDay, Status } from "./days.ts";

export type PageRow = {
  readonly items: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly days: readonly CountedDay[];
};

export type FirstPage = {
  /** The text of each card, by its name. */
  readonly cards: Readonly<Record<string, string>>;
  /** The heading and text of each fact, by its label. */
  readonly facts: Readonly<Record<string, string>>;
  readonly controls: ReadonlyMap<string, PageRow>;
  readonly exceptions: readonly string[];
};

/** Classes of the cells, by what they mean. */
const CELLS: Readonly<Record<string, Status>> = {
  x: "not met",
  q: "not observed",
  t: "failing within the limit",
  a: "failing under an accepted risk",
  p: "partly observed",
  m: "met",
  n: "no items",
  o: "out of scope",
  e: "not in effect",
};

const text = (html: string): string =>
  html
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();

const all = (html: string, pattern: RegExp): string[][] => [...html.matchAll(pattern)].map((match) => [...match]);

export function firstPage(html: string): FirstPage {
  const cards = all(html, /<li data-figure="(\w+)">(.*?)<\/li>/gs).map(([, name, of]) => [name, text(of ?? "")]);
  const facts = all(html, /<h2>\s*<span>(\w+):<\/span>(.*?)<\/p>/gs).map(([, name, of]) => [name, text(of ?? "")]);
  const map = /<table class="days[^"]*".*?<\/table>/s.exec(html)?.[0] ?? "";
  const cells = new Map(
    all(map, /<tr[^>]*>\s*<th scope="row">\s*<a [^>]*>(.*?)<\/a>\s*<\/th>(.*?)<\/tr>/gs).map(([, id, row]) => [
      text(id ?? ""),
      all(row ?? "", /<td class="([^"]*)"/g).map(([, classes]) => dayOf(classes ?? "")),
    ]),
  );
  const table = /<section id="controls".*?<\/section>/s.exec(html)?.[0] ?? "";
  const rows = all(table, /<tr[^>]*>\s*<th scope="row">\s*<a [^>]*>(.*?)<\/a>\s*<\/th>(.*?)<\/tr>/gs);
  const exceptions = /<section id="exceptions".*?<\/section>/s.exec(html)?.[0] ?? "";
  return {
    cards: Object.fromEntries(cards) as Record<string, string>,
    facts: Object.fromEntries(facts) as Record<string, string>,
    controls: new Map(
      rows.map(([, name, row = ""]) => {
        const id = text(name ?? "");
        return [id, { items: Number(cellOf(row, "items")), byStatus: statuses(row), days: cells.get(id) ?? [] }];
      }),
    ),
    exceptions: all(exceptions, /<tr[^>]*>\s*<th scope="row">\s*<a [^>]*>(.*?)<\/th>(.*?)<\/tr>/gs)
      .map(([, head = "", row = ""]) => {
        const status = text(/<span.*<\/span>/s.exec(head)?.[0] ?? "").toLowerCase();
        const item = /data-label="item">(.*?)<p/s.exec(row)?.[1] ?? "";
        return [cellOf(row, "control"), text(item), status, cellOf(row, "failure lasted")].join(" | ");
      })
      .sort(),
  };
}

const cellOf = (row: string, label: string): string =>
  text(new RegExp(`data-label="${label}"[^>]*>(.*?)</td>`, "s").exec(row)?.[1] ?? "");

function statuses(row: string): Record<string, number> {
  const found = all(row, /<li data-status="([^"]*)">.*?<\/span>\s*(\d+) /gs);
  return Object.fromEntries(found.map(([, status, count]) => [status, Number(count)])) as Record<string, number>;
}

function dayOf(classes: string): CountedDay {
  const [name = "", ...corners] = classes.split(" ");
  const status = CELLS[name];
  if (status === undefined) throw new Error(`found a cell of class ${classes}, expected a status`);
  return { status, isUnread: corners.includes("u"), isDoubtful: corners.includes("d") };
}
