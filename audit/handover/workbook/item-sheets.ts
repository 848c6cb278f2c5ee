// Makes a sheet for each control: the items that passed or failed in the period while they counted for it.
import type { Tile } from "../../period/tiles.ts";
import type { ControlPart } from "../../report/facts/controls.ts";
import type { ListedItem } from "../../tables/days/control-days-in.ts";
import type { PopulationRow } from "../population.ts";
import type { WorkbookFrom } from "./from.ts";
import { instant, number, tableOf, text, type ColumnOf, type Draft } from "./sheet.ts";

type Row = ListedItem & {
  /** Its resource, an incarnation each, in order of time. */
  readonly resources: readonly PopulationRow[];
  readonly failures: readonly string[];
};

const first =
  (name: string) =>
  ({ resources }: Row): string | null =>
    resources[0]?.cells[name] ?? null;
const last =
  (name: string) =>
  ({ resources }: Row): string | null =>
    resources.at(-1)?.cells[name] ?? null;
const ms = (time: string | null): number | null => (time === null ? null : Date.parse(time));

const stateOf = ({ state, cause }: Tile): string => (cause === null ? state : `${state} (${cause})`);

const COLUMNS: readonly ColumnOf<Row>[] = [
  number("No.", (_, at) => at + 1),
  text("Check", 36, ({ check }) => check),
  text("Scope", 26, ({ scope }) => scope),
  text("Key", 60, ({ key }) => key),
  text("Name", 30, last("name")),
  text("Type", 26, last("type")),
  text("Region", 14, last("region")),
  text("Place at the end", 14, last("place")),
  text("Owner (role, or reference of a person)", 24, last("owner")),
  number("Incarnations", ({ resources }) => resources.length),
  instant("Created, as its cloud says", (row) => ms(last("created")(row))),
  instant("First seen", (row) => ms(first("first_seen")(row))),
  instant("Departed", (row) => ms(last("departed")(row))),
  text("At the start", 26, ({ atStart }) => stateOf(atStart)),
  text("At the end", 26, ({ atEnd }) => stateOf(atEnd)),
  number("Failures", ({ failures }) => failures.length),
  text("Failures, by id", 20, ({ failures }) => failures.join("\n")),
  text("Record", 60, last("record")),
];

/** In the order of the report's controls. A sheet wants the id of its control for its name. */
export function itemSheets({ report }: WorkbookFrom, resources: readonly PopulationRow[]): Draft[] {
  const byKey = Map.groupBy(resources, ({ cells }) => `${cells["scope"] ?? ""} ${cells["resource"] ?? ""}`);
  return report.controls.map((part) => itemSheet(part, byKey));
}

function itemSheet(
  { id, items, listed, failures }: ControlPart,
  resources: ReadonlyMap<string, readonly PopulationRow[]>,
): Draft {
  const failed = Map.groupBy(failures, ({ check, scope, key }) => `${check} ${scope} ${key}`);
  const rows = (listed ?? []).map((item) => ({
    ...item,
    resources: resources.get(`${item.scope} ${item.key}`) ?? [],
    failures: (failed.get(`${item.check} ${item.scope} ${item.key}`) ?? []).map((each) => each.id),
  }));
  return {
    name: id,
    title: `Items of the control ${id}: each check on a resource that passed or failed at some time of the period while it counted`,
    source: "tables result, resource, label, failure",
    parameters:
      "All checks of the control. At the start and at the end an item stands as its last reading says, for as long as that counts. Departed is empty while the resource is there.",
    agrees: { count: items, said: `${items} items of ${id}, table of controls on page 1 of the report` },
    ...tableOf(COLUMNS, rows),
  };
}
