// Reads from the command line which population is asked for, and makes it from the derived tables.
import type { Basis } from "../../audit/tables/basis.ts";
import type { Tables } from "../../audit/tables/database.ts";
import { KINDS, questionText, type Kind, type Population, type Question } from "../../audit/handover/population.ts";
import { populationIn } from "../../audit/handover/populations/rows-of.ts";
import { policyTimes } from "../../audit/tables/policy/policy-times.ts";
import { ms } from "../../audit/tables/rows.ts";
import { firstKnown } from "../../audit/tables/window-state.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { UsageError } from "../exit.ts";
import { spanOptions, type SpanOptions } from "../times/span.ts";
import { windowOf, type AskedWindow } from "../times/window.ts";

/** Options by which both commands name one population. */
export const populationOptions = {
  of: { type: "string" },
  ...spanOptions,
  control: { type: "string", multiple: true },
  scope: { type: "string", multiple: true },
  type: { type: "string", multiple: true },
  place: { type: "string" },
} as const;

export type PopulationValues = SpanOptions & {
  readonly of?: string | undefined;
  readonly control?: readonly string[] | undefined;
  readonly scope?: readonly string[] | undefined;
  readonly type?: readonly string[] | undefined;
  readonly place?: string | undefined;
};

/** A population with all that it was asked by. `from` and `until`: the window, as records have it. */
export type AskedPopulation = {
  readonly question: Question;
  readonly asked: string;
  readonly window: AskedWindow;
  readonly from: string;
  readonly until: string;
  readonly population: Population;
};

const sorted = (names: readonly string[] | undefined): readonly string[] => [...new Set(names)].sort();

/** `command`: the one that is run, for messages. Throws UsageError. */
function kindOf(command: string, given: string | undefined): Kind {
  const kind = KINDS.find((each) => each === (given ?? "items"));
  if (kind === undefined)
    throw new UsageError(`${command} --of: found ${given || "nothing"}, expected one of ${KINDS.join(", ")}`);
  return kind;
}

/** A ledger, and its tables as of the newest seal. */
export type PopulationFrom = { readonly ledger: Ledger; readonly tables: Tables; readonly basis: Basis };

/** Rejects with UsageError where the options name nothing that is there, or a period that goes on. */
export async function askedPopulation(
  command: string,
  values: PopulationValues,
  { ledger, tables, basis }: PopulationFrom,
): Promise<AskedPopulation> {
  const { rows } = tables;
  const place = values.place ?? "within";
  if (place !== "within" && place !== "all")
    throw new UsageError(`${command} --place: found ${place || "nothing"}, expected within (the boundary) or all`);
  const newest = ms(basis.sealTime) as number;
  const window = windowOf(values, { first: firstKnown(rows), newest });
  // A list that grows with each run is no population: nobody could draw from it twice.
  if (window.soFar)
    throw new UsageError(
      `${command}: the period ends at ${new Date(window.until).toISOString()}, and the newest seal was made at ${basis.sealTime}. Name a period that has ended: --from TIME --to ${basis.sealTime}`,
    );
  const question: Question = {
    of: kindOf(command, values.of),
    controls: sorted(values.control),
    scopes: sorted(values.scope),
    types: sorted(values.type),
    place,
    zone: window.zone,
  };
  refuseUnknown(command, "control", question.controls, () => listOf(tables, `select distinct id as name from control`));
  refuseUnknown(command, "scope", question.scopes, () => listOf(tables, `select distinct scope as name from resource`));
  refuseUnknown(command, "type", question.types, () => listOf(tables, `select distinct type as name from resource`));
  const policy = await policyTimes(ledger, rows);
  return {
    question,
    asked: questionText(question),
    window,
    from: new Date(window.from).toISOString(),
    until: new Date(window.to).toISOString(),
    population: populationIn(rows, { question, window, policy, until: newest }),
  };
}

const listOf = ({ rows }: Tables, query: string): string[] =>
  rows.all(`${query} order by name`).map(({ name }) => String(name));

const MOST_NAMED = 10;

function refuseUnknown(command: string, option: string, given: readonly string[], list: () => string[]): void {
  if (given.length === 0) return;
  const known = list();
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const more = known.length > MOST_NAMED ? ` or one of ${known.length - MOST_NAMED} more` : "";
  const expected =
    known.length === 0 ? "the ledger has none" : `expected ${known.slice(0, MOST_NAMED).join(", ")}${more}`;
  throw new UsageError(`${command} --${option}: found ${unknown || "nothing"}, ${expected}`);
}
