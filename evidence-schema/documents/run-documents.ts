// Checks a run's segment against the documents of the run: its slot, its plan, and who judges (FORMAT.md R10, R11, S7).
import { slotNumber } from "../log/due-slots.ts";
import { Plan } from "./plan.ts";
import { type Coverage, type Finding, type RunOpened, splitUnit } from "../record/record.ts";
import type { SegmentPlace } from "../chain/segment-place.ts";
import { formatTimestamp, MAX_SKEW_MS, parseTimestamp } from "../bytes/timestamp.ts";
import { require, show } from "../violation.ts";

export class RunDocuments {
  readonly #opened: RunOpened;
  /** Null where the documents don't tell. */
  readonly #plan: Plan | null;

  /** Throws Violation of R10 and R11 where the run can't be under its documents. */
  constructor(opened: RunOpened, place: SegmentPlace) {
    this.#opened = opened;
    checkSlot(opened, place);
    const { roster, tests } = opened.documents;
    const isRun = opened.trigger !== "event";
    require(!isRun || roster != null, "R11", "a digest in documents.roster", () => show(roster ?? null));
    this.#plan = planOf(place, tests as string, roster ?? null);
    if (isRun && this.#plan !== null)
      require(this.#plan.isEnrolled, "R11", () => `${place.scope} enrolled in the roster that the run names`, () =>
        "a roster without this scope");
  }

  /** Throws Violation of R11 unless every planned unit has a row. */
  checkRows(coverage: readonly Coverage[]): void {
    if (this.#plan === null || this.#opened.trigger === "event") return;
    const rows = new Set(coverage.flatMap(({ units }) => units.map(({ unit }) => unit)));
    const missing = this.#plan.units.find((unit) => !rows.has(unit));
    require(missing === undefined, "R11", () => `a row for the planned unit ${missing}`, () => "none");
  }

  /**
   * Throws Violation of S7 unless the tests in force make a determinate finding what it is. `before`: the finding that a
   * finding record replaces; null where the record is an observation, or there was none.
   */
  checkJudged(unit: string, finding: Finding, before: Finding | null): void {
    if (this.#plan === null || finding.outcome === "indeterminate") return;
    const { check, version, lanes } = finding;
    const judge = this.#plan.judge(check, splitUnit(unit).type);
    require(judge !== undefined, "S7", () => `a check that the tests ask of ${splitUnit(unit).type}`, () =>
      show(check));
    require(version === judge.version, "S7", () => `${check} in version ${judge.version}`, () => version);
    require(lanes === judge.lanes || lanes === before?.lanes, "S7", () => `${check} by lanes ${judge.lanes}`, () =>
      lanes);
  }
}

function checkSlot({ trigger, slot, documents }: RunOpened, place: SegmentPlace): void {
  if (trigger !== "slot" || slot === null) return;
  const at = parseTimestamp(slot);
  require(parseTimestamp(place.time) >= at - MAX_SKEW_MS, "R10", () =>
    `a time not before ${formatTimestamp(Math.max(0, at - MAX_SKEW_MS))}`, () => place.time);
  const digest = documents.schedule;
  require(digest != null, "R10", "a schedule that has this slot", () => "no schedule");
  const schedule = place.documents?.schedule(digest) ?? null;
  require(schedule === null || slotNumber(schedule, at) !== null, "R10", () => `a slot of the schedule ${digest}`, () =>
    slot);
}

function planOf({ documents, scope }: SegmentPlace, tests: string, roster: string | null): Plan | null {
  const asked = documents?.tests(tests) ?? null;
  const enrols = roster === null ? null : (documents?.roster(roster) ?? null);
  return asked === null || (roster !== null && enrols === null) ? null : new Plan(asked, enrols, scope);
}
