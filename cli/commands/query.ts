// Runs `tidemark query`: prints how results stood at an instant, or what was so in a period, from sealed evidence alone.
import { parseArgs } from "node:util";
import { spanOptions } from "../times/span.ts";
import { EXAMPLE_NOTICE, isExample } from "../../audit/example-data.ts";
import { MeteredStore } from "../../audit/reading/metered-store.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { openToRead } from "../places/open-store.ts";
import { actingOf } from "../query/acting.ts";
import { answering, madeLine, NOTHING_SEALED, readLine } from "../query/answering.ts";
import { formatOf } from "../answer-format.ts";
import { EXIT, UsageError } from "../exit.ts";
import { answerSql, describeTables } from "../query/sql.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { namesBeside } from "../places/names-beside.ts";
import type { Output } from "../output.ts";
import { questionTime } from "../times/period.ts";
import { found } from "../query/found.ts";
import { rowsAsCsv } from "../query/csv.ts";
import { refuseUnknownChecks } from "../query/filter.ts";
import { answerAsJson } from "../query/json.ts";
import { printPage } from "../query/page.ts";
import { rowsOf } from "../query/rows.ts";

export const summary =
  "query [--as-of TIME | --from TIME --to TIME] [--by data]   results at one time, or their changes in a period";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  "as-of": { type: "string" },
  ...spanOptions,
  by: { type: "string" },
  control: { type: "string", multiple: true },
  check: { type: "string", multiple: true },
  scope: { type: "string", multiple: true },
  outcome: { type: "string", multiple: true },
  sql: { type: "string" },
  schema: { type: "boolean", default: false },
  format: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => query(args, out));

async function query(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const format = formatOf(values);
  if (values.schema) return describeTables(format === "json" ? out.asJson() : out);
  const home = homeOf(values.ledger);
  const ledger = await Ledger.open(await openToRead(home.ledger));
  if (values.sql !== undefined) return answerSql(refuseBesideSql(values, values.sql), home, ledger, format, out);
  const asked = questionTime(values, ledger.genesis.created, formatTimestamp(Date.now()));
  const store = new MeteredStore(ledger.store);
  const { answers, filter, seal, basis } = await found({ home, ledger, store, asked, options: values });
  refuseUnknownChecks(values.check, answers);
  const { outcomes } = filter;
  const names = await namesBeside(home, ledger.genesis.salt);
  const rows = await rowsOf(answers, names, filter, {
    asOf: asked.is === "as-of",
    until: asked.is === "as-of" ? asked.asOf : asked.to,
    acting: await actingOf(ledger, names, seal),
  });
  const sealed = seal === null ? null : { index: seal.index, time: seal.time };
  const { read } = store;
  const rest = basis === null ? readLine(read) : madeLine(basis, read);
  const example = isExample(ledger.genesis);
  if (format === "json") {
    out.asJson().result(await answerAsJson({ example, asked, answers, rows, sealed, read }, names));
  } else if (format === "csv") {
    out.line(rowsAsCsv(rows, asked.by, example));
    if (example) process.stderr.write(`${EXAMPLE_NOTICE}\n`);
    if (sealed === null) process.stderr.write(`${NOTHING_SEALED}\n`);
    process.stderr.write(`${rest}\n`);
  } else {
    if (example) out.line(EXAMPLE_NOTICE);
    if (sealed === null) out.line(NOTHING_SEALED);
    else {
      await printPage(out, { asked, answers, rows, all: outcomes !== null, sealed: sealed.time }, names);
      out.line(rest);
    }
  }
  return EXIT.done;
}

const BESIDE_SQL = [
  "as-of",
  "from",
  "to",
  "period",
  "time-zone",
  "by",
  "control",
  "check",
  "scope",
  "outcome",
] as const;

/** A statement says itself what it asks for. */
function refuseBesideSql(values: { readonly [option: string]: unknown }, sql: string): string {
  const given = BESIDE_SQL.find((option) => values[option] !== undefined);
  if (given !== undefined)
    throw new UsageError(`found --sql together with --${given}, expected one of the two. Put it in the statement`);
  return sql;
}
