// Makes the sheet of all resources that were there in the period, a row an incarnation, with digests of the list and of each row.
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { allDescriptions } from "../../tables/policy/laid-over.ts";
import { instant as isoOf, type Rows } from "../../tables/rows.ts";
import { populationOf, type PopulationRow } from "../population.ts";
import { itemRows } from "../populations/items.ts";
import type { WorkbookFrom } from "./from.ts";
import { SHEETS } from "./names.ts";
import { instant, number, tableOf, text, type ColumnOf, type Draft } from "./sheet.ts";

type Row = PopulationRow & { readonly labels: string | null };

const cell =
  (name: string) =>
  ({ cells }: Row): string | null =>
    cells[name] ?? null;
const time =
  (name: string) =>
  ({ cells }: Row): number | null =>
    cells[name] == null ? null : Date.parse(cells[name]);

/** The columns that a row's digest is made of. */
const TOLD: readonly ColumnOf<Row>[] = [
  text("Row id", 60, ({ id }) => id),
  text("Scope", 26, cell("scope")),
  text("Type", 26, cell("type")),
  text("Key", 50, cell("resource")),
  text("Incarnation", 24, cell("incarnation")),
  text("Region", 14, cell("region")),
  text("Name", 30, cell("name")),
  instant("Created, as its cloud says", time("created")),
  instant("First seen", time("first_seen")),
  text("First seen is", 26, cell("first_seen_is")),
  instant("Departed", time("departed")),
  text("Departed by", 14, cell("departed_why")),
  text("Labels", 30, ({ labels }) => labels),
  text("Place at the end", 14, cell("place")),
  text("Owner (role, or reference of a person)", 24, cell("owner")),
  text("Record", 60, cell("record")),
];

const COLUMNS: readonly ColumnOf<Row>[] = [
  number("No.", (_, at) => at + 1),
  ...TOLD,
  text("Row digest", 66, (row, at) => digestOf(row, at)),
];

const digestOf = (row: Row, at: number): string =>
  sha256Hex(
    Buffer.from(
      TOLD.map(({ of, kind }) => {
        const value = of(row, at);
        return `${value === null ? "" : kind === "instant" ? (isoOf(value as number) ?? "") : value}\n`;
      }).join(""),
    ),
  );

/** All incarnations that were there at some instant of the window, wherever they lie. */
export function resourcesIn({ report, rows, policy }: WorkbookFrom): PopulationRow[] {
  const { window } = report;
  const question = { of: "items", controls: [], scopes: [], types: [], place: "all", zone: window.zone } as const;
  return itemRows(rows, { question, window, policy, until: Date.parse(report.sealed.time) });
}

export function populationSheet(from: WorkbookFrom, resources: readonly PopulationRow[]): Draft {
  const { rows } = from;
  const { rows: sorted, digest } = populationOf(resources);
  const described = allDescriptions(rows);
  const labelled = sorted.map((row) => {
    const labels = described.get(`${row.cells["scope"] ?? ""} ${row.cells["resource"] ?? ""}`)?.at(-1)?.subject.labels;
    const told = Object.entries(labels ?? {}).map(([name, value]) => `${name}=${value}`);
    return { ...row, labels: told.sort().join("\n") };
  });
  return {
    name: SHEETS.population,
    title: "Population: each incarnation of a resource that was there at some time of the period, wherever it lies",
    source: "tables resource, label; observation and departure records",
    parameters: `Sorted by the bytes of row ids. Digest of the list: ${digest} (SHA-256 of the row ids, each with a line feed). Row digest: SHA-256 of the cells from Row id to Record, each with a line feed, times as ISO text. People stand by reference.`,
    agrees: agreementOf(from, sorted.length),
    ...tableOf(COLUMNS, labelled),
  };
}

function agreementOf({ report, rows }: WorkbookFrom, listed: number): Draft["agrees"] {
  const { scopes } = report.boundary;
  const sum = (member: "atStart" | "appeared"): number =>
    scopes.reduce((total, { population }) => total + population[member], 0);
  const [start, appeared] = [sum("atStart"), sum("appeared")];
  const { again, elsewhere } = comings(
    rows,
    report.window,
    scopes.map(({ scope }) => scope),
  );
  const unenrolled = elsewhere === 0 ? "" : `, and ${elsewhere} in scopes that were not enrolled in the period`;
  return {
    count: start + appeared - again + elsewhere,
    said: `${start} resources at the start + ${appeared} that appeared, by the line Population of Completeness in the report (page 1 has no count of resources), less ${again} that left and came back as the same incarnation${unenrolled}: ${listed}`,
  };
}

const COMINGS = `select count(*) as spells, count(distinct scope || char(0) || key || char(0) || incarnation) as each,
    count(*) filter (where scope not in (select value from json_each(:scopes))) as elsewhere
  from resource where first_seen < :to and (departed is null or departed >= :from)`;

/** How often a resource came back as the same incarnation, and how many rows lie in other scopes than these. */
function comings(rows: Rows, { from, to }: { readonly from: number; readonly to: number }, scopes: readonly string[]) {
  const found = rows.get(COMINGS, { from: isoOf(from), to: isoOf(to), scopes: JSON.stringify(scopes) });
  return {
    again: Number(found?.["spells"]) - Number(found?.["each"]),
    elsewhere: Number(found?.["elsewhere"]),
  };
}
