// Reading an observation from its bytes and reading it the ordinary way agree on every line, whatever was changed in it.
//
// TIDEMARK_LINES=1000000 looks at so many lines, TIDEMARK_LINES_SEED=7 begins with that seed (1 otherwise).
import { expect, test } from "vitest";
import { canonicalize, type Json } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Binary } from "../../../evidence-schema/bytes/digest.ts";
import { ObservationReader } from "../../../evidence-schema/plain/observation-reader.ts";
import type { PlainObservation } from "../../../evidence-schema/plain/plain-observation.ts";
import { unknownMembers } from "../../../evidence-schema/record/known-members.ts";
import { parseBody } from "../../../evidence-schema/record/parse-body.ts";
import type { Observation } from "../../../evidence-schema/record/record.ts";
import { readLine, textOf } from "../../../evidence-schema/record/record-line.ts";
import { entryOfObservation, leafText } from "../../../evidence-schema/state/entry.ts";
import { Restatements } from "../../../evidence-schema/state/restatements.ts";
import { Violation } from "../../../evidence-schema/violation.ts";
import { Random } from "../../support/fuzz/random.ts";
import { runs } from "../../support/scale.ts";
import { randomBody, randomBytes } from "./mutations.ts";

const { TIDEMARK_LINES, TIDEMARK_LINES_SEED } = process.env;
const count = Number(TIDEMARK_LINES ?? runs(100_000));
const BEFORE = Buffer.from('{"body":');
const AFTER = Buffer.from(
  `,"gen":0,"ledger":"${"0".repeat(64)}","prev":"${"0".repeat(64)}","run":"r","scope":"aws/1","seq":1,"time":"2026-09-02T00:00:00.000Z","type":"observation","v":1}\n`,
);
const PLAIN = {
  createdAt: null,
  dataTime: "2026-09-01T00:00:00.000Z",
  findings: [
    {
      basis: "configured",
      because: "it is so",
      check: "some-check",
      facts: {},
      held: { as: "baseline", lanes: "config", opened: { gen: 0, seq: 1 }, outcome: "pass", version: "1-a" },
      lanes: "config",
      outcome: "pass",
      problem: null,
      relied: { keys: [], units: [] },
      transition: "baseline",
      version: "1-a",
    },
  ],
  incarnation: "i",
  key: "k",
  labels: {},
  name: null,
  projection: {},
  region: null,
  restated: false,
  since: "2026-09-01T00:00:00.000Z",
  source: "s",
  tests: "0".repeat(64),
  unit: "u@r",
} as const;
const reader = new ObservationReader();

const lineOf = (body: Buffer): Buffer => Buffer.concat([BEFORE, body, AFTER]);

function readPlainly(body: Buffer): PlainObservation | null {
  const line = lineOf(body);
  return reader.read(line, BEFORE.length, line.length - AFTER.length);
}

/** The observation of a line, or null where the line is none, restates, or has members that are not known. */
function readOrdinarily(body: Buffer): Observation | null {
  try {
    const record = readLine(textOf(lineOf(body)));
    const statement = parseBody("observation", record.body);
    const observation = statement.body as Observation;
    return observation.restated || unknownMembers(record).length > 0 ? null : observation;
  } catch (error) {
    if (error instanceof Violation) return null;
    throw error;
  }
}

const membersOf = (body: Observation): unknown => ({
  createdAt: body.createdAt,
  dataTime: body.dataTime,
  findings: body.findings.map((each) => ({
    basis: each.basis,
    because: each.because,
    check: each.check,
    facts: each.facts,
    held: each.held,
    lanes: each.lanes,
    outcome: each.outcome,
    problem: each.problem,
    relied: each.relied,
    transition: each.transition,
    version: each.version,
  })),
  incarnation: body.incarnation,
  key: body.key,
  labels: body.labels,
  name: body.name,
  projection: body.projection,
  region: body.region,
  restated: body.restated,
  since: body.since,
  source: body.source,
  tests: body.tests,
  unit: body.unit,
});

/** How the two ways differ, or null. */
function difference(body: Buffer): string | null {
  const plain = readPlainly(body);
  if (plain === null) return null;
  const ordinary = readOrdinarily(body);
  if (ordinary === null) return "read from its bytes, refused the ordinary way";
  const [found, expected] = [plain, ordinary].map((each) => canonicalize(membersOf(each) as Json));
  if (found !== expected) return `found ${found}, expected ${expected}`;
  const entry = entryOfObservation(ordinary);
  if (plain.leafHash() !== sha256Binary(`\0${leafText(entry)}\n`)) return "another leaf";
  const restates = new Restatements(new Map([[entry.key, entry]]), new WeakMap());
  return restates.isNext(plain.restatement()) === entry.key ? null : "another restatement";
}

test(`${count} lines that were changed`, () => {
  const random = new Random(Number(TIDEMARK_LINES_SEED ?? 1));
  let read = 0;
  for (let i = 0; i < count; i += 1) {
    const body = randomBytes(random);
    const found = difference(body);
    if (found !== null) expect.fail(`${found}: ${body.toString("latin1")}`);
    if (readPlainly(body) !== null) read += 1;
  }
  console.log(`${read} of ${count} lines were read from their bytes`);
  expect(read).toBeGreaterThan(count / 20);
});

test("observations in ASCII without escapes are read from their bytes", () => {
  const random = new Random(2);
  let read = 0;
  for (let i = 0; i < 2000; i += 1) {
    const body = randomBody(random);
    const text = canonicalize(body as Json);
    // Numbers of more digits are rare, and left to the ordinary way.
    const isLong = /\d{16}/.test(text.replaceAll(/"tests":"\w+"/g, ""));
    if (!/^[ -[\]-\x7f]*$/.test(text) || isLong || body["restated"] === true) continue;
    read += 1;
    expect(readPlainly(Buffer.from(text)), text).not.toBeNull();
  }
  expect(read).toBeGreaterThan(500);
});

test.each(["because", "createdAt", "labels", "name", "region", "facts", "projection"])(
  "short escapes in %s too",
  (member) => {
    const text = 'a "policy" of\n\ttwo\\lines';
    const value: Json =
      member === "labels" ? { a: text } : /facts|projection/.test(member) ? { a: [{ b: text }] } : text;
    const [finding] = PLAIN.findings;
    const body =
      member in finding ? { ...PLAIN, findings: [{ ...finding, [member]: value }] } : { ...PLAIN, [member]: value };
    const bytes = Buffer.from(canonicalize(body));
    expect(readPlainly(bytes)).not.toBeNull();
    expect(difference(bytes)).toBeNull();
  },
);

/** Each is the text of PLAIN with something else in one place. */
test.each<[what: string, from: string, to: string]>([
  ["-0", '"facts":{}', '"facts":{"a":-0}'],
  ["a leading zero", '"facts":{}', '"facts":{"a":01}'],
  ["a fraction", '"facts":{}', '"facts":{"a":1.5}'],
  ["an exponent", '"facts":{}', '"facts":{"a":1e3}'],
  ["a number of 16 digits", '"facts":{}', '"facts":{"a":9007199254740993}'],
  ["names in another order", '"facts":{}', '"facts":{"b":1,"a":2}'],
  ["a name that is the beginning of the one before", '"facts":{}', '"facts":{"ab":1,"a":2}'],
  ["a name twice", '"facts":{}', '"facts":{"a":1,"a":2}'],
  ["white space", '"facts":{}', '"facts":{ }'],
  ["a trailing comma", '"facts":{}', '"facts":{"a":1,}'],
  ["a list as facts", '"facts":{}', '"facts":[]'],
  ["a number as label", '"labels":{}', '"labels":{"a":1}'],
  ["an escaped slash", '"it is so"', '"it\\/is so"'],
  ["an escaped letter", '"it is so"', '"it \\u0069s so"'],
  ["a tab as it is", '"it is so"', '"it\tis so"'],
  ["no check", '"some-check"', '""'],
  ["a check of 1025 bytes", '"some-check"', `"${"x".repeat(1025)}"`],
  ["a key of 4097 bytes", '"key":"k"', `"key":"${"x".repeat(4097)}"`],
  ["no key", '"key":"k"', '"key":""'],
  ["no unit", '"unit":"u@r"', '"unit":""'],
  ["a gen beyond the bound", '"gen":0', '"gen":1000000'],
  ["a gen below 0", '"gen":0', '"gen":-1'],
  ["a seq beyond the bound", '"seq":1}', '"seq":1000000000000}'],
  ["an empty key that is relied on", '"keys":[]', '"keys":[""]'],
  ["a unit of 4097 bytes that is relied on", '"units":[]', `"units":["${"x".repeat(4097)}"]`],
  ["a basis that is no word", '"configured"', '"Configured"'],
  ["another outcome", '"outcome":"pass","problem"', '"outcome":"passed","problem"'],
  ["another held outcome", '"outcome":"pass","version":"1-a"}', '"outcome":"passed","version":"1-a"}'],
  ["another held as", '"as":"baseline"', '"as":"seen"'],
  ["another transition", '"transition":"baseline"', '"transition":"seen"'],
  ["a code that is no word", '"problem":null', '"problem":{"code":"A B","detail":""}'],
  ["an instant without decimals", '"since":"2026-09-01T00:00:00.000Z"', '"since":"2026-09-01T00:00:00Z"'],
  ["a day that is none", '"dataTime":"2026-09-01', '"dataTime":"2026-02-30'],
  ["a digest in capitals", `"tests":"${"0".repeat(64)}"`, `"tests":"${"A".repeat(64)}"`],
  ["a restatement", '"restated":false', '"restated":true'],
  ["a member that is not known", '"unit":"u@r"', '"unit":"u@r","x":1'],
  ["a member of a finding that is not known", '"version":"1-a"}],', '"version":"1-a","x":1}],'],
  ["a member that is missing", ',"name":null', ""],
])("%s is left to the ordinary way", (_what, from, to) => {
  const text = canonicalize(PLAIN);
  expect(readPlainly(Buffer.from(text))).not.toBeNull();
  expect(text.split(from)).toHaveLength(2);
  expect(readPlainly(Buffer.from(text.replace(from, to)))).toBeNull();
});

test("one projection: equal bytes, and nothing else", () => {
  const random = new Random(3);
  const all = Array.from({ length: 3000 }, () =>
    readPlainly(Buffer.from(canonicalize(randomBody(random) as Json))),
  ).flatMap((each) => each ?? []);
  let equal = 0;
  for (let i = 1; i < all.length; i += 1) {
    const [a, b] = [all[i - 1] as PlainObservation, all[i] as PlainObservation];
    const isSame = canonicalize(a.projection) === canonicalize(b.projection);
    if (isSame) equal += 1;
    expect(a.hasProjectionOf(b)).toBe(isSame);
  }
  expect(equal).toBeGreaterThan(10);
});
