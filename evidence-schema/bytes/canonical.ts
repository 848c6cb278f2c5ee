// Writes RFC 8785 (JSON Canonicalization Scheme), cut down to what the ledger holds, and alone reads the ledger's lines.

import { nestsDeeperThan } from "./nesting.ts";

/** A value that has a canonical form. Numbers are integers within ±(2^53-1); everything else is a string. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Containers inside containers, the outermost included. It bounds recursion, and it is what stops at a cycle. */
export const MAX_DEPTH = 128;

/** A value has no canonical form, or a line is not in it. The message says where, what was found, what was expected. */
export class CanonicalError extends Error {
  override readonly name = "CanonicalError";
}

type Path = (string | number)[];

/**
 * The RFC 8785 text of `value`: members in order of their keys' UTF-16 code units, no white space.
 * Throws CanonicalError on a number that is not an integer within ±(2^53-1) or is -0, on U+0000 or a lone surrogate in a
 * string or key, on undefined, on anything but plain objects and arrays, and on nesting deeper than `MAX_DEPTH`.
 */
export function canonicalize(value: Json): string {
  return writeFast(value, 0) ?? write(value, []);
}

/** The value with all members in canonical order: itself where they are. A value without a canonical form is given back as it is. */
export function inOrder<T extends Json>(value: T): T {
  return (ordered(value, 0) ?? value) as T;
}

/** The RFC 8785 text of a value that stands as `name` in an object. */
export function canonicalizeMember(name: string, value: Json): string {
  return writeFast(value, 1) ?? write(value, [name]);
}

// JSON.stringify writes what is in order, at half the price; what it writes with \u may be nothing that we write.
function writeFast(value: Json, depth: number): string | null {
  const inOrder = ordered(value, depth);
  const text = inOrder === undefined ? "\\u" : JSON.stringify(inOrder);
  return text.includes("\\u") ? null : text;
}

/** The line that stands for `value` in the ledger: its canonical text and one LF, as UTF-8. Throws as `canonicalize`. */
export function canonicalLine(value: Json): Buffer {
  return Buffer.from(canonicalize(value) + "\n", "utf8");
}

/**
 * The value of one line, accepted only if it is exactly what `canonicalLine` would write for it: UTF-8 without a byte
 * order mark, one LF at the end. Throws CanonicalError otherwise, with the offset of the first byte that differs.
 */
export function parseCanonicalLine(line: Buffer | string): Json {
  const text = typeof line === "string" ? line : decodeLine(line);
  const value = parse(text);
  return isPlainlyCanonical(value, text) ? value : compare(value, text);
}

/** The value of a text that plainly is the canonical one of a member of a line; undefined means "look at the whole line". */
export function parseMember(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isPlain(value, text, 1) ? value : undefined;
  } catch {
    return undefined;
  }
}

// ignoreBOM keeps a byte order mark in the text, where JSON.parse refuses it; without it the decoder would swallow it.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of a line. Throws CanonicalError where it is not UTF-8. */
export function decodeLine(line: Buffer): string {
  try {
    return utf8.decode(line);
  } catch (cause) {
    throw new CanonicalError("the line is not UTF-8, expected exactly one canonical JSON value and LF", { cause });
  }
}

// Shorter texts are parsed sooner than they are looked through.
const LONG = 2 ** 20;

function parse(text: string): Json {
  if (text.length > LONG && nestsDeeperThan(text, MAX_DEPTH))
    throw new CanonicalError(
      `the line nests deeper than ${MAX_DEPTH} levels, expected exactly one canonical JSON value and LF`,
    );
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new CanonicalError(
      `the line is not JSON (${(cause as Error).message}), expected exactly one canonical JSON value and LF`,
      { cause },
    );
  }
}

/**
 * A quick yes; its no means "look closely". Verification spends its time here, so what JSON.stringify already settles by
 * giving the same text back (escapes, white space, duplicate keys, -0, integers that lost digits) is not looked at again.
 * It does not settle the order of keys, big or fractional numbers, or what it writes with \u: NUL, lone surrogates.
 */
function isPlain(value: Json, text: string, depth: number): boolean {
  // === compares memory; startsWith goes character by character and costs as much as the rest.
  return !text.includes("\\u") && isOrdered(value, depth) && text === JSON.stringify(value);
}

/** The byte that ends each line. */
export const LF = 0x0a;

function isPlainlyCanonical(value: Json, text: string): boolean {
  return text.charCodeAt(text.length - 1) === LF && isPlain(value, text.slice(0, -1), 0);
}

// Keys that look like integers are enumerated by number whatever the line says. Where that is not the canonical order
// either the walk or the text differs, and the line goes to `compare`, which sorts.
function isOrdered(value: Json, depth: number): boolean {
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth === MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) if (!isOrdered(item, depth + 1)) return false;
    return true;
  }
  const members = value as { readonly [key: string]: Json };
  let before: string | undefined;
  for (const key in members) {
    if (before !== undefined && before >= key) return false;
    if (!isOrdered(members[key] as Json, depth + 1)) return false;
    before = key;
  }
  return true;
}

function compare(value: Json, text: string): Json {
  const expected = canonicalLine(value);
  const found = Buffer.from(text, "utf8");
  if (expected.equals(found)) return value;
  let at = 0;
  while (at < expected.length && at < found.length && expected[at] === found[at]) at += 1;
  throw new CanonicalError(
    `the line is not canonical at byte ${at}: found ${excerpt(found, at)}, expected ${excerpt(expected, at)}`,
  );
}

function excerpt(bytes: Buffer, at: number): string {
  return at >= bytes.length ? "the end" : JSON.stringify(bytes.toString("latin1", at, at + 12));
}

/**
 * The value with all members in order: itself where they are, else a copy of what is not. Undefined where JSON.stringify
 * would leave something out or order it otherwise, or where there is something to refuse: that is looked at closely.
 */
function ordered(value: unknown, depth: number): unknown {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return isScalar(value) ? value : undefined;
  if (depth === MAX_DEPTH) return undefined;
  return Array.isArray(value) ? orderedItems(value, depth) : orderedMembers(value, depth);
}

function orderedItems(items: readonly unknown[], depth: number): readonly unknown[] | undefined {
  let copy: unknown[] | null = null;
  for (let i = 0; i < items.length; i += 1) {
    const item = ordered(items[i], depth + 1);
    if (item === undefined) return undefined;
    if (item !== items[i]) (copy ??= [...items])[i] = item;
  }
  return copy ?? items;
}

function orderedMembers(value: object, depth: number): object | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  if (Object.getOwnPropertySymbols(value).length > 0) return undefined;
  const members = value as { readonly [key: string]: unknown };
  if (!areInOrder(members)) return sortedMembers(members, depth);
  let copy: Record<string, unknown> | null = null;
  for (const key in members) {
    const member = ordered(members[key], depth + 1);
    if (member === undefined) return undefined;
    if (copy === null && member !== members[key]) copy = { ...members };
    if (copy !== null) copy[key] = member;
  }
  return copy ?? value;
}

// Makes no list of the keys: members mostly are in order.
function areInOrder(members: { readonly [key: string]: unknown }): boolean {
  let before: string | undefined;
  for (const key in members) {
    if (before !== undefined && before >= key) return false;
    before = key;
  }
  return true;
}

function sortedMembers(members: { readonly [key: string]: unknown }, depth: number): object | undefined {
  const keys = Object.keys(members).sort();
  if (keys.some(isUnorderable)) return undefined;
  const copy: Record<string, unknown> = {};
  for (const key of keys) {
    const member = ordered(members[key], depth + 1);
    if (member === undefined) return undefined;
    copy[key] = member;
  }
  return copy;
}

// Keys that look like integers stay in the order of numbers, whatever a copy is made in; __proto__ can't be copied so.
const isUnorderable = (key: string): boolean => key === "__proto__" || DIGIT.test(key);

const DIGIT = /^\d/;

function isScalar(value: unknown): boolean {
  if (typeof value === "number") return Number.isSafeInteger(value) && !Object.is(value, -0);
  return typeof value === "string" || typeof value === "boolean" || value === null;
}

function write(value: unknown, path: Path): string {
  if (typeof value === "string") return quote(value, path);
  if (typeof value === "number") return writeNumber(value, path);
  if (typeof value === "boolean" || value === null) return String(value);
  if (typeof value !== "object")
    refuse(path, typeof value, "null, a boolean, an integer, a string, an array or an object");
  if (path.length >= MAX_DEPTH) refuse(path.slice(0, 4), "deeper nesting or a cycle", `at most ${MAX_DEPTH} levels`);
  return Array.isArray(value) ? writeArray(value, path) : writeObject(value, path);
}

function writeNumber(value: number, path: Path): string {
  if (Object.is(value, -0)) refuse(path, "-0", "0");
  if (!Number.isSafeInteger(value)) refuse(path, String(value), "an integer within ±(2^53-1)");
  return String(value);
}

function writeArray(items: readonly unknown[], path: Path): string {
  let text = "";
  // By index, so that a hole counts as the undefined it would be read as.
  for (let i = 0; i < items.length; i += 1) {
    path.push(i);
    text += (i === 0 ? "" : ",") + write(items[i], path);
    path.pop();
  }
  return `[${text}]`;
}

function writeObject(value: object, path: Path): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse(path, className(value), "a plain object");
  if (Object.getOwnPropertySymbols(value).length > 0) refuse(path, "a symbol as key", "string keys");
  const members = value as { readonly [key: string]: unknown };
  let text = "";
  // sort() without arguments compares UTF-16 code units, which is RFC 8785 section 3.2.3.
  for (const key of Object.keys(members).sort()) {
    path.push(key);
    text += (text === "" ? "" : ",") + quote(key, path) + ":" + write(members[key], path);
    path.pop();
  }
  return `{${text}}`;
}

function className(value: object): string {
  const name: unknown = (value as { readonly constructor?: { readonly name?: unknown } }).constructor?.name;
  return typeof name === "string" && name !== "" ? `a ${name}` : "an object with a prototype";
}

// oxlint-disable-next-line no-control-regex -- JSON escapes control characters
const NEEDS_CARE = /[\u0000-\u001f"\\\ud800-\udfff]/;

function quote(text: string, path: Path): string {
  if (!NEEDS_CARE.test(text)) return `"${text}"`;
  if (text.includes("\0")) refuse(path, "U+0000", "a string without U+0000");
  if (!text.isWellFormed()) refuse(path, "a lone surrogate", "well-formed Unicode");
  return JSON.stringify(text);
}

function refuse(path: Path, found: string, expected: string): never {
  const where = path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${JSON.stringify(step).slice(1, -1)}`))
    .join("");
  throw new CanonicalError(`$${where}: found ${found}, expected ${expected}`);
}
