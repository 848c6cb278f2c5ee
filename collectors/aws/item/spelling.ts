// Reads AWS Config's spellings of one resource as the one spelling that its service's own API answers with.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { toInstant } from "../../instant.ts";
import { isRecord } from "../../json-shape.ts";
import { parseJsonValue } from "../../json-value.ts";
import type { People } from "../../port.ts";

// Config writes one resource in many ways: objects or JSON in a string, camelCase or PascalCase with odd capitals, enums
// as {"value": x}, nulls written or left out, JSON in a string in a string. Seen in recorded answers of its select,
// batch-get and history calls, and in delivered snapshots. Names are compared without regard to case; null and absent are
// the same.

/** Reads one raw value; undefined where it says nothing. A value of another shape passes: the check refuses it. */
export type Spelling = (raw: Json, people: People) => Json | undefined;

/** Text in the place of a value that can't be read and may hold names. Every slice expects more than text there. */
export const UNREADABLE = "unreadable";

/** A scalar, also in its wrapper. */
export const scalar = (raw: Json): Json | undefined => {
  const members = isRecord(raw) ? raw : null;
  const value = members !== null && Object.keys(members).every((key) => key === "value") ? members["value"] : raw;
  return value ?? undefined;
};

/** A number below is no time: seconds of before 2001, when nobody recorded, or a year or a date that is written in digits. */
const SECONDS_FROM = 1e9;

/** From here on a number is no count of seconds, which would be of the year 5138, but of milliseconds. */
const MILLISECONDS_FROM = 1e11;

/**
 * A time as the ledger writes it, or null where `raw` is none. AWS writes times as text, the Java SDK as milliseconds since 1970,
 * and services that answer in JSON as seconds with a fraction. Zero is a time that nobody set.
 * https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait
 */
export function timeOf(raw: Json): string | null {
  const value = scalar(raw);
  // A number with a fraction is text by now: evidence holds integers alone.
  const isNumber = typeof value === "number" || (typeof value === "string" && /^\d+(?:\.\d+)?$/.test(value));
  if (!isNumber) return toInstant(value);
  const number = Number(value);
  if (number < SECONDS_FROM) return null;
  const ms = Math.round(number < MILLISECONDS_FROM ? number * 1000 : number);
  return ms <= LATEST_MS ? formatTimestamp(ms) : null;
}
const LATEST_MS = Date.parse("9999-12-31T23:59:59.999Z");

/** A time in any form that AWS has for it; a value of another form stays as it is. */
export const instant: Spelling = (raw) => timeOf(raw) ?? scalar(raw);

/** Nothing where `spelling` gives an object without members: Config keeps the shell of what is not set. */
export const filled =
  (spelling: Spelling): Spelling =>
  (raw, people) => {
    const value = spelling(raw, people);
    return isRecord(value) && Object.keys(value).length === 0 ? undefined : value;
  };

/** A list whose items are read by `item`, also as JSON in a string. */
export const list =
  (item: Spelling): Spelling =>
  (raw, people) => {
    const value = unquote(raw);
    if (!Array.isArray(value)) return value ?? undefined;
    // An item that is null says that something is there, and not what.
    return (value as readonly Json[])
      .map((each) => (each === null ? UNREADABLE : item(each, people)))
      .filter((each) => each !== undefined);
  };

/** A name as the API and AWS Config write it mostly, and in small letters, by which every other spelling is found. */
const spellingsOf = (name: string): string[] => [
  name,
  name.charAt(0).toLowerCase() + name.slice(1),
  name.toLowerCase(),
];

type Field = { readonly name: string; readonly spelling: Spelling; readonly preferred: boolean };

/** An object with these members alone, in the API's spelling. Where a member's second name is there, it is preferred. */
export function record(members: { readonly [name: string]: Spelling | readonly [Spelling, string] }): Spelling {
  const fields = new Map<string, Field>();
  for (const [name, member] of Object.entries(members)) {
    const [spelling, fuller] = typeof member === "function" ? [member, null] : member;
    for (const spelt of spellingsOf(name)) fields.set(spelt, { name, spelling, preferred: fuller === null });
    if (fuller !== null)
      for (const spelt of spellingsOf(fuller)) fields.set(spelt, { name, spelling, preferred: true });
  }
  return (raw, people) => {
    const value = unquote(raw);
    if (!isRecord(value)) return value ?? undefined;
    const spelt: { [name: string]: Json } = {};
    for (const key in value) {
      const field = fields.get(key) ?? fields.get(key.toLowerCase());
      const member = value[key] ?? null;
      if (field === undefined || member === null || (!field.preferred && field.name in spelt)) continue;
      const read = field.spelling(member, people);
      if (read !== undefined) spelt[field.name] = read;
    }
    return spelt;
  };
}

/** `raw`, or what the JSON text in it stands for, however many times it was put into a string. */
export function unquote(raw: Json): Json {
  if (typeof raw !== "string" || !/^\s*(?:[[{"]|null\s*$)/.test(raw)) return raw;
  try {
    return unquote(parseJsonValue(raw));
  } catch {
    return raw;
  }
}

/** A member by its name, without regard to case. Null where it is not there. */
export function memberOf(members: { readonly [name: string]: Json }, name: string): Json {
  const lower = name.toLowerCase();
  // Names are ASCII: no other text of another length is the same without regard to case.
  for (const each in members)
    if (each.length === name.length && (each === name || each.toLowerCase() === lower)) return members[each] ?? null;
  return null;
}
