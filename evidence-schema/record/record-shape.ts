// Checks the rules of a record that the schemas can't express:
// order, and members that depend on each other (FORMAT.md R2, R4, R5, R6).
import type { Context, Coverage, CoverageRow, Finding, Observation, RunOpened } from "./record.ts";
import type { SegmentPlace } from "../chain/segment-place.ts";
import { requireSorted as sorted } from "../bytes/sorted.ts";
import { require, show } from "../violation.ts";

/** Whether a run's id is that of its slot; a run without one has an id of another form. */
export const isRunOfSlot = (run: string, slot: string | null): boolean =>
  slot === null ? !run.startsWith("slot-") : run === `slot-${slot}`;

export function checkOpenedShape(body: RunOpened, place: SegmentPlace): void {
  const { trigger, slot, extent, documents, sources, units, restarts } = body;
  require((trigger === "slot") === (slot !== null), "R2", "a slot if and only if the trigger is slot", () =>
    `trigger ${trigger}, slot ${slot}`);
  require(isRunOfSlot(place.run, slot), "R2", () =>
    slot === null ? "a run that does not begin with slot-" : `run slot-${slot}`, () => place.run);
  require((extent === "full") === (units !== undefined), "R2", "units if and only if the segment is full", () =>
    `${extent}, units ${show(units)}`);
  require(trigger !== "event" || extent === "delta", "R2", "a delta for an event batch", () => extent);
  const changed = place.testsBefore !== null && place.testsBefore !== documents.tests;
  require(trigger !== "event" || !changed, "R2", () => `an event batch under tests ${place.testsBefore}`, () =>
    show(documents.tests));
  require(extent === "full" || !(place.first || changed), "R2", place.first
    ? "a full first segment"
    : "a full segment where tests changed", () => extent);
  const names = sources.map(({ source }) => source);
  require(new Set(names).size === names.length, "R2", "each source named once", () => show(names));
  const restarting = place.gen > 0 && place.first;
  require(restarting || restarts === undefined, "R2", "restarts only at seq 0 of a gen above 0", () => show(restarts));
  require(!restarting || restarts !== undefined, "C7", "restarts at seq 0 of a gen above 0", () => "none");
  if (restarts !== undefined)
    sorted(
      "C7",
      "abandoned",
      restarts.abandoned.map(({ key }) => key),
    );
}

function checkSource(body: Observation | Context, opened: RunOpened | null): void {
  require(opened !== null, "R1", "run-opened as the first record", () => "an observation");
  const { source, dataTime, restated } = body;
  if (restated)
    require(source === null && dataTime === null, "R4", "no source and dataTime in a restatement", () =>
      show({ source, dataTime }));
  else {
    require(opened.sources.some((each) => each.source === source), "R4", "one of the sources of run-opened", () =>
      show(source));
    require(dataTime !== null, "R4", "a dataTime", () => "null");
  }
}

function checkTests({ restated, tests }: Observation | Context, opened: RunOpened | null): void {
  require(restated || tests === opened?.documents.tests, "R4", () => `tests ${opened?.documents.tests}`, () => tests);
}

export function checkObservationShape(body: Observation, opened: RunOpened | null): void {
  checkSource(body, opened);
  checkTests(body, opened);
  sorted(
    "R4",
    "findings",
    body.findings.map(({ check }) => check),
  );
  for (const finding of body.findings) {
    checkFindingShape(finding);
    if (body.restated)
      require(finding.transition === null, "S3", "no transition in a restatement", () => show(finding.transition));
  }
}

export function checkContextShape(body: Context, opened: RunOpened | null, scope: string): void {
  checkSource(body, opened);
  checkTests(body, opened);
  require(body.from !== scope, "R4", "a scope other than this one in from", () => body.from);
  const prefix = `${body.from}#`;
  require(body.key.startsWith(prefix) && body.unit.startsWith(prefix), "R4", () =>
    `key and unit of a context that start with ${prefix}`, () => `${body.key}, ${body.unit}`);
}

export function checkFindingShape({ outcome, problem, relied }: Finding): void {
  require((outcome === "indeterminate") === (problem !== null), "R5", "a problem if and only if indeterminate", () =>
    `${outcome}, problem ${show(problem)}`);
  sorted("R5", "relied keys", relied.keys);
  sorted("R5", "relied units", relied.units);
}

export function checkCoverageShape(body: Coverage, opened: RunOpened, before: readonly Coverage[]): void {
  const expected =
    opened.sources[before.length]?.source ?? (before.at(-1)?.source === "none" ? "no further coverage" : "none");
  require(body.source === expected, "R1", () => `coverage of ${expected}`, () => body.source);
  sorted(
    "R6",
    "units",
    body.units.map(({ unit }) => unit),
  );
  for (const row of body.units) checkRow(row, body.source);
  const { seen, notFound } = body.asked;
  require(body.source !== "none" ||
    (seen.length === 0 && notFound.length === 0), "R6", "no answer by source none", () =>
    show({ seen: seen.length, notFound: notFound.length }));
  for (const earlier of before) {
    const units = new Set(earlier.units.map(({ unit }) => unit));
    for (const { unit } of body.units)
      require(!units.has(unit), "R6", "a unit in one coverage record", () => `${unit} again`);
  }
  for (const what of ["seen", "notFound", "failed"] as const)
    sorted(
      "R6",
      `asked.${what}`,
      body.asked[what].map(({ key }) => key),
    );
  const asked = new Set<string>();
  for (const record of [...before, body]) {
    for (const answers of [record.asked.seen, record.asked.notFound, record.asked.failed]) {
      for (const { key } of answers) {
        require(!asked.has(key), "R6", "one asked answer for a key", () => `${key} again`);
        asked.add(key);
      }
    }
  }
}

function checkRow(row: CoverageRow, source: string): void {
  const { unit, complete, dataTime, listed, observed, problem, seen, unseen } = row;
  require(source !== "none" || unseen === "all" || seen?.length === 0, "R6", () =>
    `${unit}: no seen key, because its source is none`, () => show(unseen ?? seen));
  require(!complete || source !== "none", "R6", () => `${unit}: an incomplete row, because its source is none`, () =>
    "complete");
  require(!complete || listed >= observed, "R6", () =>
    `${unit}: listed at least as many as observed (${observed})`, () => `${listed}`);
  require(complete === (problem === null), "R6", () => `${unit}: a problem if and only if incomplete`, () =>
    show({ complete, problem }));
  require(!complete || dataTime !== null, "R6", () => `${unit}: a dataTime where complete`, () => "null");
  const lists = (seen === undefined ? 0 : 1) + (unseen === undefined ? 0 : 1);
  require(lists === (complete ? 0 : 1), "R6", () =>
    `${unit}: ${complete ? "neither seen nor unseen" : "exactly one of seen and unseen"}`, () => `${lists}`);
  if (seen !== undefined) sorted("R6", `${unit} seen`, seen);
  if (unseen !== undefined && unseen !== "all") sorted("R6", `${unit} unseen`, unseen);
}
