// Makes observations that look random, and changes their text: values under the schema, members, and single bytes.
import { canonicalize, type Json } from "../../../evidence-schema/bytes/canonical.ts";
import { OUTCOMES, TRANSITIONS } from "../../../evidence-schema/record/record.ts";
import type { Random } from "../../support/fuzz/random.ts";

type Value = Json | { readonly [name: string]: Value } | readonly Value[];
type Members = { [name: string]: Value };

const NAMES = ["a", "ab", "abc", "b", "Z", "$unexpected", "__proto__", "1", "10", "9", "é", "\u{1f600}", "", 'q"', "~"];
const TEXTS = [
  "",
  "x",
  "0",
  "slot",
  "AWS::S3::Bucket@eu-central-1",
  "configured",
  "not-planned",
  "1-abc",
  "config+direct",
  "é",
  "\u2028",
  "\u{1f600}",
  "\u007f",
  "\u0001",
  "tab\there",
  'quoted "text"',
  "back\\slash",
  "line\nend",
  "\b\f\r",
];
const INSTANTS = ["2026-09-01T00:00:00.000Z", "2026-02-28T23:59:59.999Z", "2024-02-29T12:00:00.000Z"];
const BAD_INSTANTS = [
  "2026-02-30T00:00:00.000Z",
  "2026-09-01T00:00:00Z",
  "2026-09-01T24:00:00.000Z",
  "1969-12-31T23:59:59.999Z",
  "",
];
const NUMBERS = [
  0,
  1,
  -1,
  7,
  999_999,
  1_000_000,
  999_999_999_999,
  1e12,
  2 ** 53 - 1,
  -(2 ** 53) + 1,
  999_999_999_999_999,
];
const ODD: readonly Value[] = [
  null,
  true,
  false,
  "",
  0,
  -1,
  [],
  {},
  "x".repeat(1025),
  "x".repeat(4097),
  "é".repeat(1365),
];
const DIGEST = "0123456789abcdef".repeat(4);

function anyValue(random: Random, depth: number): Value {
  switch (random.below(depth > 5 ? 5 : 8)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick(random.chance(0.95) ? NUMBERS.slice(0, 8) : NUMBERS);
    case 3:
    case 4:
      return text(random);
    case 5:
      return Array.from({ length: random.below(4) }, () => anyValue(random, depth + 1));
    default:
      return members(random, () => anyValue(random, depth + 1));
  }
}

function members(random: Random, value: () => Value): Members {
  const made: Members = {};
  for (let i = random.below(4); i > 0; i -= 1)
    Object.defineProperty(made, random.pick(random.chance(0.95) ? NAMES.slice(0, 10) : NAMES), {
      value: value(),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return made;
}

// Mostly ASCII, as lines are.
const text = (random: Random): string => random.pick(random.chance(0.97) ? TEXTS.slice(0, 9) : TEXTS);
const textOrNull = (random: Random): string | null => (random.chance(0.3) ? null : text(random));
const name = (random: Random): string => text(random) || "x";

function finding(random: Random, check: string): Members {
  const outcome = random.pick(OUTCOMES);
  return {
    basis: "configured",
    because: random.pick(random.chance(0.9) ? TEXTS.slice(0, 9) : TEXTS),
    check,
    facts: members(random, () => anyValue(random, 2)),
    held: {
      as: random.pick(["baseline", "appeared"]),
      lanes: textOrNull(random),
      opened: random.chance(0.3) ? null : { gen: random.below(3), seq: random.pick(NUMBERS.slice(0, 7).map(Math.abs)) },
      outcome: random.pick([...OUTCOMES, null]),
      version: textOrNull(random),
    },
    lanes: text(random),
    outcome,
    problem: outcome === "indeterminate" ? { code: "denied", detail: text(random) } : null,
    relied: {
      keys: Array.from({ length: random.below(3) }, (_, i) => `${i}${name(random)}`),
      units: Array.from({ length: random.below(2) }, () => name(random)),
    },
    transition: random.pick([...TRANSITIONS, null]),
    version: text(random),
  };
}

/** The body of an observation of the schema's shape. */
export function randomBody(random: Random): Members {
  return {
    createdAt: textOrNull(random),
    dataTime: random.chance(0.1) ? null : random.pick(INSTANTS),
    findings: Array.from({ length: random.below(4) }, (_, i) => finding(random, `check-${i}`)),
    incarnation: text(random),
    key: name(random),
    labels: members(random, () => text(random)),
    name: textOrNull(random),
    projection: members(random, () => anyValue(random, 2)),
    region: textOrNull(random),
    restated: random.chance(0.05),
    since: random.pick(INSTANTS),
    source: textOrNull(random),
    tests: DIGEST,
    unit: name(random),
  };
}

/** Puts another value somewhere, takes a member away or adds one. Changes `value` itself. */
function changeValue(random: Random, value: Value): void {
  if (typeof value !== "object" || value === null) return;
  const names = Object.keys(value);
  const at = value as Members;
  if (names.length === 0 || random.chance(0.1)) {
    if (!Array.isArray(value)) at[random.pick([...NAMES, "more"])] = odd(random);
    return;
  }
  const chosen = random.pick(names);
  const member = at[chosen] as Value;
  if (typeof member === "object" && member !== null && random.chance(0.7)) return changeValue(random, member);
  if (random.chance(0.15) && !Array.isArray(value)) delete at[chosen];
  else at[chosen] = another(random, member);
}

/** A new one each time: what is changed next may be within it. */
const odd = (random: Random): Value => structuredClone(random.pick(ODD));

function another(random: Random, value: Value): Value {
  if (random.chance(0.3)) return odd(random);
  if (typeof value === "number") return random.pick(NUMBERS);
  if (typeof value === "string" && value.endsWith("Z")) return random.pick([...INSTANTS, ...BAD_INSTANTS]);
  if (value === DIGEST) return random.pick([DIGEST.toUpperCase(), DIGEST.slice(1), `${DIGEST.slice(1)}0`]);
  return random.chance(0.7) ? random.pick(TEXTS) : anyValue(random, 3);
}

const SNIPPETS = [
  "\\u0041",
  "\\/",
  "\\u00e9",
  "\\",
  '\\"',
  "é",
  "\u0000",
  " ",
  "\n",
  "\t",
  "-0",
  "01",
  "1.0",
  "1e3",
  "-",
  "+1",
  "NaN",
  "9007199254740991",
  "9007199254740993",
  "-9007199254740991",
  "1000000000000000",
  "00",
  "null",
  "true",
  "{}",
  "[]",
  "{",
  "}",
  "[",
  "]",
  '"',
  ",",
  ":",
  '"__proto__":1,',
  '"restated":true',
  '"a":1,"a":1,',
  "nul",
  "[[[[",
  "]]]]",
].map((each) => Buffer.from(each, "utf8"));

/** The bytes with something put in, taken out, put in place of other bytes, or in another order. */
function changeBytes(random: Random, bytes: Buffer): Buffer {
  const [from, to] = [random.below(bytes.length + 1), random.below(bytes.length + 1)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const near = Math.min(bytes.length, from + random.below(6));
  switch (random.below(7)) {
    case 0:
      return Buffer.concat([bytes.subarray(0, from), random.pick(SNIPPETS), bytes.subarray(from)]);
    case 1:
      return Buffer.concat([bytes.subarray(0, from), random.pick(SNIPPETS), bytes.subarray(near)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(near)]);
    case 3: {
      const changed = Buffer.from(bytes);
      if (from < changed.length)
        changed[from] = random.chance(0.5) ? random.below(256) : (changed[from] as number) ^ (1 << random.below(8));
      return changed;
    }
    case 4:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
    case 5:
      return swapMembers(random, bytes);
    default: {
      // A digit, a letter or a bracket for another of its kind.
      const changed = Buffer.from(bytes);
      const places = [...changed.keys()].filter((i) =>
        /[\d{}[\]":,a-z]/.test(String.fromCharCode(changed[i] as number)),
      );
      const [one, other] = [random.pick(places), random.pick(places)];
      changed[one] = bytes[other] as number;
      return changed;
    }
  }
}

/** Two neighbouring members in the other order. */
function swapMembers(random: Random, bytes: Buffer<ArrayBufferLike>): Buffer<ArrayBufferLike> {
  const all = [
    ...bytes
      .toString("latin1")
      .matchAll(/"\w+":(?:"[^"]*"|null|true|false|\d+),"\w+":(?:"[^"]*"|null|true|false|\d+)/g),
  ];
  if (all.length === 0) return bytes;
  const found = random.pick(all);
  const [one, other] = found[0].split(/,(?="\w+":)/);
  const swapped = Buffer.from(`${other},${one}`, "latin1");
  return Buffer.concat([bytes.subarray(0, found.index), swapped, bytes.subarray(found.index + found[0].length)]);
}

/** The bytes of a body: as they should be, of other values that are canonical again, or no longer canonical. */
export function randomBytes(random: Random): Buffer {
  const body = randomBody(random);
  for (let i = random.pick([0, 0, 1, 1, 2]); i > 0; i -= 1) changeValue(random, body);
  let bytes: Buffer = Buffer.from(written(body), "utf8");
  for (let i = random.pick([0, 1, 1, 2]); i > 0; i -= 1) bytes = changeBytes(random, bytes);
  return bytes;
}

function written(value: Value): string {
  try {
    return canonicalize(value as Json);
  } catch {
    return JSON.stringify(value);
  }
}
