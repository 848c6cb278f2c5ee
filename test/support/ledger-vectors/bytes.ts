// B1: what one line of canonical JSON may not be spelled like, in records, seal, document and genesis.
import { onSeal, onSegment } from "../forge/edit.ts";
import type { Plan, Rewrite } from "../forge/plan.ts";
import { ACTS } from "../forge/small.ts";
import { broken, type LedgerVector, respelled, valid } from "./vector.ts";

/** The acts with the second line spelled another way; everything after it is hashed over that. */
const line = (spell: Rewrite): Plan =>
  onSegment(ACTS, "t0", (segment) => ({ ...segment, line: (bytes, at) => (at === 1 ? spell(bytes) : bytes) }));

const spelled = (name: string, what: string, from: string, to: string): LedgerVector =>
  broken("B1", name, what, line(respelled(from, to)));

const TEXT = '"checked"';
const MORE = '"text":"checked"';

/** A member with that many lists inside each other. Record and body are two levels more. */
const nested = (depth: number): Plan => line(respelled(MORE, `${MORE},"x":${"[".repeat(depth)}${"]".repeat(depth)}`));

/** UTF-8 in the way `respelled` reads bytes. */
const utf8 = (text: string): string => Buffer.from(text).toString("latin1");

const lines: readonly LedgerVector[] = [
  spelled("white-space", "a space follows a colon", '"gen":0', '"gen": 0'),
  spelled(
    "member-order",
    "two members stand in another order than their keys",
    '"subject":"encrypted","text":"checked"',
    '"text":"checked","subject":"encrypted"',
  ),
  spelled("duplicate-member", "a member stands twice with one value", '"gen":0,', '"gen":0,"gen":0,'),
  spelled("needless-escape", "a letter is written as an escape", TEXT, '"\\u0063hecked"'),
  spelled("long-escape", "a tab is written as \\u0009 and not as \\t", TEXT, '"\\u0009"'),
  spelled("upper-case-escape", "an escape has upper-case hex digits", TEXT, '"\\u001F"'),
  spelled("raw-control-character", "a control character stands in a string unescaped", TEXT, '"\u0001"'),
  spelled("null-character", "a string holds U+0000", TEXT, '"\\u0000"'),
  spelled("lone-surrogate", "a string holds half of a surrogate pair", TEXT, '"\\ud83d"'),
  spelled("not-utf-8", "a string holds a byte that is not UTF-8", TEXT, '"\xff"'),
  spelled("fraction", "a number is not an integer", MORE, `${MORE},"x":0.5`),
  spelled("fraction-of-zero", "an integer is written with a decimal point", MORE, `${MORE},"x":1.0`),
  spelled("exponent", "an integer is written with an exponent", MORE, `${MORE},"x":1e2`),
  spelled("negative-zero", "a zero has a sign", MORE, `${MORE},"x":-0`),
  spelled("big-integer", "an integer is beyond 2^53-1", MORE, `${MORE},"x":9007199254740992`),
  spelled("not-a-number", "a value is NaN, which JSON has not", MORE, `${MORE},"x":NaN`),
  spelled(
    "code-point-order",
    "keys are sorted by code points and not by UTF-16 code units",
    MORE,
    `${MORE},${utf8('"\ufb33":0,"\u{1f600}":0')}`,
  ),
  spelled("carriage-return", "a line ends with CR and LF", "}\n", "}\r\n"),
  broken(
    "B1",
    "byte-order-mark",
    "a line begins with a byte order mark",
    line((bytes) => Buffer.concat([Buffer.from("\ufeff"), bytes])),
  ),
  broken("B1", "too-deep", "values are nested 129 deep", nested(127)),
];

export const bytes: readonly LedgerVector[] = [
  ...lines,
  broken(
    "B1",
    "seal",
    "a seal has a space after a colon",
    onSeal(ACTS, "s0", (seal) => ({ ...seal, bytes: respelled('"index":0', '"index": 0') })),
  ),
  broken(
    "B1",
    "seal-without-lf",
    "a seal does not end with LF",
    onSeal(ACTS, "s0", (seal) => ({ ...seal, bytes: (leaf) => leaf.subarray(0, -1) })),
  ),
  broken("B1", "document", "a document has no LF at its end", {
    ...ACTS,
    documents: { controls: Buffer.from('{"kind":"controls","v":1}') },
  }),
  broken("B1", "genesis", "genesis.json has a line more", {
    ...ACTS,
    genesisBytes: (line) => Buffer.concat([line, Buffer.from("\n")]),
  }),
  valid("deep", "values are nested 128 deep", nested(126)),
  valid(
    "spelling",
    "strings hold every short escape, DEL, U+2028 and astral characters, and keys are sorted by UTF-16 code units",
    line(
      respelled(
        MORE,
        `${MORE.slice(0, -1)}\\b\\t\\n\\f\\r\\"\\\\/\\u001f\x7f${utf8("\u2028\u{1f600}")}",${utf8('"\u{1f600}":-9007199254740991,"\ufb33":9007199254740991')}`,
      ),
    ),
  ),
];
