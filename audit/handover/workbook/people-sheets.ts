// Makes the sheet for a review of privileged people, and the one in which somebody may put their names.
import { privilegedPeopleHaveMfa } from "../../../checks/identity/privileged-people-have-mfa/index.ts";
import { unitOf, type JsonObject } from "../../../evidence-schema/record/record.ts";
import { touches } from "../../period/stretches.ts";
import { RecordReader } from "../../reading/record-at.ts";
import { nameOf } from "../../resource-name.ts";
import { instant as isoOf, ms, type Row as TableRow } from "../../tables/rows.ts";
import { lastFindings, type LastFinding } from "../last-findings.ts";
import type { PopulationRow } from "../population.ts";
import { NO_NAMES } from "./failure-sheets.ts";
import type { WorkbookFrom } from "./from.ts";
import { SHEETS } from "./names.ts";
import { blank, instant, lookup, tableOf, text, type ColumnOf, type Draft } from "./sheet.ts";

type Row = {
  /** The key in evidence: names are joined by it. */
  readonly reference: string;
  /** The same in words. */
  readonly who: string;
  readonly source: string;
  readonly scope: string;
  readonly type: string;
  readonly place: string | null;
  readonly outcome: string;
  readonly because: string | null;
  readonly facts: string | null;
  readonly since: number | null;
  readonly record: string | null;
  /** Nobody knows who comes this way. */
  readonly isUnreadPath: boolean;
};

const REFERENCE = "Reference";

const COLUMNS: readonly ColumnOf<Row>[] = [
  text(REFERENCE, 60, ({ reference }) => reference),
  lookup("Name", REFERENCE, SHEETS.names),
  text("Person or path", 40, ({ who }) => who),
  text("Source", 18, ({ source }) => source),
  text("Scope", 26, ({ scope }) => scope),
  text("Type", 30, ({ type }) => type),
  text("Place at the end", 14, ({ place }) => place),
  text("At the end", 30, ({ outcome }) => outcome),
  text("Because", 60, ({ because }) => because),
  text("Facts", 60, ({ facts }) => facts),
  instant("So since, at the latest", ({ since }) => since),
  text("Path that was not read", 10, ({ isUnreadPath }) => (isUnreadPath ? "yes" : null)),
  text("Record", 60, ({ record }) => record),
  blank("Reviewer"),
  blank("Keep or remove"),
  blank("Date"),
];

const SOURCES: readonly (readonly [begin: string, source: string])[] = [
  ["aws/", "IAM"],
  ["entra/", "Microsoft Entra"],
  ["workspace/", "Google Workspace"],
  ["azure/", "Azure"],
  ["gcp/", "Google Cloud"],
];
const sourceOf = (scope: string): string => SOURCES.find(([begin]) => scope.startsWith(begin))?.[1] ?? "";

/** Types of which an item is a way in, and no person. */
const WAYS: ReadonlySet<string> = new Set(["Tidemark::AccessPath", "AWS::IAM::SAMLProvider", "AWS::IAM::OIDCProvider"]);

const CHECK = privilegedPeopleHaveMfa.id;

/** The last reading in the window of each item that was judged in it, with an outcome other than not applicable. */
const JUDGED = `select * from (select result.*, row_number() over (partition by scope, key, incarnation order by n desc) as back
    from result where check_id = :check and from_time < :to and answer not in ('absent', 'not-asked')) as last
  where back = 1 and exists (select 1 from result as own where own.check_id = :check and own.scope = last.scope and own.key = last.key
    and own.incarnation = last.incarnation and own.answer in ('pass', 'fail', 'indeterminate')
    and own.from_time < :to and (own.to_time is null or own.to_time > :from))
  order by scope, key, incarnation`;

/** Lists of people that were not read whole at the end of the window. */
const UNREAD = `select * from unit where unit in (select value from json_each(:units)) and problem is not null
  and from_time < :to and (to_time is null or to_time >= :to) order by scope, unit`;

export async function peopleSheet(from: WorkbookFrom, resources: readonly PopulationRow[]): Promise<Draft> {
  const { report, ledger, rows, policy } = from;
  const over = { from: isoOf(report.window.from) as string, to: isoOf(report.window.to) as string };
  const judged = rows.all(JUDGED, { check: CHECK, ...over });
  const found = await findingsOf(from, judged, over.to);
  const byCells = new Map(resources.map((row) => [idOf(row.cells), row]));
  const people: Row[] = [];
  for (const row of judged)
    people.push(await personRow(row, { told: found.get(idOf(row)), of: byCells.get(idOf(row)), until: over.to }));
  const units = privilegedPeopleHaveMfa.evaluators
    .filter(({ resourceType }) => !WAYS.has(resourceType))
    .map(({ resourceType }) => unitOf(resourceType, "global"));
  const unread = rows.all(UNREAD, { units: JSON.stringify([...new Set(units)]), to: over.to }).map(unitRow);
  const isAsked = policy.asked.some((each) => each.document.has(CHECK) && touches([each], report.window));
  return {
    name: SHEETS.people,
    title: `Privileged people: a row a person and path, as the check ${CHECK} judged them`,
    source: `tables result, unit; observation and finding records of the ledger ${ledger.id.slice(0, 12)}`,
    parameters: `${isAsked ? "" : `The check was not asked in the period, so nobody is listed. `}People that the check judged at some time of the period; those whom it found without privilege all the time are left out. People stand by reference. Name looks each up in the sheet People, and shows nothing while that is empty. Paths of access that were not read stand last. Nobody knows who comes by them.`,
    agrees: { none: "no count of people stands on page 1 of the report" },
    ...tableOf(COLUMNS, [
      ...people.filter((each) => !each.isUnreadPath),
      ...people.filter((each) => each.isUnreadPath),
      ...unread,
    ]),
  };
}

const idOf = (of: { readonly [member: string]: unknown }): string =>
  JSON.stringify([of["scope"], of["key"] ?? of["resource"], of["incarnation"]]);

async function findingsOf({ ledger, rows }: WorkbookFrom, judged: readonly TableRow[], before: string) {
  const reader = new RecordReader(ledger.store);
  const found = new Map<string, LastFinding>();
  for (const [scope, of] of Map.groupBy(judged, (row) => String(row["scope"]))) {
    const keys = of.map((row) => String(row["key"]));
    for (const [key, each] of await lastFindings(reader, rows, { scope, check: CHECK, keys, before }))
      found.set(idOf({ scope, key, incarnation: each.incarnation }), each);
  }
  return found;
}

type About = {
  readonly told: LastFinding | undefined;
  readonly of: PopulationRow | undefined;
  readonly until: string;
};

async function personRow(row: TableRow, { told, of, until }: About): Promise<Row> {
  const [scope, answer] = [String(row["scope"]), String(row["answer"])];
  const type = of?.cells["type"] ?? "";
  const isThere = row["to_time"] === null || String(row["to_time"]) >= until;
  const problem = row["problem"] === null ? "" : ` (${[row["problem"], row["detail"]].filter(Boolean).join(": ")})`;
  return {
    reference: String(row["key"]),
    who: await nameOf(NO_NAMES, String(row["key"])),
    source: sourceOf(scope),
    scope,
    type,
    place: of?.cells["place"] ?? null,
    outcome: isThere ? `${answer}${problem}` : `gone since ${String(row["to_time"])}, before that ${answer}${problem}`,
    because: row["because"] as string | null,
    facts: told === undefined ? null : factsIn(told.finding.facts),
    since: ms(row["began"]),
    record: told?.record ?? (row["record"] as string | null),
    isUnreadPath: WAYS.has(type) && answer === "indeterminate",
  };
}

const factsIn = (facts: JsonObject): string | null =>
  Object.entries(facts)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("\n");

const unitRow = (row: TableRow): Row => ({
  reference: String(row["unit"]),
  who: "a list of people",
  source: sourceOf(String(row["scope"])),
  scope: String(row["scope"]),
  type: String(row["unit"]).slice(0, String(row["unit"]).lastIndexOf("@")),
  place: null,
  outcome: `not read (${[row["problem"], row["detail"]].filter(Boolean).join(": ")})`,
  because: null,
  facts: null,
  since: null,
  record: row["record"] as string | null,
  isUnreadPath: true,
});

const NAMES: readonly ColumnOf<never>[] = [
  { ...blank<never>(REFERENCE), width: 60 },
  { ...blank<never>("Name"), width: 40 },
];

/** Without a row: names stand nowhere in evidence, and travel another way. */
export const namesSheet = (): Draft => ({
  name: SHEETS.names,
  title: "People: put references and names here, if you were given them",
  source: "none: evidence holds no names",
  parameters: `Empty when it is exported. Paste the rows of people.csv here, references in column A and names in column B. Then the column Name of ${SHEETS.people} shows them. Delete them here, and they are gone there too.`,
  agrees: { none: "the sheet has no rows" },
  ...tableOf(NAMES, []),
});
