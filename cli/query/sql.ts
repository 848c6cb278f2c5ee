// Answers SQL over the derived tables, opened to be read alone, and describes them.
import { DatabaseSync } from "node:sqlite";
import { EXAMPLE_NOTICE } from "../../audit/example-data.ts";
import { readBasis, type Basis } from "../../audit/tables/basis.ts";
import { brokenIn } from "../../audit/tables/broken.ts";
import { onlyReading, type Tables } from "../../audit/tables/database.ts";
import { Rows } from "../../audit/tables/rows.ts";
import { TABLES } from "../../audit/tables/schema/schema.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { csvOf } from "../csv.ts";
import { EXIT, UsageError } from "../exit.ts";
import { table, type Output } from "../output.ts";
import type { Home } from "../places/home.ts";
import { tablesPath, withTables } from "../places/tables.ts";
import { plural } from "../../audit/plural.ts";
import { printable } from "../printable.ts";
import { NOTHING_SEALED } from "./answering.ts";
import { answeredWith, warnOfBroken } from "./broken.ts";

/** Answers one statement. Throws UsageError, one line, where SQLite refuses it, or where it would change something. */
export function answerSql(sql: string, home: Home, ledger: Ledger, format: string, out: Output): Promise<number> {
  return withTables(home, ledger, ({ basis }) => {
    if (basis !== null) {
      const answer = asked(sql, tablesPath(home, ledger));
      answered(answer, format, out);
      warnOfBroken(answer.broken);
      return answeredWith(answer.broken);
    }
    if (format === "csv") process.stderr.write(`${NOTHING_SEALED}\n`);
    else if (format === "table") out.line(NOTHING_SEALED);
    else out.asJson().result({ v: 1, sealed: null, columns: [], rows: [] });
    return EXIT.done;
  });
}

type Asked = Pick<Tables, "broken"> & {
  readonly basis: Basis;
  readonly columns: readonly string[];
  readonly rows: readonly Cells[];
};
type Cells = readonly (string | number | null)[];

function answered({ columns, rows, basis, broken }: Asked, format: string, out: Output): void {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? null : String(cell))));
  if (format === "json")
    out.asJson().result({
      v: 1,
      example: basis.example,
      verified: false,
      sealed: { index: basis.leaf, time: basis.sealTime },
      broken,
      columns: [...columns],
      rows: rows as unknown as Json,
    });
  else if (format === "csv") {
    out.line(csvOf(columns, cells));
    if (basis.example) process.stderr.write(`${EXAMPLE_NOTICE}\n`);
  } else {
    if (basis.example) out.line(EXAMPLE_NOTICE);
    for (const line of table([[...columns], ...cells.map((row) => row.map((cell) => printable(cell ?? "")))]))
      out.line(line);
    out.line();
    out.line(
      `${plural(rows.length, "row")}, from what is sealed up to entry ${basis.leaf} of the log (${basis.sealTime}). Not verified.`,
    );
  }
}

function asked(sql: string, path: string): Asked {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    // Another command may have extended the rows since: what is told of them is that of the moment in which they are read.
    database.exec("begin");
    const known = new Rows(database);
    const [basis, broken] = [readBasis(known) as Basis, brokenIn(known)];
    onlyReading(database);
    const statement = database.prepare(sql);
    if (statement.sourceSQL.trim() !== sql.trim())
      throw new UsageError(`--sql: found ${inOneLine(sql)}, expected a SELECT with no statement after it`);
    const columns = statement.columns().map(({ name }) => name);
    // Columns of a join may have one name: an object for each row would show one of them for all.
    statement.setReturnArrays(true);
    return { basis, broken, columns, rows: statement.all() as unknown as Cells[] };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof UsageError) throw error;
    const isDenied = /not authorized|prohibited|authorization denied/.test(error.message);
    throw new UsageError(
      isDenied
        ? `--sql: found ${inOneLine(sql)}, expected a SELECT, which only reads the tables`
        : `--sql: found ${inOneLine(sql)}, of which SQLite says ${(error.message.split("\n")[0] ?? "").replace(/\.$/, "")}. Run tidemark query --schema to see the tables`,
      { cause: error },
    );
  } finally {
    database.close();
  }
}

const inOneLine = (sql: string): string => printable(sql.trim().replace(/\s+/g, " "));

/** Prints each table with its columns, and what they mean. */
export function describeTables(out: Output): number {
  for (const { name, means, columns } of TABLES)
    out.section(`${name}: ${means}`, table(columns.map((column) => [column.name, column.type, column.means])));
  out.line('Ask with: tidemark query --sql "select id, check_id, from_time from failure where to_time is null"');
  out.result({ v: 1, tables: TABLES as unknown as Json });
  return EXIT.done;
}
