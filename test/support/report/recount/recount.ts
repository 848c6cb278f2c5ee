// Counts from the lines of a ledger what the first page of a report says. It shares no code with the report.
import { nameOf } from "../../../../audit/resource-name.ts";
import { controlFound, standing, type Asked, type ControlFound, type Window } from "./control-found.ts";
import { failuresOf, isPresent } from "./failures.ts";
import { inForce, slotsOf } from "./freshness.ts";
import { instantsOf, type Known } from "./instants.ts";
import { looksOf } from "./looks.ts";
import { lastedWords } from "./lasted.ts";
import { rawLedger, type RawLedger } from "./raw-ledger.ts";
import { itemsOf, type Item } from "./readings.ts";
import { runsIn, scopesIn, type RunsFound, type ScopesFound } from "./runs.ts";
import { acceptancesOf } from "./terms.ts";

export type Found = {
  readonly controls: readonly ControlFound[];
  /** Failures of the window, each once. */
  readonly failures: number;
  /** `<control> | <resource> | <status> | <lasted>` of each exception, sorted; possible ones too. */
  readonly exceptions: readonly string[];
  readonly openAtEnd: number;
  readonly runs: RunsFound;
  readonly scopes: ScopesFound;
  /** The window goes on after the newest seal. */
  readonly isSoFar: boolean;
};

/** `root`: the ledger's directory. The window ends at the first instant after the newest seal at the latest. */
export async function recount(root: string, asked: Window): Promise<Found> {
  const ledger = rawLedger(root);
  const newest = ledger.seals.at(-1)?.time ?? 0;
  const window = { ...asked, to: Math.min(asked.to, newest + 1), isSoFar: asked.to > newest };
  const looks = looksOf(ledger);
  const items = [...[...looks].flatMap(([scope, own]) => itemsOf(scope, own)), ...unreadScopes(ledger)];
  const failures = items.flatMap(failuresOf);
  const known: Known = { ledger, slots: slotsOf(ledger), items, failures, acceptances: acceptancesOf(ledger) };
  const asking: Asked = { known, window, newest, points: instantsOf(known) };
  const of = new Map(items.map((item) => [item, standing(asking, item)]));
  const controls = idsIn(asking).map((id) => controlFound(asking, id, of));
  const verdicts = controls.flatMap((control) =>
    control.verdicts.map((verdict) => ({ ...verdict, control: control.id })),
  );
  const exceptional = verdicts.filter(({ status }) => status === "exception" || status === "possible exception");
  const rows = exceptional.map(async ({ control, failure, status }) =>
    [control, await nameIn(failure.item), status, lastedWords(failure)].join(" | "),
  );
  return {
    controls,
    failures: failures.filter((each) => isPresent(each, window)).length,
    exceptions: (await Promise.all(rows)).sort(),
    openAtEnd: exceptional.filter(({ status, late }) => status === "exception" && late(window.to - 1)).length,
    runs: runsIn(ledger, looks, window),
    scopes: scopesIn(ledger, looks, window),
    isSoFar: window.isSoFar,
  };
}

/** As pages call the resource, with white space as a page shows it; people by reference. */
async function nameIn({ key, readings }: Item): Promise<string> {
  const name = readings.findLast(({ entry }) => entry !== null)?.entry?.name;
  const text = name ?? (await nameOf({ nameOf: () => Promise.resolve(null) }, key ?? ""));
  const short = text.replace(/person:([0-9a-f]{4})([0-9a-f]{4})[0-9a-f]{56}/g, "person $1-$2");
  return short.replace(/\s+/g, " ").trim();
}

/** A scope that was found and not enrolled, or one whose scopes could not be listed, is something that nobody reads. */
function unreadScopes(ledger: RawLedger): Item[] {
  const names = ledger.seals.flatMap(({ seal: { roster } }) => [...roster.found, ...roster.unlisted]);
  const checks = ledger.seals.flatMap(({ tests }) => tests?.checks ?? []);
  return [...new Set(names)].flatMap((scope) => {
    const asking = checks.filter(({ evaluators }) =>
      evaluators.some(({ provider }) => scope.split("/")[0] === provider),
    );
    return [...new Set(asking.map(({ id }) => id))].map((check) => ({
      scope,
      unit: "",
      check,
      key: null,
      readings: [],
    }));
  });
}

/** The controls that some document states that is in force in the window. */
function idsIn({ known: { ledger }, window }: Asked): string[] {
  const times = [
    window.from,
    ...ledger.seals.map(({ time }) => time).filter((at) => at > window.from && at < window.to),
  ];
  const stated = times.flatMap((at) => inForce(ledger, at).controls?.controls.map(({ id }) => id) ?? []);
  return [...new Set(stated)].sort();
}
