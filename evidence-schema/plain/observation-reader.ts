// Reads a new observation from the bytes of its line in one pass, where the line is plain: ASCII, canonical, of the schema's
// shape, and without members that version 1 does not name. Most lines are such. Null says nothing of a line: the ordinary
// way decides there (readCanonical, RUN_RECORDS, unknownMembers), and has to agree on every line that is read here.
import { isWithin, MAX_GEN, MAX_KEY, MAX_NAME, MAX_POSITION } from "../bytes/bounds.ts";
import { isDigest } from "../bytes/digest.ts";
import { isTimestamp } from "../bytes/timestamp.ts";
import { WORD } from "../keys/object-key.ts";
import type { Finding, Held, Position, Problem, Relied } from "../record/record.ts";
import { OUTCOMES, TRANSITIONS } from "../record/record.ts";
import { BodyBytes } from "./body-bytes.ts";
import { Cursor, literal } from "./cursor.ts";
import { PlainObservation, type FindingParts } from "./plain-observation.ts";
import { RepeatedTexts } from "./repeated-texts.ts";

/** The bytes before the value of each member, in canonical order. */
const BODY = {
  createdAt: literal('{"createdAt":'),
  dataTime: literal(',"dataTime":'),
  findings: literal(',"findings":['),
  incarnation: literal(',"incarnation":'),
  key: literal(',"key":'),
  labels: literal(',"labels":'),
  name: literal(',"name":'),
  projection: literal(',"projection":'),
  region: literal(',"region":'),
  since: literal(',"restated":false,"since":'),
  source: literal(',"source":'),
  tests: literal(',"tests":'),
  unit: literal(',"unit":'),
} as const;
const FINDING = {
  basis: literal('{"basis":'),
  because: literal(',"because":'),
  check: literal(',"check":'),
  facts: literal(',"facts":'),
  held: literal(',"held":{"as":'),
  lanes: literal(',"lanes":'),
  opened: literal(',"opened":'),
  outcome: literal(',"outcome":'),
  problem: literal(',"problem":'),
  keys: literal(',"relied":{"keys":['),
  units: literal(',"units":['),
  transition: literal(',"transition":'),
  version: literal(',"version":'),
} as const;
const GEN = literal('{"gen":');
const SEQ = literal(',"seq":');
const CODE = literal('{"code":');
const DETAIL = literal(',"detail":');
const NULL = literal("null");
const COMMA = literal(",");
const END = literal("}");
const END_OF_LIST = literal("]");

const AS: ReadonlySet<string> = new Set(["baseline", "appeared"]);
const OUTCOME: ReadonlySet<string | null> = new Set(OUTCOMES);
const OUTCOME_OR_NULL: ReadonlySet<string | null> = new Set([...OUTCOMES, null]);
const TRANSITION_OR_NULL: ReadonlySet<string | null> = new Set([...TRANSITIONS, null]);
const NOTHING: Relied = { keys: [], units: [] };

const isName = (text: string): boolean => text !== "" && isWithin(text, MAX_NAME);
const isKey = (text: string): boolean => text !== "" && isWithin(text, MAX_KEY);

/** Reads observations one after the other. */
export class ObservationReader {
  readonly #texts = new RepeatedTexts();

  /** The observation whose body stands in the line from `from` on, before `to`, or null. It holds the line. */
  read(line: Buffer, from: number, to: number): PlainObservation | null {
    const cursor = new Cursor(line, from, this.#texts);
    cursor.expect(BODY.createdAt);
    cursor.anyTextOrNull();
    const beforeTime = cursor.at;
    cursor.expect(BODY.dataTime);
    const dataTime = cursor.repeatedOrNull();
    const beforeFindings = cursor.at;
    cursor.expect(BODY.findings);
    const changing = [beforeTime, beforeFindings];
    const findings = readFindings(cursor, changing);
    cursor.expect(BODY.incarnation);
    const incarnation = cursor.text();
    cursor.expect(BODY.key);
    const key = cursor.text();
    cursor.expect(BODY.labels);
    cursor.texts();
    cursor.expect(BODY.name);
    cursor.anyTextOrNull();
    cursor.expect(BODY.projection);
    const projectionAt = cursor.at;
    cursor.object();
    const afterProjection = cursor.at;
    cursor.expect(BODY.region);
    cursor.anyTextOrNull();
    const beforeSince = cursor.at;
    cursor.expect(BODY.since);
    const since = cursor.repeated();
    cursor.expect(BODY.source);
    const source = cursor.repeatedOrNull();
    changing.push(beforeSince, cursor.at);
    cursor.expect(BODY.tests);
    const tests = cursor.repeated();
    cursor.expect(BODY.unit);
    const unit = cursor.repeated();
    cursor.expect(END);
    if (cursor.hasFailed || cursor.at !== to) return null;
    const isOfForm =
      isKey(key) &&
      isKey(unit) &&
      isDigest(tests) &&
      isTimestamp(since) &&
      (dataTime === null || dataTime === since || isTimestamp(dataTime));
    if (findings === null || !isOfForm) return null;
    const projection = { from: projectionAt, to: afterProjection };
    const bytes = new BodyBytes(line, { body: { from, to }, projection, changing });
    const parts = { key, incarnation, unit, source, dataTime, since, tests };
    return new PlainObservation(parts, findings, bytes);
  }
}

/** The findings after the bracket that opens their list, with the bracket that closes it. Null where one has another form. */
function readFindings(cursor: Cursor, changing: number[]): readonly FindingParts[] | null {
  const findings: FindingParts[] = [];
  if (cursor.passes(END_OF_LIST)) return findings;
  do {
    const finding = readFinding(cursor, changing);
    if (finding === null) return null;
    findings.push(finding);
  } while (cursor.passes(COMMA));
  cursor.expect(END_OF_LIST);
  return findings;
}

function readFinding(cursor: Cursor, changing: number[]): FindingParts | null {
  cursor.expect(FINDING.basis);
  const basis = cursor.repeated();
  cursor.expect(FINDING.because);
  cursor.anyText();
  cursor.expect(FINDING.check);
  const check = cursor.repeated();
  cursor.expect(FINDING.facts);
  cursor.object();
  const beforeHeld = cursor.at;
  const held = readHeld(cursor);
  changing.push(beforeHeld, cursor.at);
  cursor.expect(FINDING.lanes);
  const lanes = cursor.repeated();
  cursor.expect(FINDING.outcome);
  const outcome = cursor.repeated();
  cursor.expect(FINDING.problem);
  const problem = readProblem(cursor);
  const relied = readRelied(cursor);
  const beforeTransition = cursor.at;
  cursor.expect(FINDING.transition);
  const transition = cursor.repeatedOrNull();
  changing.push(beforeTransition, cursor.at);
  cursor.expect(FINDING.version);
  const version = cursor.repeated();
  cursor.expect(END);
  const isOfForm =
    WORD.test(basis) &&
    isName(check) &&
    OUTCOME.has(outcome) &&
    TRANSITION_OR_NULL.has(transition) &&
    (problem === null || WORD.test(problem.code));
  if (cursor.hasFailed || held === null || relied === null || !isOfForm) return null;
  return { check, version, lanes, problem, relied, held, ...({ outcome, transition } as OfSets) };
}

function readHeld(cursor: Cursor): Held | null {
  cursor.expect(FINDING.held);
  const as = cursor.repeated();
  cursor.expect(FINDING.lanes);
  const lanes = cursor.repeatedOrNull();
  cursor.expect(FINDING.opened);
  const opened = cursor.passes(NULL) ? null : readPosition(cursor);
  cursor.expect(FINDING.outcome);
  const outcome = cursor.repeatedOrNull();
  cursor.expect(FINDING.version);
  const version = cursor.repeatedOrNull();
  cursor.expect(END);
  const isOfForm =
    AS.has(as) &&
    OUTCOME_OR_NULL.has(outcome) &&
    (opened === null || (opened.gen <= MAX_GEN && opened.seq <= MAX_POSITION));
  return isOfForm ? ({ as, lanes, opened, outcome, version } as Held) : null;
}

function readPosition(cursor: Cursor): Position {
  cursor.expect(GEN);
  const gen = cursor.count();
  cursor.expect(SEQ);
  const seq = cursor.count();
  cursor.expect(END);
  return { gen, seq };
}

function readProblem(cursor: Cursor): Problem | null {
  if (cursor.passes(NULL)) return null;
  cursor.expect(CODE);
  const code = cursor.repeated();
  cursor.expect(DETAIL);
  const detail = cursor.repeated();
  cursor.expect(END);
  return { code, detail } as Problem;
}

function readRelied(cursor: Cursor): Relied | null {
  cursor.expect(FINDING.keys);
  const keys = readKeys(cursor);
  cursor.expect(FINDING.units);
  const units = readKeys(cursor);
  cursor.expect(END);
  if (keys.length === 0 && units.length === 0) return NOTHING;
  return keys.every(isKey) && units.every(isKey) ? { keys, units } : null;
}

/** The keys after the bracket that opens their list, with the bracket that closes it. */
function readKeys(cursor: Cursor): readonly string[] {
  const keys: string[] = [];
  if (cursor.passes(END_OF_LIST)) return keys;
  do keys.push(cursor.repeated());
  while (cursor.passes(COMMA));
  cursor.expect(END_OF_LIST);
  return keys;
}

type OfSets = Pick<Finding, "outcome" | "transition">;
