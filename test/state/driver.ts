// Runs the real rules on one scope's chain in memory: every record passes through its bytes and the verifier's fold.
import type { NamedAnswer, ScopeReading, Snapshot, UnitReading, Unread } from "../../collectors/port.ts";
import { canonicalLine, parseCanonicalLine, type Json } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { jsonEqual } from "../../evidence-schema/bytes/equal.ts";
import type {
  By,
  Extent,
  Finding,
  Outcome,
  Problem,
  Source,
  Statement,
  Transition,
  Trigger,
} from "../../evidence-schema/record/record.ts";
import { makeRosterDocument } from "../../config/roster-document.ts";
import {
  readRoster,
  readTests,
  type RosterDocument,
  type TestsDocument,
} from "../../evidence-schema/documents/document-schema.ts";
import { Plan } from "../../evidence-schema/documents/plan.ts";
import { SegmentFold } from "../../evidence-schema/state/segment-fold.ts";
import type { SegmentPlace } from "../../evidence-schema/chain/segment-place.ts";
import { State } from "../../evidence-schema/state/state.ts";
import { prepare } from "../../observation/comparing/prepare.ts";
import { compare } from "../../observation/comparing/compare.ts";
import { Tests, type TestsByDigest } from "../../observation/judging/evaluate.ts";
import { type Answers, Intake } from "../../observation/reading/intake.ts";
import { project } from "../../observation/reading/projection.ts";
import { runOfSlot } from "../../observation/plan/slot.ts";
import type { ConfiguredCheck } from "../../observation/plan/tests-document.ts";
import { TENANT, USER } from "./specification.ts";

const SCOPE = "aws/111122223333";

const OTHER_DOCUMENTS = {
  controls: null,
  waivers: null,
  boundary: null,
  routes: null,
  queries: null,
  code: null,
} as const;
/** Nothing here asks which slots there are: a schedule that is named, and not there. */
const SCHEDULE = "5".repeat(64);

/** What a reader found, before anything was decided about it. Snapshots and unread keys in order of reading. */
export type Reading = {
  readonly sources: readonly Source[];
  readonly items: readonly (Snapshot | Unread)[];
  /** What is copied of the other provider's scope: its keys and units are named as the copy's. */
  readonly copied?: readonly (Snapshot | Unread)[];
  readonly units: readonly UnitReading[];
  readonly asked: readonly NamedAnswer[];
};

const BY: By = { principal: "test", software: "test", code: "0".repeat(64) };

const rosterOf = (regions: readonly string[], tenant: boolean): RosterDocument["enrolled"] => [
  { scope: SCOPE, name: null, regions: [...regions], leftOut: [] },
  ...(tenant ? [{ scope: TENANT, name: null, regions: [], leftOut: [] }] : []),
];

/** What a run or event batch is done with. */
export type Doing = {
  readonly tests: Tests;
  /** Where the roster enrols the scope. */
  readonly regions: readonly string[];
  /** Whether the other provider's scope is enrolled too. */
  readonly tenant?: boolean;
  readonly trigger: Trigger;
  readonly extent: Extent;
  readonly asOf: string;
};

export type Line = { readonly seq: number; readonly statement: Statement };
export type Written = { readonly lines: readonly Line[]; readonly place: SegmentPlace };

/** One transition as a reader of the chain sees it. */
export type Change = {
  readonly key: string;
  readonly check: string;
  readonly transition: Transition;
  readonly seq: number;
};

export function newTests(checks: readonly ConfiguredCheck[], lanes: { readonly [type: string]: string }): Tests {
  return new Tests(checks, { lanes }, ["team"]);
}

export class Chain {
  #state = new State();
  /** Read from the latest full segment on, as a verifier of a window does; null until there is another than the first. */
  #window: State | null = null;
  #next = 0;
  #testsBefore: string | null = null;
  readonly segments: Written[] = [];
  readonly #tests = new Map<string, TestsDocument>();
  readonly #rosters = new Map<string, RosterDocument>();

  get state(): State {
    return this.#state;
  }

  /** Moves with every segment: what a reader notes before it reads. */
  get head(): number {
    return this.segments.length;
  }

  /** Whether the next run has to be a full one. */
  mustBeFull(tests: Tests): boolean {
    return sha256Hex(tests.bytes) !== this.#testsBefore;
  }

  /** Appends what was read, unless another segment was appended since `head` was noted: then false, and it is to be read again. */
  append(head: number, doing: Doing, reading: Reading): boolean {
    if (head !== this.head) return false;
    this.#write(doing, answersOf(doing.tests, reading));
    return true;
  }

  #write({ tests, regions, tenant = false, trigger, extent, asOf }: Doing, answers: Answers): void {
    const digest = sha256Hex(tests.bytes);
    this.#tests.set(digest, readTests(parseCanonicalLine(tests.bytes)));
    const enrolled = makeRosterDocument({ enrolled: rosterOf(regions, tenant), excluded: [] });
    const roster = sha256Hex(enrolled);
    this.#rosters.set(roster, readRoster(parseCanonicalLine(enrolled)));
    const documents = { ...OTHER_DOCUMENTS, schedule: SCHEDULE, roster, tests: digest };
    const slot = trigger === "slot" ? asOf : null;
    const place: SegmentPlace = {
      gen: 0,
      first: this.head === 0,
      testsBefore: this.#testsBefore,
      scope: SCOPE,
      run: slot === null ? `run-${this.head}` : runOfSlot(slot),
      time: "2099-01-01T00:00:00.000Z",
      proven: true,
      documents: {
        tests: (wanted) => this.#tests.get(wanted) ?? null,
        roster: (wanted) => this.#rosters.get(wanted) ?? null,
        schedule: () => null,
      },
    };
    const fold = new SegmentFold(this.#state, place);
    const lines: Line[] = [];
    const first = this.#next;
    const segment = {
      state: this.#state,
      get next() {
        return { gen: 0, seq: first + lines.length };
      },
      emit: ({ type, body }: Statement): void => {
        const seq = first + lines.length;
        const statement = parseCanonicalLine(canonicalLine({ type, body } as unknown as Json)) as unknown as Statement;
        fold.accept(statement.type, statement.body, seq);
        lines.push({ seq, statement });
      },
      outcome: () => fold.outcome(),
    };
    const testsByDigest: TestsByDigest = (wanted) => {
      const document = this.#tests.get(wanted);
      if (document === undefined) throw new Error(`no tests document ${wanted}`);
      return document;
    };
    const plan = new Plan(tests.document, this.#rosters.get(roster) as RosterDocument, SCOPE);
    const { testsBefore } = place;
    const told = { scope: SCOPE, trigger, slot, extent, asOf, began: asOf, by: BY, documents, testsBefore };
    const comparison = { ...told, plan, tests, testsByDigest, planned: plan.units.sort() };
    compare(segment, comparison, answers, prepare(this.#state, comparison, answers));
    fold.summary();
    this.#next += lines.length;
    this.#testsBefore = digest;
    this.segments.push({ lines, place });
    this.#follow(lines, place, extent);
  }

  #follow(lines: readonly Line[], place: SegmentPlace, extent: Extent): void {
    if (extent === "full" && !place.first) this.#window = new State();
    if (this.#window === null) return;
    refold(this.#window, lines, { ...place, proven: extent === "delta" });
    expectSame(this.#window, this.#state, "from the latest full segment");
  }

  /** Folds the whole chain again from nothing, and compares. */
  verify(): void {
    const state = new State();
    for (const { lines, place } of this.segments) refold(state, lines, place);
    expectSame(state, this.#state, "from the first segment");
  }

  /** What a check's stored finding counts as now; null without one. */
  outcome(key: string, check: string): { readonly outcome: Outcome; readonly problem: Problem | null } | null {
    const entry = this.#state.entries.get(key);
    const finding = entry?.findings.find((each) => each.check === check);
    return entry === undefined || finding === undefined ? null : this.#state.effective(entry, finding);
  }

  finding(key: string, check: string): Finding | undefined {
    return this.#state.entries.get(key)?.findings.find((each) => each.check === check);
  }

  /** The last segment's lines, or those of the one at `index`. */
  lines(index = -1): readonly Line[] {
    return this.segments.at(index)?.lines ?? [];
  }

  /** Transitions that a segment says, in order. */
  changes(index = -1): Change[] {
    return this.lines(index).flatMap(({ seq, statement }) => {
      const { type, body } = statement;
      if (type !== "finding" && type !== "observation") return [];
      const findings = type === "finding" ? [body.finding] : body.findings;
      return findings.flatMap(({ check, transition }) =>
        transition === null ? [] : [{ key: body.key, check, transition, seq }],
      );
    });
  }
}

function answersOf(tests: Tests, { sources, items, copied = [], units, asked }: Reading): Answers {
  const intake = new Intake(tests.slices, new Set(tests.document.labels));
  for (const item of items) intake.take(item);
  const reading: ScopeReading = { sources, queries: {}, units, named: asked, calls: {} };
  const answers = intake.answers(reading);
  const slices = tests.slices.get(USER) ?? new Map();
  const context = copied.map((item) => {
    if ("problem" in item) return item;
    const { body, ...rest } = item;
    return { ...rest, from: TENANT, projection: project(body, slices) };
  });
  return { ...answers, listed: [...answers.listed, ...context] };
}

function refold(state: State, lines: readonly Line[], place: SegmentPlace): void {
  const fold = new SegmentFold(state, place);
  for (const { seq, statement } of lines) fold.accept(statement.type, statement.body, seq);
  fold.summary();
}

// Roots don't cover since, held and units: they are compared member by member.
function expectSame(found: State, expected: State, how: string): void {
  if (found.root() !== expected.root()) throw new Error(`${how}: another root`);
  if (!jsonEqual(found.unitStates(), expected.unitStates())) throw new Error(`${how}: other units`);
  if (found.entries.size !== expected.entries.size) throw new Error(`${how}: ${found.entries.size} entries`);
  for (const [key, entry] of expected.entries) {
    const other = found.entries.get(key);
    const plain = (each: typeof entry): unknown => ({
      ...each,
      findings: each.findings.map((one) => ({ ...one, transition: null })),
    });
    if (other === undefined || !jsonEqual(plain(other), plain(entry))) throw new Error(`${how}: ${key} differs`);
  }
}
