// Runs `tidemark query`: prints how results stood at an instant, or what was so in a period, from sealed evidence alone.
import { parseArgs } from "node:util";
import { spanOptions } from "../times/span.ts";
import { EXAMPLE_NOTICE, isExample } from "../../audit/example-data.ts";
import { MeteredStore } from "../../audit/reading/metered-store.ts";
import { policyInForce } from "../../audit/standing/policy-in-force.ts";
import { resultsOver, type FreshAt } from "../../audit/timeline/results-over.ts";
import { SealedLog } from "../../audit/reading/sealed-log.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { openToRead } from "../places/open-store.ts";
import { actingOf } from "../query/acting.ts";
import { answering, NOTHING_SEALED, readLine } from "../query/answering.ts";
import { formatOf } from "../answer-format.ts";
import { EXIT, UsageError } from "../exit.ts";
import { answerSql, describeTables } from "../query/sql.ts";
import { DEFAULT_LEDGER, homeOf } from "../places/home.ts";
import { namesBeside } from "../places/names-beside.ts";
import type { Output } from "../output.ts";
import { questionTime, type QuestionTime } from "../times/period.ts";
import { withProgress } from "../progress.ts";
import { rowsAsCsv } from "../query/csv.ts";
import { filterOf, refuseUnknownChecks } from "../query/filter.ts";
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
  const log = await SealedLog.open(store);
  const { checks, scopes, outcomes } = await filterOf(values, ledger, log, asked);
  const freshAt = asked.is === "as-of" ? await freshAtOf(ledger, log, asked) : {};
  const answers = await withProgress((show) =>
    resultsOver({ store, ledger: ledger.id, log }, asked.period, {
      ...(scopes === null ? {} : { scopes }),
      by: asked.by,
      ...freshAt,
      onSegment: (scope, time) => show(`reading ${scope}, at ${time}`),
    }),
  );
  refuseUnknownChecks(values.check, answers);
  const names = await namesBeside(home, ledger.genesis.salt);
  const newest = await log.newest();
  const rows = await rowsOf(
    answers,
    names,
    { checks, outcomes },
    {
      asOf: asked.is === "as-of",
      until: asked.is === "as-of" ? asked.asOf : asked.to,
      acting: await actingOf(ledger, names, newest),
    },
  );
  const sealed = newest === null ? null : { index: newest.index, time: newest.time };
  const { read } = store;
  const example = isExample(ledger.genesis);
  if (format === "json") {
    out.asJson().result(await answerAsJson({ example, asked, answers, rows, sealed, read }, names));
  } else if (format === "csv") {
    out.line(rowsAsCsv(rows, asked.by, example));
    if (example) process.stderr.write(`${EXAMPLE_NOTICE}\n`);
    if (sealed === null) process.stderr.write(`${NOTHING_SEALED}\n`);
    process.stderr.write(`${readLine(read)}\n`);
  } else {
    if (example) out.line(EXAMPLE_NOTICE);
    if (sealed === null) out.line(NOTHING_SEALED);
    else {
      await printPage(out, { asked, answers, rows, all: outcomes !== null, sealed: sealed.time }, names);
      out.line(readLine(read));
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

/** By the policy that was in force at the instant. By data it is that of the newest seal: only records say when a policy came. */
async function freshAtOf(
  ledger: Ledger,
  log: SealedLog,
  { asOf, by, period }: QuestionTime & { readonly is: "as-of" },
): Promise<{ readonly freshAt?: FreshAt }> {
  const seal = await log.at(await log.last(by === "data" ? () => true : period.includes));
  if (seal === null) return {};
  return { freshAt: { instant: asOf, freshness: (await policyInForce(ledger, { seal })).freshness } };
}
