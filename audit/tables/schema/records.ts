// Lists the tables of what the log and the chains say of runs: seals, segments, scopes, units, and the gaps between them.
import { integer, record, scope, text, to, type Table } from "./columns.ts";

export const records: readonly Table[] = [
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
    means: "the segments that runs and batches of events appended to the chains of scopes",
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
      text("counted", "the units whose resources a second source counted, with both counts, as JSON"),
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
    // Two seals or segments may have one time.
    key: [],
    indexes: [["name", "is_kind"]],
  },
  {
    name: "unit",
    means: "whether each unit (a type in a region) was read whole, by the times of records",
    columns: [
      scope,
      text("unit", "<type>@<region>"),
      text("from_time", "from the record of this time on"),
      to,
      text("problem", "why it was not read whole; null where it was"),
      text("detail", "the action, file or field"),
      record,
    ],
    // Two seals or segments may have one time.
    key: [],
    indexes: [["scope", "unit"]],
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
      text("whole_time", "the time of the last record by which it was whole; null where it never was"),
      integer("whole_complete_ms", "as of when that one is complete"),
    ],
    key: ["scope", "unit"],
  },
  {
    name: "gap",
    means: "stretches in which readings no longer count: no run was made, or the data of a unit is too old",
    columns: [
      scope,
      text("unit", "the unit; empty where it concerns all of the scope"),
      text("from_time", "from when on"),
      text("to_time", "until when"),
      text("cause", "no-run, late, no-schedule or stale"),
    ],
    // Two seals or segments may have one time.
    key: [],
    indexes: [["scope", "unit"]],
  },
];
