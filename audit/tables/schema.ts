// Defines the derived tables: their columns, what each means, and the SQL that makes them. Any of them can be made again from records.

export type Column = { readonly name: string; readonly type: "text" | "integer"; readonly means: string };

export type Table = {
  readonly name: string;
  readonly means: string;
  readonly columns: readonly Column[];
  /** Names of columns. */
  readonly key: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
};

const text = (name: string, means: string): Column => ({ name, type: "text", means });
const integer = (name: string, means: string): Column => ({ name, type: "integer", means });

const scope = text("scope", "the scope, such as aws/111122223333");
const key = text("key", "the key of the resource");
const check = text("check_id", "the check");
const from = text("from_time", "from this instant on; null: from the beginning");
const to = text("to_time", "until this instant, exclusive; null: it goes on");
const record = text("record", "the record that says so: <object>:<line>");

/** Raised where the meaning of a column changes. A file of another version is made again. */
export const TABLES_VERSION = 1;

/** Times are RFC 3339 in UTC with milliseconds. A column that ends in `_ms` is a count of milliseconds, flags are 0 or 1. */
export const TABLES: readonly Table[] = [
  {
    name: "basis",
    means: "one row: the checkpoint that all rows were made from",
    columns: [
      text("ledger", "SHA-256 of genesis.json"),
      text("origin", "the origin of the log"),
      text("mode", "local, trial or compliance"),
      integer("example", "1: the ledger is made of example data"),
      integer("leaf", "index of the newest seal"),
      text("leaf_digest", "SHA-256 of its bytes"),
      integer("place", "its place among the leaves that have a note, from 0"),
      text("seal_time", "when it was sealed"),
      integer("tables_version", "version of these tables"),
      text("derive_digest", "digest of the code that made the rows"),
    ],
    key: ["ledger"],
  },
  {
    name: "seal",
    means: "the seals of the log, and the documents that each names",
    columns: [
      integer("leaf", "index in the log"),
      text("time", "when it was sealed"),
      text("run", "the run that it closes"),
      text("trigger_kind", "slot, manual or event"),
      text("slot", "the slot that the run was made for; null without one"),
      text("controls", "digest of the document; null where there was none"),
      text("boundary", "digest of the document; null where there was none"),
      text("schedule", "digest of the document; null where there was none"),
      text("tests", "digest of the document; null where there was none"),
    ],
    key: ["leaf"],
  },
  {
    name: "segment",
    means: "what each run or batch of events appended to the chain of a scope",
    columns: [
      scope,
      integer("gen", "generation of the chain"),
      integer("first", "seq of its first record"),
      integer("last", "seq of its last record"),
      text("object", "the object that holds it"),
      text("time", "the time of its records"),
      text("trigger_kind", "slot, manual or event"),
      text("slot", "the slot; null without one"),
      text("root", "state root after it"),
      integer("leaf", "the seal that lists it"),
    ],
    key: ["scope", "gen", "first"],
    indexes: [["scope", "time"]],
  },
  {
    name: "roster",
    means: "which scopes were enrolled, excluded, found or could not be listed, over time",
    columns: [
      text("name", "the scope, or the parent whose scopes could not be listed"),
      text("is_kind", "enrolled, excluded, found or unlisted"),
      text("from_time", "the seal that says so first"),
      to,
    ],
    key: ["name", "is_kind", "from_time"],
  },
  {
    name: "unit",
    means: "whether each unit (a type in a region) was read whole, by the times of records",
    columns: [
      scope,
      text("unit", "<type>@<region>"),
      text("from_time", "from the record of this time on"),
      to,
      text("problem", "why it was not read whole; null: it was"),
      text("detail", "the action, file or field"),
      record,
    ],
    key: ["scope", "unit", "from_time"],
  },
  {
    name: "listing",
    means: "the last listing of each unit, and the last one that was whole",
    columns: [
      scope,
      text("unit", "<type>@<region>"),
      text("time", "the time of its record"),
      text("as_of", "as of when the listing is true; null where it was not read"),
      integer(
        "complete_ms",
        "the same less the lag of the source, in milliseconds since 1970; 0 where it was not read",
      ),
      integer("counts_for_ms", "for how long such data counts; null where it has no age"),
      text("whole_time", "the time of the last record by which it was whole; null: never"),
      integer("whole_complete_ms", "as of when that one is complete"),
    ],
    key: ["scope", "unit"],
  },
  {
    name: "resource",
    means: "the population: a row for each incarnation of a resource",
    columns: [
      scope,
      key,
      text("incarnation", "tells apart resources that had one key"),
      text("type", "its type"),
      text("unit", "<type>@<region>"),
      text("region", "null where it has none"),
      text("name", "null where it has none, and for people"),
      text("created", "when its cloud says that it was created"),
      text("first_seen", "the time of the first record of it"),
      integer("baseline", "1: its unit had never been read whole before, so it may have been there for long"),
      text("departed", "the time of the record by which it is gone; null: it is there"),
      text("why", "gone, not-found or replaced"),
      record,
      text("departed_record", "the record by which it is gone"),
    ],
    key: ["scope", "key", "incarnation", "first_seen"],
  },
  {
    name: "label",
    means: "the labels of each resource over time, as JSON",
    columns: [
      scope,
      key,
      text("incarnation", "of the resource"),
      text("from_time", "from this record on"),
      to,
      text("labels", "JSON"),
    ],
    key: ["scope", "key", "incarnation", "from_time"],
  },
  {
    name: "result",
    means: "the readings of each item, put together where one says what the one before said",
    columns: [
      scope,
      key,
      check,
      integer("n", "its place among the item's runs of readings, from 0"),
      text("incarnation", "null where the resource is absent"),
      text("answer", "pass, fail, not-applicable, indeterminate, absent or not-asked"),
      text("because", "the verdict's sentence"),
      text("problem", "why it is indeterminate"),
      text("detail", "the action, file or field"),
      text("judged", "version and lanes of the check"),
      text("reason", "why it is absent: gone, not-found, replaced; null: it was never there"),
      text("created", "when the resource was created, as its cloud says"),
      integer("opened_gen", "the record that opened the outcome that is held"),
      integer("opened_seq", "the record that opened the outcome that is held"),
      text("from_time", "the time of the record of its first reading"),
      text("as_of", "at the latest by then the source knew"),
      text("changed", "when the source says that what was read was changed last; null where it does not say"),
      integer("complete_ms", "as of when its first reading is complete"),
      text("to_time", "the time of the record of the next run of readings; null: it goes on"),
      text("last_time", "the time of the record of its last reading; null: it goes on"),
      integer("last_complete_ms", "as of when its last reading is complete; null: it goes on"),
      text("units", "the units that its answer rests on, as JSON, its own first"),
      record,
      text("data_time", "as of when the source says so"),
    ],
    key: ["scope", "key", "check_id", "n"],
  },
  {
    name: "gap",
    means: "stretches in which readings no longer count: no run was made, or the data of a unit is too old",
    columns: [
      scope,
      text("unit", "the unit; empty: all of the scope"),
      text("from_time", "from when on"),
      text("to_time", "until when"),
      text("cause", "no-run, late, no-schedule or stale"),
    ],
    key: ["scope", "unit", "from_time", "cause"],
  },
  {
    name: "failure",
    means: "the failures of all items: facts, which no control and no accepted risk changes",
    columns: [
      text("id", "F- and eight digits, by the record that opened it"),
      scope,
      key,
      check,
      integer("n", "its place among the item's failures, from 0"),
      text("incarnation", "of the resource"),
      text("from_time", "when it began at the latest"),
      text("from_is", "whose time that is: source, reading or record"),
      text("to_time", "when it ended at the latest; null: it goes on"),
      text("to_is", "whose time that is"),
      text("last_good", "it was not failing then; null: nothing is known from before"),
      text("first_bad", "the first reading by which it fails"),
      text("last_bad", "it was failing then for certain"),
      text("first_good", "the first reading by which it is over"),
      text("began", "drift, created failing, began to apply, first sight, judged otherwise or replaced"),
      text("ended", "corrected, removed, replaced, no longer applies, judged otherwise, check withdrawn or open"),
      text("judged", "versions and lanes of the check, as JSON"),
      text("known_at", "the time of the record by which it is known"),
      text("end_known_at", "the time of the record by which its end is known"),
      integer("series", "the place of the failure at which its series begins: the limit counts from there"),
      integer("shortest_ms", "it lasted at least so long"),
      integer("longest_ms", "it lasted at most so long; null: nobody knows, or it goes on"),
      text("because", "the verdict's sentence when it began"),
      record,
      text("end_record", "the record by which it is over"),
    ],
    key: ["scope", "key", "check_id", "n"],
    indexes: [["id"]],
  },
  {
    name: "control",
    means: "the controls as the company stated them, over time",
    columns: [
      text("id", "as in the system description"),
      text("from_time", "the seal that names the document first"),
      to,
      text("statement", "the control's statement"),
      text("criteria", "identifiers, with spaces between"),
      text("owner", "a role, or a person's reference"),
      text("frequency", "how often the company says that it operates"),
      integer("limit_ms", "how long a failure may last"),
      text("effect_from", "in effect from then on; null: always was"),
      text("effect_until", "until then, exclusive; null: still is"),
      text("document", "digest of the document"),
    ],
    key: ["id", "from_time"],
  },
  {
    name: "control_check",
    means: "the checks that each control rests on, over time",
    columns: [
      text("control_id", "the control"),
      check,
      text("from_time", "the seal that names the document first"),
      to,
      text("reason", "why the check speaks for it"),
    ],
    key: ["control_id", "check_id", "from_time"],
  },
  {
    name: "acceptance",
    means: "accepted risks, and when each was in force",
    columns: [
      text("id", "its id"),
      record,
      text("recorded", "the time of its record"),
      text("from_time", "in force from then on"),
      text("to_time", "until then, exclusive"),
      text("risk", "the risk"),
      text("reason", "why it was accepted"),
      text("ticket", "where the decision stands"),
      text("requester", "a role, or a person's reference"),
      text("approver", "a role, or a person's reference"),
      text("terms", "all of it, as JSON"),
    ],
    key: ["record"],
  },
  {
    name: "verdict",
    means: "how late each failure was by the terms of each control, over all that is sealed",
    columns: [
      text("failure_id", "the failure"),
      text("control_id", "the control"),
      text("status", "one of the six answers about lateness"),
      text("clock", "the limit counts from then"),
      text("due", "it is late from then on"),
      text("acceptances", "ids of the accepted risks that touch it, with spaces between"),
    ],
    key: [],
    indexes: [["failure_id", "control_id"]],
  },
  {
    name: "judged",
    means: "which parts of each failure count for each control, are accepted, and are exceptions",
    columns: [
      text("failure_id", "the failure"),
      text("control_id", "the control"),
      text("part", "counted, accepted or exception"),
      text("from_time", "from when on; null: from before anything was read"),
      to,
    ],
    key: [],
    indexes: [["failure_id", "control_id"]],
  },
];

/** The statements that make all tables, with their indexes. */
export function makingTables(): string {
  return TABLES.map(({ name, columns, key: primary, indexes = [] }) => {
    const lines = columns.map((column) => `  "${column.name}" ${column.type}`);
    if (primary.length > 0) lines.push(`  primary key (${primary.join(", ")})`);
    const rowid = primary.length > 0 ? ", without rowid" : "";
    const made = `create table "${name}" (\n${lines.join(",\n")}\n) strict${rowid};`;
    return [made, ...indexes.map((of, at) => `create index "${name}_${at}" on "${name}" (${of.join(", ")});`)].join(
      "\n",
    );
  }).join("\n");
}
