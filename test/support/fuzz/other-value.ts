// Another value in the place of one: a neighbour, a bound, another type, or what the ledger says elsewhere.
import { isDigest } from "../../../evidence-schema/bytes/digest.ts";
import { type Harvest, INSTANT } from "./harvest.ts";
import type { Random } from "./random.ts";
import { copied, isMembers, type Members, put, type Value, textOf } from "./value.ts";

/** Words that this page knows, in whatever member. */
const WORDS =
  "pass fail indeterminate not-applicable slot manual event full delta gone not-found replaced configured provider observed silent failed seal key end none all appeared baseline drift recovered rejudged ledger elsewhere local trial compliance tests roster schedule run-opened run-closed observation context finding coverage departure restart disowned attachment population waiver response denied not-planned relied-gone".split(
    " ",
  );
/** Names that objects of some languages have without having been given them. */
const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "length", "valueOf", "more", "", "é", "v"];
const SHIFTS = [
  1, -1, 1000, 119_000, -119_000, 120_000, -120_000, 121_000, -121_000, 3_600_000, -3_600_000, 86_400_000,
];
const OTHER_TYPES: readonly Value[] = [null, "", 0, -1, 1, true, false, [], {}, "0", [""], [null], { v: 1 }];
const NUMBERS = [0, -1, 1, 2, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e12, 1e12 - 1, 1e6, 1e6 - 1, 0.5, 1e21];

/** A value that differs from `value`, which stands in a member called `name`. */
export function otherValue(random: Random, name: string, value: Value, from: Harvest): Value {
  for (let i = 0; i < 20; i += 1) {
    const other = another(random, name, value, from);
    if (JSON.stringify(other) !== JSON.stringify(value)) return copied(other);
  }
  return value === null ? "" : null;
}

function another(random: Random, name: string, value: Value, from: Harvest): Value {
  const elsewhere = from.byName.get(name) ?? [];
  if (elsewhere.length > 1 && random.chance(0.3)) return random.pick(elsewhere);
  if (random.chance(0.1)) return random.pick(OTHER_TYPES);
  if (typeof value === "string") return otherText(random, value, from);
  if (typeof value === "number") return otherNumber(random, value, from);
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return otherList(random, value, elsewhere);
  if (isMembers(value)) return otherMembers(random, value, from);
  return random.chance(0.5) && from.strings.length > 0 ? random.pick(from.strings) : random.pick(OTHER_TYPES);
}

function otherText(random: Random, text: string, { instants, digests, strings }: Harvest): string {
  if (INSTANT.test(text) && random.chance(0.85)) {
    const time = Date.parse(random.chance(0.5) ? text : random.pick(instants)) + random.pick([0, ...SHIFTS]);
    return Number.isNaN(time) ? random.pick(instants) : new Date(time).toISOString();
  }
  if (isDigest(text) && random.chance(0.7)) return random.pick(digests);
  switch (random.below(8)) {
    case 0:
    case 1:
    case 2:
      return random.pick(strings);
    case 3:
    case 4:
      return random.pick(WORDS);
    case 5:
      return `${text}${random.pick(["x", " ", "é", "\u{1f600}", "\ud800", "\0", "\n", "/", "@", "#", "~", "\u007f", "\u2028"])}`;
    case 6:
      return random.pick([text.toUpperCase(), text.slice(1), text.slice(0, -1), ` ${text}`, `slot-${text}`, "x"]);
    default:
      return "x".repeat(random.pick([32, 33, 200, 201, 255, 256, 1024, 1025, 4096, 4097]));
  }
}

function otherNumber(random: Random, value: number, { integers }: Harvest): number {
  switch (random.below(3)) {
    case 0:
      return random.pick(NUMBERS);
    case 1:
      return value + random.pick([1, -1]);
    default:
      return random.pick(integers);
  }
}

function otherList(random: Random, list: readonly Value[], elsewhere: readonly Value[]): Value[] {
  const items = [...list];
  const at = random.below(items.length + 1);
  const donors = elsewhere.flatMap((other) => (Array.isArray(other) ? other : [other]));
  switch (random.below(6)) {
    case 0:
      return items.filter((_, i) => i !== at);
    case 1:
      return items.length === 0 ? [""] : [...items, random.pick(items)];
    case 2:
      return items.toReversed();
    case 3:
    case 4:
      items.splice(at, 0, donors.length === 0 ? "" : random.pick(donors));
      return random.chance(0.5) ? items : items.toSorted(byUtf16);
    default:
      return [];
  }
}

/** Sorted as lists of strings are, and lists of objects by the first member that is called so. */
function byUtf16(a: Value, b: Value): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const sortKey = (value: Value): string => {
  if (!isMembers(value)) return textOf(value);
  const name = ["key", "unit", "scope", "check", "id", "region", "source"].find((each) => Object.hasOwn(value, each));
  return textOf(name === undefined ? "" : value[name]);
};

function otherMembers(random: Random, members: Members, from: Harvest): Members {
  const result: Members = {};
  const names = Object.keys(members);
  const chosen = names.length === 0 ? "" : random.pick(names);
  const how = random.below(5);
  for (const [name, value] of Object.entries(members)) {
    if (name !== chosen || how === 0 || how === 4) put(result, name, value);
    else if (how === 2) put(result, random.pick([...NAMES, ...from.byName.keys()]), value);
    else if (how === 3) put(result, name, otherValue(random, name, value, from));
  }
  if (how === 0) put(result, random.pick(NAMES), random.pick([...OTHER_TYPES, ...from.strings]));
  if (how === 4) put(result, random.pick([...from.byName.keys()]), random.pick([...OTHER_TYPES, ...from.strings]));
  return result;
}
