// Reads JSON text as the values that evidence can hold: integers within ±(2^53-1), every other number as text.
import type { Json } from "../evidence-schema/bytes/canonical.ts";

// A number follows `":`, a bracket or a comma; times and addresses in strings hardly ever do. A false hit only costs time.
const NEEDS_CARE = /(?:^|":|[[,])\s*(?:-0|-?\d+[.eE]|-?\d{16})|\\u(?:0000|[dD][89a-fA-F])/;

/**
 * Whether `text` may hold what JSON.parse would lose or evidence cannot hold: a fraction, an exponent, -0, 16 digits or
 * more, NUL, surrogates.
 */
export function needsCare(text: string): boolean {
  return NEEDS_CARE.test(text);
}

/**
 * The value of `text`. A number that is no integer becomes its shortest decimal string, an integer beyond ±(2^53-1) its
 * own digits. NUL and lone surrogates in strings become U+FFFD: they have no canonical form, and whoever may set a tag
 * must not be able to stop a run with one. Throws SyntaxError as JSON.parse. `careful` false where `needsCare` is known to be.
 */
export function parseJsonValue(text: string, careful: boolean = needsCare(text)): Json {
  return (careful ? parseWithSource(text, revive) : JSON.parse(text)) as Json;
}

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

// Node 24 gives the reviver a number's own text (ECMAScript proposal-json-parse-with-source); TypeScript's library lacks it.
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => unknown;

function revive(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value === "number") return careNumber(value, context.source ?? String(value));
  if (typeof value === "string") return careText(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members = value as { readonly [key: string]: unknown };
  if (Object.keys(members).every((key) => careText(key) === key)) return members;
  return Object.fromEntries(Object.entries(members).map(([key, member]) => [careText(key), member]));
}

function careNumber(value: number, source: string): number | string {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return /^-?\d+$/.test(source) || !Number.isFinite(value) ? source : String(value);
}

function careText(value: string): string {
  return value.toWellFormed().replaceAll("\0", "\uFFFD");
}
