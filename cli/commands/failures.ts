// Runs `tidemark failures`: prints the failures of a period and how late each was by the terms of the controls.
import { parseArgs } from "node:util";
import { EXAMPLE_NOTICE } from "../../audit/example-data.ts";
import { LATENESSES, type Lateness } from "../../audit/period/lateness.ts";
import type { Basis } from "../../audit/tables/basis.ts";
import type { Tables } from "../../audit/tables/database.ts";
import { controlDaysIn } from "../../audit/tables/days/control-days-in.ts";
import { failuresIn } from "../../audit/tables/failures-in.ts";
import { policyTimes } from "../../audit/tables/policy/policy-times.ts";
import { ms, type Rows } from "../../audit/tables/rows.ts";
import { firstKnown, windowState } from "../../audit/tables/window-state.ts";
import { checks as allChecks } from "../../checks/index.ts";
import { durationMs, isDuration } from "../../controls/control.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { formatOf } from "../answer-format.ts";
import { EXIT, UsageError } from "../exit.ts";
import { countedDays } from "../failures/controls.ts";
import { failuresAsCsv } from "../failures/csv.ts";
import { printFailures } from "../failures/page.ts";
import { failureRows, type FailureRow } from "../failures/rows.ts";
import type { Output } from "../output.ts";
import { DEFAULT_LEDGER, homeOf, type Home } from "../places/home.ts";
import { namesBeside } from "../places/names-beside.ts";
import { openToRead } from "../places/open-store.ts";
import { withTables } from "../places/tables.ts";
import { answering, madeLine, NOTHING_SEALED } from "../query/answering.ts";
import { answeredWith, brokenLines, warnOfBroken } from "../query/broken.ts";
import { spanOptions, type SpanOptions } from "../times/span.ts";
import { windowOf } from "../times/window.ts";

export const summary =
  "failures [--period 2026-Q3 | --from TIME --to TIME]        failures of a period: exceptions first, limits, records";

export const options = {
  ledger: { type: "string", default: DEFAULT_LEDGER },
  ...spanOptions,
  control: { type: "string", multiple: true },
  status: { type: "string", multiple: true },
  due: { type: "string" },
  format: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export const run = (args: readonly string[], out: Output): Promise<number> => answering(() => failures(args, out));

async function failures(args: readonly string[], given: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const format = formatOf(values);
  const out = format === "json" ? given.asJson() : given;
  const statuses = statusesOf(values.status);
  const due = dueOf(values.due);
  const home = homeOf(values.ledger);
  const ledger = await Ledger.open(await openToRead(home.ledger));
  const asking: Asking = { values, statuses, due, format, home, ledger };
  return withTables(home, ledger, ({ rows, basis, broken }) =>
    basis === null ? nothingSealed(out, format) : answer(rows, { basis, broken }, asking, out),
  );
}

type Asking = {
  readonly values: SpanOptions & { readonly control?: string[] | undefined };
  readonly statuses: ReadonlySet<Lateness> | null;
  readonly due: number | null;
  readonly format: string;
  readonly home: Home;
  readonly ledger: Ledger;
};

async function answer(
  tables: Rows,
  { basis, broken }: Pick<Tables, "broken"> & { readonly basis: Basis },
  asking: Asking,
  out: Output,
): Promise<number> {
  const { values, statuses, due, format, home, ledger } = asking;
  const newest = ms(basis.sealTime) as number;
  const asked = windowOf(values, { first: firstKnown(tables), newest });
  refuseUnknownControls(values.control, tables);
  const policy = await policyTimes(ledger, tables);
  const found = failuresIn(tables, policy, { window: asked, until: newest, severityOf });
  const all = await failureRows(found, await namesBeside(home, ledger.genesis.salt));
  const shown = all.filter(
    (row) =>
      (statuses === null || (row.status !== null && statuses.has(row.status))) &&
      (values.control === undefined || (row.control !== null && values.control.includes(row.control))) &&
      (due === null || isDueWithin(row, asked.to, due)),
  );
  if (format === "csv") {
    out.line(failuresAsCsv(shown, basis.example));
    if (basis.example) process.stderr.write(`${EXAMPLE_NOTICE}\n`);
    process.stderr.write(`${madeLine(basis)}\n`);
    warnOfBroken(broken);
    return answeredWith(broken);
  }
  const state = windowState(tables, asked, policy.dues, newest);
  const days = controlDaysIn(tables, policy, { window: asked, zone: asked.zone, until: newest }).filter(
    ({ control }) => values.control?.includes(control) !== false,
  );
  const controls = countedDays(days);
  if (basis.example) out.line(EXAMPLE_NOTICE);
  const leftOut = all.length - shown.length;
  for (const line of brokenLines(broken)) out.line(line);
  if (broken.length > 0) out.line();
  printFailures(out, { asked, rows: shown, state, controls, leftOut, sealTime: basis.sealTime });
  out.line(NO_OPINION);
  out.line(madeLine(basis));
  out.result({
    v: 1,
    example: basis.example,
    verified: false,
    ledger: basis.ledger,
    sealed: { index: basis.leaf, time: basis.sealTime },
    broken,
    from: new Date(asked.from).toISOString(),
    to: new Date(asked.to).toISOString(),
    timeZone: asked.zone,
    soFar: asked.soFar,
    settled: !asked.soFar && state.unsettled === 0,
    runs: { due: state.due, made: state.made },
    controls: controls.map((each, at) => ({
      ...each,
      statuses: days[at]?.days.map(({ from, status, marks }) => ({
        from: new Date(from).toISOString(),
        status,
        marks,
      })),
    })) as unknown as Json,
    leftOut,
    failures: shown as unknown as Json,
  });
  return answeredWith(broken);
}

function nothingSealed(out: Output, format: string): number {
  if (format === "csv") {
    out.line(failuresAsCsv([], false));
    process.stderr.write(`${NOTHING_SEALED}\n`);
  } else out.line(NOTHING_SEALED);
  out.result({ v: 1, sealed: null, failures: [] });
  return EXIT.done;
}

const NO_OPINION =
  "An exception is a failure past the limit that the company states for the control. Tidemark gives no opinion on a control.";

const severityOf = (check: string) => allChecks.find(({ id }) => id === check)?.severity ?? null;

const NAMES: ReadonlyMap<string, readonly Lateness[]> = new Map(
  Object.entries({
    exception: ["exception"],
    possible: ["possible exception"],
    accepted: ["accepted"],
    open: ["open within its limit"],
    uncorrected: ["ended uncorrected"],
    corrected: ["corrected in time"],
  }),
);

function statusesOf(given: readonly string[] | undefined): ReadonlySet<Lateness> | null {
  if (given === undefined) return null;
  return new Set(
    given.flatMap((each) => {
      const found = NAMES.get(each) ?? LATENESSES.filter((status) => status === each);
      if (found.length === 0)
        throw new UsageError(`--status: found ${each}, expected one of ${[...NAMES.keys()].join(", ")}`);
      return found;
    }),
  );
}

/** `7d` and `48h` as a person writes them, and the forms of the config. */
function dueOf(given: string | undefined): number | null {
  if (given === undefined) return null;
  const [, count, unit] = /^(\d{1,4})([dh])$/.exec(given) ?? [];
  const text = count === undefined ? given : unit === "d" ? `P${count}D` : `PT${count}H`;
  if (!isDuration(text)) throw new UsageError(`--due: found ${given}, expected days or hours, such as 7d or 48h`);
  return durationMs(text);
}

const isDueWithin = ({ status, due }: FailureRow, at: number, within: number): boolean =>
  status === "open within its limit" && due !== null && Date.parse(due) < at + within;

function refuseUnknownControls(given: readonly string[] | undefined, rows: Rows): void {
  if (given === undefined) return;
  const known = rows.all(`select distinct id from control order by id`).map(({ id }) => String(id));
  const unknown = given.find((each) => !known.includes(each));
  if (unknown === undefined) return;
  const expected = known.length === 0 ? "the ledger has no controls" : `expected one of ${known.join(", ")}`;
  throw new UsageError(`--control: found ${unknown}, ${expected}`);
}
