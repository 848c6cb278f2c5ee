// Runs `tidemark tables`: brings the derived tables up to the newest seal, makes them again, or compares them with new ones.
import { parseArgs } from "node:util";
import type { Basis } from "../../audit/tables/basis.ts";
import { differing, dumpOf, type Dump } from "../../audit/tables/dump.ts";
import { openTables, type Tables } from "../../audit/tables/database.ts";
import { plural } from "../../audit/plural.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { EXIT, UsageError } from "../exit.ts";
import { table, type Output } from "../output.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { openToRead } from "../places/open-store.ts";
import { tablesPath, withTables } from "../places/tables.ts";
import { withProgress } from "../progress.ts";
import { answering, NOTHING_SEALED } from "../query/answering.ts";
import { answeredWith, brokenLines } from "../query/broken.ts";

export const summary =
  "tables [--check | --rebuild]                               bring the tables for questions up to date, or compare them";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  check: { type: "boolean", default: false },
  rebuild: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => tables(args, out));

async function tables(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  if (values.check && values.rebuild) throw new UsageError("found --check and --rebuild, expected only one of the two");
  const home = homeOf(values.ledger);
  const ledger = await Ledger.open(await openToRead(home.ledger));
  const path = tablesPath(home, ledger);
  const { basis, made, dump, broken } = await withTables(
    home,
    ledger,
    ({ rows, ...told }) => ({ ...told, dump: dumpOf(rows) }),
    values.rebuild,
  );
  if (basis === null) {
    out.line(NOTHING_SEALED);
    out.result({ v: 1, path, sealed: null });
    return EXIT.done;
  }
  const compared = values.check ? await comparedWithNew(ledger, dump) : null;
  const differ = compared?.differ ?? null;
  // Objects that were read long ago are read again to compare, and may not be there as they were.
  const known = compared?.broken ?? broken;
  for (const line of brokenLines(known)) out.line(line);
  if (known.length > 0) out.line();
  out.line(madeLine(basis, made));
  out.line(path);
  out.line();
  out.section("Rows", table([...dump].map(([name, { rows: count }]) => [name, count])));
  if (differ !== null) out.line(checkLine(differ, path));
  out.result({
    v: 1,
    path,
    sealed: { index: basis.leaf, time: basis.sealTime },
    broken: known,
    made,
    rows: Object.fromEntries([...dump].map(([name, { rows: count }]) => [name, count])),
    differ,
  });
  return differ === null || differ.length === 0 ? answeredWith(known) : EXIT.broken;
}

type Compared = Pick<Tables, "broken"> & { readonly differ: string[] };

async function comparedWithNew(ledger: Ledger, dump: Dump): Promise<Compared> {
  const { rows, broken } = await withProgress((show) =>
    openTables({ ledger, path: null, onSegment: (scope, time) => show(`reading ${scope} again, at ${time}`) }),
  );
  const differ = differing(dump, dumpOf(rows));
  rows.database.close();
  return { differ, broken };
}

function madeLine({ leaf, sealTime }: Basis, made: string | null): string {
  const upTo = `up to entry ${leaf} of the log (${sealTime})`;
  return made === null
    ? `The tables stand ${upTo}.`
    : `The tables were made from all records ${upTo}, because ${made}.`;
}

const checkLine = (differ: readonly string[], path: string): string =>
  differ.length === 0
    ? "Compared with tables made anew from all records: every row is the same."
    : `${plural(differ.length, "table")} (${differ.join(", ")}) in ${path} ${differ.length === 1 ? "differs" : "differ"} from what the records say. Make all rows again: tidemark tables --rebuild`;
